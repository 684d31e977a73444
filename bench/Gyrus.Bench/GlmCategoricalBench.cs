using System.Globalization;
using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Bench;

/// <summary>Thread CPU seconds of group-lasso softmax paths, each strength certified, beside their floor: the Gram matrices and gradients alone.</summary>
/// <remarks>
/// Arguments: numbers of samples (20000); <c>classes=3</c>; <c>count=50</c>; <c>fista</c> (one strength of 0.1 λ_max by proximal gradient too);
/// <c>trace</c> (what the solver did).
/// </remarks>
internal static class GlmCategoricalBench
{
    public static void Run(string[] args)
    {
        int classes = (int)GlmPathBench.Option(args, "classes", 3);
        int[] sizes = [.. args.Where(static a => int.TryParse(a, out _)).Select(int.Parse)];
        Console.WriteLine(
            "| samples | columns | classes | strengths | CPU s | worst gap | blocks at the end | one curvature s | one gradient s |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (int samples in sizes.Length > 0 ? sizes : [20_000])
        {
            CategoricalData data = Data(samples, classes);
            var path = new CategoricalRegularizationPath
            {
                Model = new CategoricalRegression { Regularizer = new GroupLasso() },
                Count = (int)GlmPathBench.Option(args, "count", 50),
            };
            double before = ThreadClock.Seconds;
            CategoricalPath fits = path.Fit(data);
            double seconds = ThreadClock.Seconds - before;
            (double curvature, double gradient) = Floor(data);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {samples} | {data.Design.Columns} | {classes} | {fits.Fits.Count} | {seconds:0.000} | {fits.Fits.Max(static f => f.Convergence.Certificate):0.0e+0} | {fits.Fits[^1].Selected.Count} | {curvature:0.000} | {gradient:0.0000} |"
                )
            );
            if (args.Contains("trace"))
            {
                Trace(data, path);
            }

            if (args.Contains("fista"))
            {
                Compare(data, 0.1 * fits.LargestStrength);
            }
        }
    }

    private static void Trace(CategoricalData data, CategoricalRegularizationPath path)
    {
        int classes = data.Classes.Count;
        LinearProblem problem = CategoricalTask
            .Of(data)
            .Problem(
                PenaltyBlocks.Of(
                    new GroupLasso().On(data.Design.Blocks).Repeated(classes),
                    data.Design.Columns * classes
                ),
                null
            );
        var products = new TimedDesign(problem.Design);
        var grams = new TimedDesign(problem.Shared!);
        var solver = new ProximalNewton(
            new LinearProblem
            {
                Design = products,
                Shared = grams,
                Datafit = problem.Datafit,
                Penalty = problem.Penalty,
                StartIntercepts = problem.StartIntercepts,
            },
            new SolverOptions(path.Model.Tolerance, path.Model.MaxIterations)
        );
        double previous = solver.LargestStrength(CancellationToken.None);
        double start = ThreadClock.Seconds;
        int iterations = 0;
        foreach (double strength in path.StrengthsFrom(previous).ToArray())
        {
            SolverReport report = solver.Solve(strength, previous, CancellationToken.None);
            previous = strength;
            iterations += report.Iterations;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{strength:0.0000e+0}: {iterations} iterations, {report.Curvatures} curvatures, {report.Sweeps} sweeps; s: {ThreadClock.Seconds - start:0.000} = products {products.Products:0.000} + gradients {products.Gradients:0.000} + curvatures {grams.Grams:0.000} + rest"
                )
            );
        }
    }

    private static void Compare(CategoricalData data, double strength)
    {
        foreach (GlmSolver solver in (GlmSolver[])[GlmSolver.ProximalNewton, GlmSolver.ProximalGradient])
        {
            double before = ThreadClock.Seconds;
            CategoricalFit fit = new CategoricalRegression
            {
                Regularizer = new GroupLasso { Strength = strength },
                Solver = solver,
                MaxIterations = 5000,
            }.Fit(data);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"one strength, {fit.Convergence.Method}: {ThreadClock.Seconds - before:0.000} s, {fit.Convergence.Iterations} iterations, gap {fit.Convergence.Certificate:0.0e+0}"
                )
            );
        }
    }

    /// <summary>Seconds of K(K − 1)/2 Gram matrices of all columns, and of a product and a gradient for every class.</summary>
    private static (double Curvature, double Gradient) Floor(CategoricalData data)
    {
        IDesign store = data.Design.Store;
        int[] columns = [.. Enumerable.Range(0, store.Columns)];
        (double[] gram, double[] sums) = (new double[columns.Length * columns.Length], new double[columns.Length]);
        double[] h = new double[store.Samples];
        Array.Fill(h, 0.2);
        int classes = data.Classes.Count;
        double start = ThreadClock.Seconds;
        for (int pair = 0; pair < classes * (classes - 1) / 2; pair++)
        {
            store.WeightedGram(h, columns, gram, sums);
        }

        double curvature = ThreadClock.Seconds - start;
        Array.Fill(sums, 1);
        start = ThreadClock.Seconds;
        for (int k = 0; k < classes; k++)
        {
            store.AddProduct(sums, h);
            store.TransposeProduct(h, sums);
        }

        return (curvature, ThreadClock.Seconds - start);
    }

    /// <summary>The design of <see cref="GlmPathBench"/>; classes drawn from a softmax of a third of its covariates.</summary>
    private static CategoricalData Data(int samples, int classes)
    {
        GlmData data = GlmPathBench.Data(samples, dense: false);
        var rng = new Rng(7);
        double[] beta = new double[data.Design.Columns];
        double[][] eta = new double[classes][];
        for (int k = 0; k < classes; k++)
        {
            for (int j = 0; j < beta.Length; j++)
            {
                beta[j] = j / 10 % 3 == 0 ? 0.7 * rng.NextNormal() : 0;
            }

            eta[k] = new double[samples];
            data.Design.Store.AddProduct(beta, eta[k]);
        }

        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++)
        {
            double left = rng.NextDouble() * eta.Sum(e => Math.Exp(e[i]));
            int y = 0;
            for (; y < classes - 1 && left >= Math.Exp(eta[y][i]); y++)
            {
                left -= Math.Exp(eta[y][i]);
            }

            labels[i] = y;
        }

        return CategoricalData.Of(data.Design, labels);
    }
}
