using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Counts the spikes of each neuron in bins [tᵢ, tᵢ + width).</summary>
internal static class SpikeCounts
{
    /// <summary>Reads a table of one line per spike.</summary>
    /// <param name="sources">Which columns are meant.</param>
    /// <param name="path">The table.</param>
    /// <param name="starts">When each bin begins, rising.</param>
    /// <param name="place">Where the beginning of a bin stands, for messages.</param>
    /// <param name="width">The width of the last bin and the longest of a bin: where the next begins later, the time between belongs to none.</param>
    /// <param name="warnings">Where to warn when spikes lie in no bin of a recording of which nothing was left out.</param>
    public static (IReadOnlyList<string> Neurons, Matrix Counts) Read(
        EncodingSources sources,
        string path,
        double[] starts,
        Func<int, string> place,
        double width,
        List<string> warnings
    )
    {
        RequireRising(sources, starts, place);
        ColumnTable table = ColumnTable.Read(path);
        double[] times = table.Numbers(IndexOf(table, sources.SpikeTime));
        string[] labels = sources.SpikeNeuron is { } neuron
            ? table.Texts(IndexOf(table, neuron))
            : [.. Enumerable.Repeat("neuron", times.Length)];
        string[] neurons = [.. labels.Distinct()];
        Dictionary<string, int> index = neurons.Index().ToDictionary(n => n.Item, n => n.Index);
        double[] counts = new double[(long)starts.Length * neurons.Length];
        int outside = 0;
        for (int s = 0; s < times.Length; s++)
        {
            int bin = BinOf(starts, times[s], width);
            if (bin >= 0)
            {
                counts[((long)index[labels[s]] * starts.Length) + bin]++;
            }
            else
            {
                outside++;
            }
        }

        if (outside > 0 && sources is { Where.Count: 0, Portion.Length: 1 })
        {
            warnings.Add(
                Invariant(
                    $"{outside} of {times.Length} spikes of {System.IO.Path.GetFileName(path)} lie in no bin: bins are from {starts[0]} to {starts[^1] + width}, spikes from {times.Min()} to {times.Max()}."
                )
            );
        }

        return (
            sources.SpikeNeuron is { } column
                ? [.. neurons.Select(n => double.TryParse(n, out _) ? $"{column}{n}" : n)]
                : neurons,
            Matrix.FromColumnMajor(starts.Length, neurons.Length, counts)
        );
    }

    /// <summary>The bin of a time, or −1 outside all. A bin ends where the next begins, or after one and a half widths.</summary>
    private static int BinOf(double[] starts, double time, double width)
    {
        if (double.IsNaN(time))
        {
            return -1;
        }

        int at = Array.BinarySearch(starts, time);
        int bin = at >= 0 ? at : ~at - 1;
        double most = bin == starts.Length - 1 ? width : 1.5 * width;
        return bin >= 0 && time < starts[bin] + most ? bin : -1;
    }

    private static void RequireRising(EncodingSources sources, double[] starts, Func<int, string> place)
    {
        for (int i = 1; i < starts.Length; i++)
        {
            if (!(starts[i] > starts[i - 1]))
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{place(i)}: expected times that rise in column '{MessageText.Shorten(sources.Time!)}', but this bin begins at {starts[i]} after {starts[i - 1]}."
                    )
                );
            }
        }
    }

    private static int IndexOf(ColumnTable table, string name)
    {
        int at = table.Names.ToList().IndexOf(name);
        return at >= 0
            ? at
            : throw new InvalidDataException(
                $"{table.Path}: there is no column '{MessageText.Shorten(name)}'.{Spelling.Hint(name, table.Names)}"
            );
    }
}
