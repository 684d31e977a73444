using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>y ← y + A·x for a symmetric A of which only the lower triangle is read, each entry once.</summary>
internal static unsafe class SymmetricProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Takes the rows and columns from <paramref name="first"/> (a multiple of 8) to <paramref name="size"/>.</summary>
    /// <param name="a">The matrix; the 8 × 8 blocks on its diagonal are whole.</param>
    /// <param name="step">From one column to the next.</param>
    /// <param name="x">The vector.</param>
    /// <param name="y">The sum; what it held is added to.</param>
    /// <param name="first">The first row and column.</param>
    /// <param name="size">One past the last, a multiple of 8.</param>
    public static void Add(double* a, nint step, double* x, double* y, int first, int size)
    {
        for (int j = first; j < size; j += TSimd.TileColumns)
        {
            double* column = a + (j * step);
            Diagonal(column + j, step, x + j, y + j);
            int below = j + TSimd.TileColumns;
            Below(column + below, step, x + j, y + j, size - below);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Diagonal(double* a, nint step, double* x, double* y)
    {
        for (int i = 0; i < TSimd.TileColumns; i += TSimd.Lanes)
        {
            TVector sum = TSimd.Load(y + i);
            for (int c = 0; c < TSimd.TileColumns; c++)
            {
                sum = TSimd.MultiplyAdd(TSimd.Load(a + i + (c * step)), TSimd.Broadcast(x[c]), sum);
            }

            TSimd.Store(sum, y + i);
        }
    }

    // The block below the diagonal, 4 or 8 columns wide, serves its own rows and, transposed, its columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Below(double* a, nint step, double* across, double* totals, int rows)
    {
        double* down = across + TSimd.TileColumns;
        double* sums = totals + TSimd.TileColumns;
        TVector zero = TSimd.Broadcast(0);
        TVector x0 = TSimd.Broadcast(across[0]);
        TVector x1 = TSimd.Broadcast(across[1]);
        TVector x2 = TSimd.Broadcast(across[2]);
        TVector x3 = TSimd.Broadcast(across[3]);
        TVector x4 = TSimd.TileColumns < 8 ? zero : TSimd.Broadcast(across[4]);
        TVector x5 = TSimd.TileColumns < 8 ? zero : TSimd.Broadcast(across[5]);
        TVector x6 = TSimd.TileColumns < 8 ? zero : TSimd.Broadcast(across[6]);
        TVector x7 = TSimd.TileColumns < 8 ? zero : TSimd.Broadcast(across[7]);
        TVector t0 = zero,
            t1 = zero,
            t2 = zero,
            t3 = zero,
            t4 = zero,
            t5 = zero,
            t6 = zero,
            t7 = zero;
        double* a4 = a + (4 * step);
        nint step2 = 2 * step;
        nint step3 = 3 * step;
        for (int i = 0; i < rows; i += TSimd.Lanes)
        {
            TVector right = TSimd.Load(down + i);
            TVector even = TSimd.Load(sums + i);
            TVector odd = zero;
            TVector entry;
            entry = TSimd.Load(a + i);
            even = TSimd.MultiplyAdd(entry, x0, even);
            t0 = TSimd.MultiplyAdd(entry, right, t0);
            entry = TSimd.Load(a + step + i);
            odd = TSimd.MultiplyAdd(entry, x1, odd);
            t1 = TSimd.MultiplyAdd(entry, right, t1);
            entry = TSimd.Load(a + step2 + i);
            even = TSimd.MultiplyAdd(entry, x2, even);
            t2 = TSimd.MultiplyAdd(entry, right, t2);
            entry = TSimd.Load(a + step3 + i);
            odd = TSimd.MultiplyAdd(entry, x3, odd);
            t3 = TSimd.MultiplyAdd(entry, right, t3);
            if (TSimd.TileColumns == 8)
            {
                entry = TSimd.Load(a4 + i);
                even = TSimd.MultiplyAdd(entry, x4, even);
                t4 = TSimd.MultiplyAdd(entry, right, t4);
                entry = TSimd.Load(a4 + step + i);
                odd = TSimd.MultiplyAdd(entry, x5, odd);
                t5 = TSimd.MultiplyAdd(entry, right, t5);
                entry = TSimd.Load(a4 + step2 + i);
                even = TSimd.MultiplyAdd(entry, x6, even);
                t6 = TSimd.MultiplyAdd(entry, right, t6);
                entry = TSimd.Load(a4 + step3 + i);
                odd = TSimd.MultiplyAdd(entry, x7, odd);
                t7 = TSimd.MultiplyAdd(entry, right, t7);
            }

            TSimd.Store(TSimd.Add(even, odd), sums + i);
        }

        totals[0] += TSimd.Sum(t0);
        totals[1] += TSimd.Sum(t1);
        totals[2] += TSimd.Sum(t2);
        totals[3] += TSimd.Sum(t3);
        if (TSimd.TileColumns == 8)
        {
            totals[4] += TSimd.Sum(t4);
            totals[5] += TSimd.Sum(t5);
            totals[6] += TSimd.Sum(t6);
            totals[7] += TSimd.Sum(t7);
        }
    }
}
