using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Bench;

/// <summary>The products of a design of local support against those of the same matrix stored densely: one thread, seconds of its processor time.</summary>
internal static class GlmDesignBench
{
    public static void Run(string[] args)
    {
        int blocks = args.Length > 1 ? int.Parse(args[1]) : 30;
        foreach (int samples in args.Length > 0 ? [int.Parse(args[0])] : new[] { 20_000, 100_000 })
        {
            Run(samples, blocks);
        }
    }

    private static void Run(int samples, int blocks)
    {
        Design design = Design(samples, blocks);
        var store = (BlockDesign)design.Store;
        var dense = new DenseDesign(design.ToMatrix());
        double denseBytes = 8.0 * samples * design.Columns;
        Console.WriteLine($"n = {samples:N0}, {blocks} covariates x 10 raised cosines, p = {design.Columns}");
        Console.WriteLine($"memory: {store.Bytes / 1e6:0.0} MB of {denseBytes / 1e6:0.0} MB dense");
        var rng = new Rng(2);
        double[] beta = new double[design.Columns];
        rng.FillNormal(beta);
        double[] eta = new double[samples];
        rng.FillNormal(eta);
        double[] h = [.. eta.Select(Math.Exp)];
        int[] all = [.. Enumerable.Range(0, design.Columns)];
        double[] gram = new double[all.Length * all.Length];
        Row("AddProduct", store.Bytes, () => store.AddProduct(beta, eta), () => dense.AddProduct(beta, eta));
        Row(
            "TransposeProduct",
            store.Bytes,
            () => store.TransposeProduct(h, beta),
            () => dense.TransposeProduct(h, beta)
        );
        Row(
            "WeightedGram",
            store.Bytes,
            () => store.WeightedGram(h, all, gram, beta),
            () => dense.WeightedGram(h, all, gram, beta)
        );
    }

    private static void Row(string what, long bytes, Action local, Action dense)
    {
        (double fast, double slow) = (ThreadClock.LeastSeconds(local), ThreadClock.LeastSeconds(dense));
        Console.WriteLine(
            $"| {what} | {1e3 * fast:0.00} ms | {bytes / fast / 1e9:0.0} GB/s | {1e3 * slow:0.00} ms | {slow / fast:0.0} x |"
        );
    }

    /// <summary>Correlated covariates that drift as behaviour does, ten raised cosines each.</summary>
    private static Design Design(int samples, int blocks)
    {
        var rng = new Rng(1);
        double[] common = Drift(rng, samples);
        var builder = new DesignBuilder();
        for (int b = 0; b < blocks; b++)
        {
            double[] own = Drift(rng, samples);
            builder = builder.Add(
                $"x{b}",
                new RaisedCosineLinear { Count = 10 },
                [.. own.Zip(common, static (o, c) => o + c)]
            );
        }

        return builder.Build();
    }

    private static double[] Drift(Rng rng, int samples)
    {
        double[] values = new double[samples];
        rng.FillNormal(values);
        for (int i = 1; i < samples; i++)
        {
            values[i] = (0.95 * values[i - 1]) + (0.31 * values[i]);
        }

        return values;
    }
}
