using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Copies between triangles.</summary>
internal static unsafe class Symmetry
{
    private const int Block = 16;

    /// <summary>The upper triangle ← the lower one, bit by bit; in blocks, so that both sides stay in the first cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MirrorLower(double* a, nint step, int n)
    {
        for (int jb = 0; jb < n; jb += Block)
        {
            for (int ib = jb; ib < n; ib += Block)
            {
                int last = Math.Min(ib + Block, n);
                for (int j = jb; j < Math.Min(jb + Block, n); j++)
                {
                    double* column = a + (j * step);
                    double* row = a + j;
                    for (int i = Math.Max(ib, j + 1); i < last; i++)
                    {
                        row[i * step] = column[i];
                    }
                }
            }
        }
    }
}
