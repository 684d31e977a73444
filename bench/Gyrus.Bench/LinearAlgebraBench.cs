using Gyrus.Numerics;

namespace Gyrus.Bench;

/// <summary>The dense kernels, one thread, thread CPU time.</summary>
internal static class LinearAlgebraBench
{
    private static readonly int[] Sizes = [39, 116, 264, 500, 1000];

    public static void Run(string[] args)
    {
        var backEnd = new ManagedLinearAlgebra();
        foreach (int n in Sizes)
        {
            foreach ((string name, double flops, Action work) in Operations(backEnd, n))
            {
                double seconds = ThreadClock.LeastSeconds(work);
                Console.WriteLine(
                    $"{name, -16} {n, 5} {1e3 * seconds, 10:0.0000} ms {1e-9 * flops / seconds, 8:0.0} GF/s"
                );
            }
        }
    }

    private static IEnumerable<(string Name, double Flops, Action Work)> Operations(ILinearAlgebra backEnd, int n)
    {
        double cube = Math.Pow(n, 3);
        double[] x = new double[2 * n * n];
        new Rng(1).FillNormal(x);
        double[] a = new double[n * n];
        backEnd.Gram(x, 2 * n, n, a);
        double[] l = (double[])a.Clone();
        backEnd.Cholesky(l, n);
        double[] work = new double[n * n];
        double[] values = new double[n];
        yield return ("gemm", 2 * cube, () => backEnd.Multiply(a, l, work, new ProductShape(n, n, n)));
        yield return ("gemm AtB", 2 * cube, () => backEnd.Multiply(a, l, work, new ProductShape(n, n, n, true)));
        yield return ("gemm ABt", 2 * cube, () => backEnd.Multiply(a, l, work, new ProductShape(n, n, n, false, true)));
        yield return ("gram 2n x n", 2 * cube, () => backEnd.Gram(x, 2 * n, n, work));
        yield return (
            "cholesky",
            cube / 3,
            () =>
            {
                a.CopyTo(work, 0);
                backEnd.Cholesky(work, n);
            }
        );
        yield return (
            "inverse",
            2 * cube / 3,
            () =>
            {
                l.CopyTo(work, 0);
                backEnd.CholeskyInverse(work, n);
            }
        );
        yield return (
            "eigen",
            22 * cube / 3,
            () =>
            {
                a.CopyTo(work, 0);
                backEnd.SymmetricEigen(work, values, n);
            }
        );
        yield return (
            "eigenvalues",
            4 * cube / 3,
            () =>
            {
                a.CopyTo(work, 0);
                backEnd.SymmetricEigenvalues(work, values, n);
            }
        );
    }
}
