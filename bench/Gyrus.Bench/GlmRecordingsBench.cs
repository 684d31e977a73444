using System.Diagnostics;
using System.Globalization;
using Gyrus.Cli;
using Gyrus.Glm;
using Gyrus.Glm.Scores;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Testing;
using static System.FormattableString;

namespace Gyrus.Bench;

/// <summary>Encoding models of real recordings: <c>gyrus glm cv</c> on the first 80 % of the bins, <c>gyrus glm predict</c> on the rest.</summary>
/// <remarks>
/// The recordings are in the folder that GYRUS_SHARED names, the models in <c>bench/recordings</c>. Arguments: names of recordings (all);
/// <c>keep=DIR</c> keeps models, tables and pages there; <c>neurons=N</c> of the first N neurons only; <c>threads=1</c>;
/// <c>fit</c> fits at the strength that the model states, without cross-validation; <c>compare</c> also compares nested models on the first 80 %.
/// </remarks>
internal static class GlmRecordingsBench
{
    /// <summary>Of recordings with more units those that spike most are told apart: that is what others report.</summary>
    private const int MostActive = 40;

    private static readonly (string Name, string Model, string Recording)[] Recordings =
    [
        ("placecells", "placecells", ""),
        ("m1", "m1", ""),
        .. from neuron in (int[])[1, 2]
        from stimulus in (int[])[1, 2, 3]
        select ($"whisker-{neuron}-{stimulus}", "whisker", $"dir3_neuron{neuron}_stim{stimulus}"),
        ("position-speed", "position-speed", ""),
        ("grasshopper", "grasshopper", ""),
    ];

    public static void Run(string[] args)
    {
        if (!SharedFolder.Exists)
        {
            Console.WriteLine("The shared folder of recordings is absent (set GYRUS_SHARED).");
            return;
        }

        string? keep = Array.Find(args, a => a.StartsWith("keep=", StringComparison.Ordinal))?["keep=".Length..];
        string root = keep ?? Directory.CreateTempSubdirectory("gyrus-recordings-").FullName;
        string[] names =
        [
            .. args.Where(a => !a.Contains('=', StringComparison.Ordinal) && a is not ("compare" or "fit")),
        ];
        Console.WriteLine(
            "| recording | bins of the fit | neurons | held-out deviance explained: best | median | > 0 | > 0.05 | beyond the rate of the fit: best | median | > 0 | > 0.05 | bits per spike: median | CPU s of the fit | of predict | fits that did not reach their certificate |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        try
        {
            foreach ((string name, string model, string recording) in Recordings)
            {
                if (names.Length == 0 || names.Contains(name) || names.Contains(model))
                {
                    Measure(Directory.CreateDirectory(Path.Combine(root, name)).FullName, name, model, recording, args);
                }
            }
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }

    private static void Measure(string folder, string name, string model, string recording, string[] args)
    {
        int most = (int)GlmPathBench.Option(args, "neurons", 0);
        string threads = Invariant($"--threads={GlmPathBench.Option(args, "threads", 1)}");
        (string fit, string rest) = RecordedModels.Write(folder, model, recording: recording);
        string[] neurons = most > 0 ? [.. Enumerable.Range(1, most).Select(i => Invariant($"--neurons=n{i:000}"))] : [];
        string cv = Path.Combine(folder, "cv");
        string verb = args.Contains("fit") ? "fit" : "cv";
        double fitting = Call(["glm", verb, fit, "--out", cv, "-q", threads, .. neurons]);
        string scores = Path.Combine(folder, "rest");
        double predicting = Call("glm", "predict", rest, "--fitted", cv, "--out", scores, "-q");
        string[][] gaps = Rows(Path.Combine(cv, "gaps.tsv"));
        string[][] rows = Rows(Path.Combine(scores, "scores.tsv"));
        Dictionary<string, double> explained = Column(rows, "deviance_explained");
        Dictionary<string, double> bits = Column(rows, "bits_per_spike");
        (Dictionary<string, double> beyond, string[] byRate) = BeyondTheRateOfTheFit(
            fit,
            rest,
            Path.Combine(scores, "predictions.tsv")
        );
        Print(name, byRate);
        if (byRate.Length > MostActive)
        {
            Print(Invariant($"{name}, the {MostActive} most active"), byRate[..MostActive]);
        }

        void Print(string what, string[] units) =>
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {gaps[1][Array.IndexOf(gaps[0], "samples")]} | {units.Length} | {Words(explained, units)} | {Words(beyond, units)} | {Median(bits, units):0.000} | {fitting:0.0} | {predicting:0.0} | {gaps.Skip(1).Count(g => units.Contains(g[0]) && g[Array.IndexOf(gaps[0], "converged")] != "yes")} of {gaps.Skip(1).Count(g => units.Contains(g[0]))} |"
                )
            );
        if (args.Contains("compare"))
        {
            string compared = Path.Combine(folder, "compare");
            double seconds = Call("glm", "compare", fit, "--out", compared, "-q", threads);
            Console.WriteLine(Invariant($"compare, {seconds:0.0} s of CPU:"));
            Console.WriteLine(File.ReadAllText(Path.Combine(compared, "comparison.tsv")));
        }
    }

    private static string Words(Dictionary<string, double> values, string[] units)
    {
        double[] known = [.. units.Where(values.ContainsKey).Select(u => values[u])];
        return Invariant(
            $"{known.Max():0.000} | {Median(values, units):0.000} | {known.Count(d => d > 0)} of {known.Length} | {known.Count(d => d > 0.05)}"
        );
    }

    private static double Median(Dictionary<string, double> values, string[] units)
    {
        double[] sorted = [.. units.Where(values.ContainsKey).Select(u => values[u]).Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>1 − D(μ)/D(m) with m the mean of the bins of the fit instead of those that are scored: what a rate that drifts takes away is not the model's. And the neurons by their rate in the bins of the fit, falling.</summary>
    private static (Dictionary<string, double> Explained, string[] ByRate) BeyondTheRateOfTheFit(
        string fit,
        string rest,
        string predictions
    )
    {
        EncodingRecording before = ModelFile.Read(fit).ReadRecording();
        EncodingRecording after = ModelFile.Read(rest).ReadRecording();
        string[][] rows = Rows(predictions);
        var explained = new Dictionary<string, double>();
        var rates = new Dictionary<string, double>();
        foreach ((int k, string name) in rows[0].Index())
        {
            int neuron = after.Neurons.ToList().IndexOf(name);
            double[] means =
            [
                .. rows.Skip(1)
                    .Select(r => r[k] == "n/a" ? double.NaN : double.Parse(r[k], CultureInfo.InvariantCulture)),
            ];
            double rate = before.Responses.Column(before.Neurons.ToList().IndexOf(name)).ToArray().Average();
            var model = new GlmPrediction
            {
                Family = Family.Poisson,
                Responses = after.Responses.Column(neuron).ToArray(),
                Means = means,
            };
            GlmPrediction constant = model with { Means = [.. means.Select(m => double.IsNaN(m) ? m : rate)] };
            rates[name] = rate;
            double gain = 1 - (GlmScore.Deviance(model) / GlmScore.Deviance(constant));
            if (double.IsFinite(gain))
            {
                explained[name] = gain;
            }
        }

        return (explained, [.. rates.OrderByDescending(r => r.Value).Select(r => r.Key)]);
    }

    /// <summary>A call of gyrus in this process; seconds of processor time.</summary>
    private static double Call(params string[] words)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        double before = process.TotalProcessorTime.TotalSeconds;
        int code = GyrusCommand.RunAsync(words, TextWriter.Null, Console.Error).GetAwaiter().GetResult();
        process.Refresh();
        return code is 0 or 3
            ? process.TotalProcessorTime.TotalSeconds - before
            : throw new InvalidOperationException($"gyrus {string.Join(' ', words)} ended with {code}.");
    }

    private static string[][] Rows(string path) => [.. File.ReadLines(path).Select(l => l.Split('\t'))];

    /// <summary>The numbers of a column by neuron; n/a is left out.</summary>
    private static Dictionary<string, double> Column(string[][] rows, string name)
    {
        int at = Array.IndexOf(rows[0], name);
        return rows.Skip(1)
            .Where(r => r[at] != "n/a")
            .ToDictionary(r => r[0], r => double.Parse(r[at], CultureInfo.InvariantCulture));
    }
}
