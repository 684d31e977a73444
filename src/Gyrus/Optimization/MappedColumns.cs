namespace Gyrus.Optimization;

/// <summary>Columns of a design, chosen and perhaps repeated, seen as a design of their own; nothing is copied.</summary>
/// <param name="whole">The design.</param>
/// <param name="sources">Its column behind each column here.</param>
internal sealed class MappedColumns(IDesign whole, int[] sources) : IDesign
{
    public int Samples => whole.Samples;

    public int Columns => sources.Length;

    /// <summary>Coefficients of the whole design: copies are summed.</summary>
    public static double[] Sum(ReadOnlySpan<double> coefficients, int[] sources, int columns)
    {
        double[] all = new double[columns];
        for (int j = 0; j < sources.Length; j++)
        {
            all[sources[j]] += coefficients[j];
        }

        return all;
    }

    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta) =>
        whole.AddProduct(Sum(coefficients, sources, whole.Columns), eta);

    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient)
    {
        double[] all = new double[whole.Columns];
        whole.TransposeProduct(v, all);
        for (int j = 0; j < sources.Length; j++)
        {
            gradient[j] = all[sources[j]];
        }
    }

    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        int size = columns.Length;
        int[] mapped = new int[size];
        for (int j = 0; j < size; j++)
        {
            mapped[j] = sources[columns[j]];
        }

        int[] own = [.. mapped.Distinct().Order()];
        if (own.AsSpan().SequenceEqual(mapped))
        {
            whole.WeightedGram(h, mapped, gram, sums);
            return;
        }

        double[] once = new double[own.Length * own.Length];
        double[] onceSums = new double[own.Length];
        whole.WeightedGram(h, own, once, onceSums);
        int[] place = Array.ConvertAll(mapped, c => Array.BinarySearch(own, c));
        for (int j = 0; j < size; j++)
        {
            sums[j] = onceSums[place[j]];
            for (int i = 0; i < size; i++)
            {
                gram[(j * size) + i] = once[(place[j] * own.Length) + place[i]];
            }
        }
    }
}
