using System.Runtime.Intrinsics;
using Gyrus.Numerics;
using Gyrus.Numerics.Kernels;
using Gyrus.OpenBlas;

namespace Gyrus.Bench;

/// <summary>The dense kernels, one thread, thread CPU time.</summary>
internal static class LinearAlgebraBench
{
    private static readonly int[] Sizes = [39, 116, 264, 500, 1000];

    /// <summary>Arguments: the orders; before them <c>narrow</c> for the kernels of processors without AVX-512.</summary>
    public static void Run(string[] args)
    {
        bool narrow = args is ["narrow", ..];
        ManagedLinearAlgebra managed = narrow ? new(SimdWidth.Vector256) : new();
        int[] orders = [.. args.Skip(narrow ? 1 : 0).Select(int.Parse)];
        ILinearAlgebra[] backEnds = OpenBlasLinearAlgebra.TryLoad(out string reason) is { } openBlas
            ? [managed, openBlas]
            : [managed];
        ILinearAlgebra? native = backEnds.ElementAtOrDefault(1);
        Console.WriteLine($"{backEnds[0].Name} against {native?.Name ?? reason}");
        Console.WriteLine($"First calls at n = 116, compilation included: {FirstCalls()}.");
        Console.WriteLine($"A tile in the first cache, 512 bits: {TilePeak():0.0} GF/s.");
        Console.WriteLine();
        Console.WriteLine("| operation | n | managed, ms | GF/s | OpenBLAS, ms | GF/s | managed / OpenBLAS |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int n in orders.Length > 0 ? orders : Sizes)
        {
            List<(string Name, double Flops, Action Work)> theirs = native is null ? [] : [.. Operations(native, n)];
            foreach ((int at, (string name, double flops, Action work)) in Operations(backEnds[0], n).Index())
            {
                double ours = ThreadClock.LeastSeconds(work);
                double other = native is null ? double.NaN : ThreadClock.LeastSeconds(theirs[at].Work);
                Console.WriteLine(
                    $"| {name} | {n} | {1e3 * ours:0.0000} | {1e-9 * flops / ours:0.0} | {1e3 * other:0.0000} | {1e-9 * flops / other:0.0} | {ours / other:0.00} |"
                );
            }
        }
    }

    // What the innermost kernel reaches on operands that never leave the first cache: the ceiling of the others.
    private static unsafe double TilePeak()
    {
        const int k = 64;
        double[] memory = GC.AllocateArray<double>((24 * k) + (8 * k) + (24 * 8) + 8, pinned: true);
        double* a = (double*)(
            (System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) + 63) & ~63
        );
        double* c = a + (32 * k);
        var b = new Strided(a + (24 * k), 8, 1);
        double seconds = ThreadClock.LeastSeconds(() =>
            Tile<Simd512, Vector512<double>>.Product(3, k, a, 24, b, c, 24, 1, overwrite: true)
        );
        GC.KeepAlive(memory);
        return 1e-9 * 2 * 24 * 8 * k / seconds;
    }

    private static string FirstCalls()
    {
        double start = ThreadClock.Seconds;
        List<string> taken = [];
        foreach ((string name, _, Action work) in Operations(new ManagedLinearAlgebra(), 116))
        {
            double before = ThreadClock.Seconds;
            work();
            taken.Add($"{name} {1e3 * (ThreadClock.Seconds - before):0.0} ms");
        }

        return $"{string.Join(", ", taken)}; in all, preparation included, {1e3 * (ThreadClock.Seconds - start):0} ms";
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
