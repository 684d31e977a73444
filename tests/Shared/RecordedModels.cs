using System.Globalization;
using System.IO.Compression;

namespace Gyrus.Testing;

/// <summary>The models of <c>bench/recordings</c> of real recordings in the shared folder: the first 80 % of the bins are for the fit, the rest is held out.</summary>
public static class RecordedModels
{
    private const string TrainedPortion = "\"portion\": [0, 0.8]";
    private const string HeldOutPortion = "\"portion\": [0.8, 1]";

    /// <summary>Writes <c>model.json</c> and, of the bins that are held out, <c>rest.json</c>.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="name">The name of the model without its ending.</param>
    /// <param name="edit">What is changed in the text of the model, or null for nothing.</param>
    /// <param name="recording">Which of several recordings of one kind, or "".</param>
    public static (string Model, string HeldOut) Write(
        string folder,
        string name,
        Func<string, string>? edit = null,
        string recording = ""
    )
    {
        string text = File.ReadAllText(Sources.Path("bench", "recordings", name + ".json"))
            .Replace("SHARED", SharedFolder.Path().Replace('\\', '/'), StringComparison.Ordinal)
            .Replace("RECORDING", recording, StringComparison.Ordinal);
        text = edit?.Invoke(text) ?? text;
        if (!text.Contains(TrainedPortion, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The model '{name}' has no {TrainedPortion}.");
        }

        if (name == "grasshopper")
        {
            WriteGrasshopper(Path.Combine(folder, "bins.csv"));
        }

        (string model, string rest) = (Path.Combine(folder, "model.json"), Path.Combine(folder, "rest.json"));
        File.WriteAllText(model, text);
        File.WriteAllText(rest, text.Replace(TrainedPortion, HeldOutPortion, StringComparison.Ordinal));
        return (model, rest);
    }

    /// <summary>Bins of 1 ms: the mean of 20 samples of the stimulus at 20 kHz, and the spikes, whose times are in microseconds.</summary>
    private static void WriteGrasshopper(string path)
    {
        const int BinMicroseconds = 1000;
        const int Bins = 10_000;
        double[] sums = new double[Bins];
        int[] samples = new int[Bins];
        int[] spikes = new int[Bins];
        string folder = SharedFolder.Path("data", "spikes_grasshopper");
        using var packed = new GZipStream(
            File.OpenRead(Path.Combine(folder, "grasshopper_stimulus1.txt.gz")),
            CompressionMode.Decompress
        );
        using var reader = new StreamReader(packed);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var time, var amplitude])
            {
                int bin = int.Parse(time, CultureInfo.InvariantCulture) / BinMicroseconds;
                sums[bin] += double.Parse(amplitude, CultureInfo.InvariantCulture);
                samples[bin]++;
            }
        }

        foreach (string line in File.ReadLines(Path.Combine(folder, "grasshopper_spike_times1.txt")))
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int time))
            {
                spikes[time / BinMicroseconds]++;
            }
        }

        File.WriteAllLines(
            path,
            Enumerable
                .Range(0, Bins)
                .Select(i => FormattableString.Invariant($"{sums[i] / samples[i]:R},{spikes[i]}"))
                .Prepend("amplitude,spikes")
        );
    }
}
