using System.Diagnostics;
using System.Globalization;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Bench;

/// <summary>Milliseconds of the whole path of the guide "Selecting Covariates via Group Lasso": 100 bins, position and speed, 6 raised cosines each.</summary>
/// <remarks>
/// The first call counts what the JIT compiles. The guide's own data are read from the folder of goldens that GYRUS_SHARED names; without it, data are drawn
/// in the same way. Arguments: <c>calls=300</c>.
/// </remarks>
internal static class GlmGuideBench
{
    public static void Run(string[] args)
    {
        int calls = (int)GlmPathBench.Option(args, "calls", 300);
        GlmData data = Data(out string what);
        var model = new GeneralizedLinearModel { Regularizer = new GroupLasso() };
        var fifty = new RegularizationPath { Model = model };
        RegularizationPath ten = fifty with
        {
            Strengths = [.. Enumerable.Range(0, 10).Select(static i => Math.Pow(10, -4 + (4 * i / 9.0)))],
        };
        Console.WriteLine($"Data: {what}.");
        Console.WriteLine(
            "| path | first call ms | warm: median ms | least ms | CPU ms per call | worst gap | gradients' floor ms |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (
            (string name, RegularizationPath path) in ((string, RegularizationPath)[])
                [("10 strengths of the guide", ten), ("50 strengths from the largest to a thousandth", fifty)]
        )
        {
            (double first, _) = Once(path, data);
            var times = new List<double>();
            double worst = 0;
            for (int warm = 0; warm < calls / 3; warm++)
            {
                Once(path, data);
            }

            double cpu = ThreadClock.Seconds;
            for (int call = 0; call < calls; call++)
            {
                (double time, worst) = Once(path, data);
                times.Add(time);
            }

            cpu = (ThreadClock.Seconds - cpu) / calls;
            times.Sort();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {first:0.0} | {times[calls / 2]:0.00} | {times[0]:0.00} | {1e3 * cpu:0.00} | {worst:0.0e+0} | {Floor(data, path):0.00} |"
                )
            );
        }
    }

    private static (double Milliseconds, double WorstGap) Once(RegularizationPath path, GlmData data)
    {
        long start = Stopwatch.GetTimestamp();
        GlmPath fits = path.Fit(data);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (time, fits.Fits.Max(static f => f.Convergence.Certificate));
    }

    /// <summary>Two products, two gradients and an exponential for each strength: less than any path can take.</summary>
    private static double Floor(GlmData data, RegularizationPath path)
    {
        int strengths = path.Strengths?.Count ?? path.Count;
        double[] beta = [.. Enumerable.Repeat(1e-3, data.Design.Columns)];
        double[] eta = new double[data.Design.Samples];
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < 100 * 2 * strengths; call++)
        {
            Array.Clear(eta);
            data.Design.Store.AddProduct(beta, eta);
            System.Numerics.Tensors.TensorPrimitives.Exp(eta, eta);
            data.Design.Store.TransposeProduct(eta, beta);
            Array.Fill(beta, 1e-3);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / 100;
    }

    private static GlmData Data(out string what)
    {
        string shared = Environment.GetEnvironmentVariable("GYRUS_SHARED") ?? Path.Combine("..", "shared");
        string folder = Path.Combine(shared, "golden", "glm", "seed_guide");
        if (!Directory.Exists(folder))
        {
            what = "drawn in the way of the guide";
            EncodingRecording drawn = new PositionNeuron { Trials = 10 }.Generate();
            return Data(drawn.Covariates.Column(0).ToArray(), drawn.Covariates.Column(1).ToArray(), drawn.Responses);
        }

        what = "those of the guide";
        double[] counts = Column(folder, "counts.csv");
        return Data(
            Column(folder, "position.csv"),
            Column(folder, "speed.csv"),
            Matrix.FromColumnMajor(counts.Length, 1, counts)
        );
    }

    private static GlmData Data(double[] position, double[] speed, Matrix counts) =>
        new()
        {
            Design = new DesignBuilder()
                .Add("position", new RaisedCosineLinear { Count = 6 }, position)
                .Add("speed", new RaisedCosineLinear { Count = 6 }, speed)
                .Build(),
            Responses = counts,
        };

    private static double[] Column(string folder, string file) =>
        [
            .. File.ReadLines(Path.Combine(folder, file))
                .Where(static line => line.Length > 0)
                .Select(static line => double.Parse(line, CultureInfo.InvariantCulture)),
        ];
}
