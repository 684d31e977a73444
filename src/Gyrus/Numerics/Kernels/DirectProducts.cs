using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>
/// C ← α·A·B + C read in place: for operands in scratch memory that fit the caches, where packing would cost a good part
/// of the product.
/// </summary>
internal static unsafe class DirectProducts<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>A and C have their rows rounded up to a multiple of 8, and what A holds there is zero.</summary>
    /// <param name="size">The rows, rounded up, the inner size and the columns.</param>
    /// <param name="alpha">The factor.</param>
    /// <param name="a">The left operand, by columns.</param>
    /// <param name="aStep">From one column of A to the next.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="c">The result, by columns.</param>
    /// <param name="cStep">From one column of C to the next.</param>
    /// <param name="overwrite">Whether what C held is ignored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        (int Rows, int Inner, int Columns) size,
        double alpha,
        double* a,
        nint aStep,
        Strided b,
        double* c,
        nint cStep,
        bool overwrite
    )
    {
        (int m, int k, int n) = size;
        int full = Tile<TSimd, TVector>.Rows;
        int whole = n / TSimd.TileColumns * TSimd.TileColumns;
        for (int j = 0; j < whole; j += TSimd.TileColumns)
        {
            Strided right = b.From(0, j);
            for (int i = 0; i < m; i += full)
            {
                int vectors = Math.Min(full, m - i) / TSimd.Lanes;
                double* tile = c + i + (j * cStep);
                Tile<TSimd, TVector>.Product(vectors, k, a + i, aStep, right, tile, cStep, alpha, overwrite);
            }
        }

        if (whole < n)
        {
            LastColumns((m, k, n - whole), alpha, a, aStep, b.From(0, whole), c + (whole * cStep), cStep, overwrite);
        }
    }

    private static void LastColumns(
        (int Rows, int Inner, int Columns) size,
        double alpha,
        double* a,
        nint aStep,
        Strided b,
        double* c,
        nint cStep,
        bool overwrite
    )
    {
        (int m, int k, int n) = size;
        int full = Tile<TSimd, TVector>.Rows;
        double* sliver = Workspace.Mine.Rent(WorkspaceSlot.PackedRight, (long)k * TSimd.TileColumns);
        double* spare = Workspace.Mine.Rent(WorkspaceSlot.Tile, (long)full * TSimd.TileColumns);
        Packing<TSimd, TVector>.Sliver(b.Transpose, n, TSimd.TileColumns, k, sliver);
        var right = new Strided(sliver, TSimd.TileColumns, 1);
        for (int i = 0; i < m; i += full)
        {
            int rows = Math.Min(full, m - i);
            Tile<TSimd, TVector>.Product(rows / TSimd.Lanes, k, a + i, aStep, right, spare, full, alpha, true);
            TileEdge<TSimd, TVector>.Copy(spare, full, c + i, cStep, (rows, n), overwrite);
        }
    }
}
