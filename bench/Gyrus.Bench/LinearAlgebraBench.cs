using Gyrus.Numerics;

namespace Gyrus.Bench;

/// <summary>The dense kernels, one thread, thread CPU time: managed against OpenBLAS.</summary>
internal static class LinearAlgebraBench
{
    private static readonly int[] Sizes = [39, 116, 264, 500, 1000];

    public static void Run(string[] args)
    {
        var backEnd = new ManagedLinearAlgebra();
        foreach (int n in Sizes)
        {
            double[] a = new double[n * n];
            new Rng(1).FillNormal(a);
            double[] c = new double[n * n];
            double seconds = ThreadClock.LeastSeconds(() => backEnd.Multiply(a, a, c, new ProductShape(n, n, n)));
            Console.WriteLine($"gemm {n}: {1e3 * seconds:0.000} ms");
        }
    }
}
