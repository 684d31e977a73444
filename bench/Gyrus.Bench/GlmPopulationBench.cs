using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Bench;

/// <summary>A whole recording: every neuron's cross-validated group-lasso path on movement and on the other neurons' history.</summary>
/// <remarks>
/// glm-population FOLDER [neurons] [threads], with FOLDER holding counts.csv.gz and covariates.csv.gz (171 neurons, 15,536 bins of 50 ms).
/// Groups: position and velocity of the hand (x, y), four raised cosines over 11 lags from −250 to 250 ms each; the history of each neuron over
/// 150 ms by two raised cosines. 30 strengths down to 0.02 of the largest, five contiguous folds of pieces with a gap of ten bins.
/// </remarks>
internal static class GlmPopulationBench
{
    public static void Run(string[] args)
    {
        string folder = args[0];
        int threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 2;
        (string[] neurons, Matrix counts) = Read(Path.Combine(folder, "counts.csv.gz"));
        (_, Matrix movement) = Read(Path.Combine(folder, "covariates.csv.gz"));
        int used = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : neurons.Length;
        Design design = Build(counts, movement, neurons);
        var data = new GlmData
        {
            Design = design,
            Responses = counts.Select([.. Enumerable.Range(0, counts.Rows)], [.. Enumerable.Range(0, used)]),
            Neurons = neurons[..used],
        };
        var options = new GlmCrossValidation
        {
            Path = new RegularizationPath
            {
                Model = new GeneralizedLinearModel { Regularizer = new GroupLasso() },
                Count = 30,
                Ratio = 0.02,
            },
            Folds = new TrialFolds { Folds = 5, Gap = 10 },
        };
        if (threads == 0)
        {
            Products(design);
            Split(options, data);
            return;
        }

        Report(design, used, threads, options.FitAll, data);
    }

    /// <summary>Threads 0: where the time of one thread goes.</summary>
    private static void Split(GlmCrossValidation options, GlmData data)
    {
        var timed = new TimedDesign(data.Design.Store);
        double start = ThreadClock.Seconds;
        options.FitAll(data with { Design = new Design(timed, data.Design.Blocks, data.Design.ValidRows) });
        Console.WriteLine(
            FormattableString.Invariant(
                $"{ThreadClock.Seconds - start:0.0} s: {timed.ProductCalls} products {timed.Products:0.0} s, {timed.GradientCalls} gradients {timed.Gradients:0.0} s, curvature {timed.Grams:0.0} s"
            )
        );
    }

    /// <summary>The least times of the products, whole and on ten histories and all movement.</summary>
    private static void Products(Design design)
    {
        double[] v = [.. Enumerable.Range(0, design.Samples).Select(i => Math.Sin(0.37 * i))];
        double[] h = [.. v.Select(static x => 1.1 + x)];
        double[] gradient = new double[design.Columns];
        bool[] some = [.. Enumerable.Range(0, design.Columns).Select(static j => j < 16 || (j % 34 < 2))];
        int[] columns = [.. Enumerable.Range(0, design.Columns).Where(j => some[j])];
        double[] beta = [.. some.Select(static s => s ? 0.01 : 0)];
        double[] gram = new double[columns.Length * columns.Length];
        double[] sums = new double[columns.Length];
        double[] errors = new double[design.Columns];
        double full = ThreadClock.LeastSeconds(() => design.Store.TransposeProduct(v, gradient));
        double estimate = ThreadClock.LeastSeconds(() =>
            design.Store.EstimateTransposeProduct(v, [], gradient, errors)
        );
        double part = ThreadClock.LeastSeconds(() => design.Store.TransposeProduct(v, some, gradient));
        double product = ThreadClock.LeastSeconds(() => design.Store.AddProduct(beta, v));
        double curvature = ThreadClock.LeastSeconds(() => design.Store.WeightedGram(h, columns, gram, sums));
        Console.WriteLine(
            FormattableString.Invariant(
                $"{design.EstimatedBytes / 1e6:0.0} MB; gradient {1e3 * full:0.000} ms, estimated {1e3 * estimate:0.000} ms; of {columns.Length} columns: gradient {1e3 * part:0.000} ms, product {1e3 * product:0.000} ms, curvature {1e3 * curvature:0.000} ms"
            )
        );
    }

    private static void Report(
        Design design,
        int neurons,
        int threads,
        Func<GlmData, int, CancellationToken, IReadOnlyList<GlmCrossValidationFit>> fit,
        GlmData data
    )
    {
        var watch = Stopwatch.StartNew();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        IReadOnlyList<GlmCrossValidationFit> fits = fit(data, threads, CancellationToken.None);
        double cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        double[] gaps = [.. fits.SelectMany(f => f.Path.Fits).Select(f => f.Convergence.Certificate)];
        Console.WriteLine(
            FormattableString.Invariant(
                $"n = {design.Samples:N0}, p = {design.Columns}, {design.Blocks.Count} groups; {neurons} neurons x 30 strengths x (5 folds + all)"
            )
        );
        Console.WriteLine(
            FormattableString.Invariant(
                $"| {threads} threads | {watch.Elapsed.TotalSeconds:0.0} s | {cpu:0.0} s CPU | {1000 * cpu / (neurons * 180):0.0} ms CPU a fit | largest gap {gaps.Max():0.0e+00} | {fits.Average(f => f.Fit.Selected.Count):0.0} groups selected a neuron |"
            )
        );
    }

    private static Design Build(Matrix counts, Matrix movement, string[] neurons)
    {
        var lags = new Convolution
        {
            Basis = new RaisedCosineLinear { Count = 4 },
            WindowSize = 11,
            Causality = Causality.Acausal,
        };
        var history = new Convolution
        {
            Basis = new RaisedCosineLinear { Count = 2 },
            WindowSize = 3,
        };
        var builder = new DesignBuilder();
        foreach ((string name, int column) in new[] { ("x", 1), ("y", 2), ("vx", 4), ("vy", 5) })
        {
            builder = builder.Add(name, lags, movement.Column(column).ToArray());
        }

        return builder.AddEach(neurons, history, counts).Build();
    }

    private static (string[] Names, Matrix Values) Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        string[] names = reader.ReadLine()!.Split(',');
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add([.. line.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture))]);
        }

        return (names, Matrix.Create(rows.Count, names.Length, (i, j) => rows[i][j]));
    }
}
