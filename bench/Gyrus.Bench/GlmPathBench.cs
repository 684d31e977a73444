using System.Globalization;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Bench;

/// <summary>Thread CPU seconds of a group-lasso Poisson path of 50 strengths, each certified.</summary>
/// <remarks>Arguments: numbers of samples (20000 100000); <c>dense</c>; <c>tolerance=1e-6</c>; <c>count=50</c>; <c>repeat=3</c>; <c>trace</c>; <c>solvers</c> (a tenth of λ_max from zero, by each method).</remarks>
internal static class GlmPathBench
{
    private const int Covariates = 30;

    public static void Run(string[] args)
    {
        double tolerance = Option(args, "tolerance", 1e-6);
        int[] sizes = [.. args.Where(static a => int.TryParse(a, out _)).Select(int.Parse)];
        Console.WriteLine(
            "| samples | columns | store | strengths | CPU s | worst gap | groups at the end | CPU s of the design |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (int samples in sizes.Length > 0 ? sizes : [20_000, 100_000])
        {
            double start = ThreadClock.Seconds;
            GlmData data = Data(samples, args.Contains("dense"));
            double design = ThreadClock.Seconds - start;
            var path = new RegularizationPath
            {
                Model = new GeneralizedLinearModel { Regularizer = new GroupLasso(), Tolerance = tolerance },
                Count = (int)Option(args, "count", 50),
            };
            for (int repeat = 0; repeat < (int)Option(args, "repeat", 3); repeat++)
            {
                double before = ThreadClock.Seconds;
                GlmPath fits = path.Fit(data);
                double seconds = ThreadClock.Seconds - before;
                string store = data.Design.Store.GetType().Name;
                double worst = fits.Fits.Max(static f => f.Convergence.Certificate);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {samples} | {data.Design.Columns} | {store} | {fits.Fits.Count} | {seconds:0.000} | {worst:0.0e+0} | {fits.Fits[^1].Selected.Count} | {design:0.00} |"
                    )
                );
                if (args.Contains("trace"))
                {
                    Trace(data, path);
                }

                if (args.Contains("solvers"))
                {
                    Compare(data, 0.1 * fits.LargestStrength);
                }
            }
        }
    }

    /// <summary>One strength, a tenth of the largest, from zero.</summary>
    private static void Compare(GlmData data, double strength)
    {
        foreach (
            GlmSolver solver in (GlmSolver[])
                [GlmSolver.ProximalNewton, GlmSolver.ProximalGradient, GlmSolver.ProximalSvrg]
        )
        {
            double before = ThreadClock.Seconds;
            GlmFit fit = new GeneralizedLinearModel
            {
                Regularizer = new GroupLasso { Strength = strength },
                Solver = solver,
            }.Fit(data);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"one strength, {fit.Convergence.Method}: {ThreadClock.Seconds - before:0.000} s, {fit.Convergence.Iterations} iterations, gap {fit.Convergence.Certificate:0.0e+0}"
                )
            );
        }
    }

    /// <summary>What the solver did along the path, and the time of its parts.</summary>
    private static void Trace(GlmData data, RegularizationPath path)
    {
        GeneralizedLinearModel model = path.Model;
        LinearProblem problem = GlmTask
            .Of(data, 0, Family.Poisson)
            .Problem(model.Observation, model.PenaltyOn(data.Design.Blocks, data.Design.Columns));
        var timed = new TimedDesign(problem.Design);
        var solver = new ProximalNewton(
            new LinearProblem
            {
                Design = timed,
                Datafit = problem.Datafit,
                Penalty = problem.Penalty,
                StartIntercepts = problem.StartIntercepts,
            },
            new SolverOptions(model.Tolerance, model.MaxIterations)
        );
        double previous = solver.LargestStrength(CancellationToken.None);
        double start = ThreadClock.Seconds;
        foreach (double strength in path.StrengthsFrom(previous).ToArray())
        {
            SolverReport report = solver.Solve(strength, previous, CancellationToken.None);
            previous = strength;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{strength:0.0000e+0}: {report.Iterations} iterations, {report.Curvatures} curvatures, {report.Sweeps} sweeps, gap {report.Certificate / report.Scale:0.0e+0}; s: {ThreadClock.Seconds - start:0.000} = products {timed.Products:0.000} ({timed.ProductCalls}) + gradients {timed.Gradients:0.000} ({timed.GradientCalls}) + curvatures {timed.Grams:0.000} + rest"
                )
            );
        }
    }

    /// <summary>30 covariates with a common part, 10 raised cosines each, a third of them with an effect, 0.25 spikes a bin.</summary>
    internal static GlmData Data(int samples, bool dense)
    {
        var rng = new Rng(20261127);
        double[] common = Walk(rng, samples);
        double[] eta = new double[samples];
        var builder = new DesignBuilder();
        var blocks = new List<(string, Matrix)>();
        for (int k = 0; k < Covariates; k++)
        {
            double[] own = Walk(rng, samples);
            double[] x = [.. own.Zip(common, static (o, c) => Math.Tanh(0.5 * (o + (0.6 * c))))];
            FittedBasis basis = new RaisedCosineLinear { Count = 10 }.Fit(Basis.Column(x));
            builder = builder.Add($"x{k}", basis, Basis.Column(x));
            for (int i = 0; k % 3 == 0 && i < samples; i++)
            {
                eta[i] += 0.5 * Math.Sin((2 + (k % 4)) * x[i] + k);
            }
        }

        double mean = eta.Average(Math.Exp);
        double[] counts = [.. eta.Select(e => Poisson(rng, 0.25 * Math.Exp(e) / mean))];
        Design design = builder.Build();
        design = dense
            ? Design.Of([
                .. design.Blocks.Select(b =>
                    (
                        b.Name,
                        design
                            .ToMatrix()
                            .Select([.. Enumerable.Range(0, samples)], [.. Enumerable.Range(b.Start, b.Count)])
                    )
                ),
            ])
            : design;
        return new GlmData { Design = design, Responses = Matrix.FromColumnMajor(samples, 1, counts) };
    }

    private static double[] Walk(Rng rng, int samples)
    {
        double[] x = new double[samples];
        double state = 0;
        for (int i = 0; i < samples; i++)
        {
            state = (0.95 * state) + (Math.Sqrt(1 - (0.95 * 0.95)) * rng.NextNormal());
            x[i] = state;
        }

        return x;
    }

    private static double Poisson(Rng rng, double mean)
    {
        double left = Math.Exp(-mean);
        int count = -1;
        for (double product = 1; product > left; count++)
        {
            product *= rng.NextDouble();
        }

        return count;
    }

    internal static double Option(string[] args, string name, double otherwise)
    {
        string? text = Array.Find(args, a => a.StartsWith(name + "=", StringComparison.Ordinal));
        return text is null ? otherwise : double.Parse(text[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
