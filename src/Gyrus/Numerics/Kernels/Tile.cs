using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>The innermost product: one tile of C, at most three vectors by <c>TileColumns</c>, held in registers.</summary>
/// <remarks>
/// The tile needs every flop's operands once per <c>k</c>: three vectors of A and eight (four) numbers of B feed
/// 24 (12) multiply-adds, so the loads never hold up the arithmetic. Written out by hand because the JIT keeps only named
/// locals in registers; the tests of constants vanish when it compiles the copy for a width and a row count.
/// </remarks>
internal static unsafe class Tile<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>The rows of a full tile.</summary>
    public static int Rows => 3 * TSimd.Lanes;

    /// <summary>C ← α·Σₗ aₗbₗᵀ (+ C): column l of A is contiguous from a + l·aStep, row l of B lies anywhere.</summary>
    /// <param name="vectors">The vectors of rows, 1 to 3.</param>
    /// <param name="k">The number of terms.</param>
    /// <param name="a">The first column of A.</param>
    /// <param name="aStep">From one column of A to the next.</param>
    /// <param name="b">B, in any order.</param>
    /// <param name="c">The tile.</param>
    /// <param name="cStep">From one column of C to the next.</param>
    /// <param name="alpha">The factor.</param>
    /// <param name="overwrite">Whether what C held is ignored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product(
        int vectors,
        int k,
        double* a,
        nint aStep,
        Strided b,
        double* c,
        nint cStep,
        double alpha,
        bool overwrite
    )
    {
        switch (vectors)
        {
            case 3:
                Run<Three>(k, a, aStep, b, c, cStep, alpha, overwrite);
                break;
            case 2:
                Run<Two>(k, a, aStep, b, c, cStep, alpha, overwrite);
                break;
            default:
                Run<One>(k, a, aStep, b, c, cStep, alpha, overwrite);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TCount>(
        int k,
        double* a,
        nint aStep,
        Strided right,
        double* c,
        nint cStep,
        double alpha,
        bool overwrite
    )
        where TCount : ICount
    {
        nint across = right.ColumnStep;
        nint bStep = right.RowStep;
        double* b = right.Start;
        double* b4 = b + (4 * across);
        nint across2 = 2 * across;
        nint across3 = 3 * across;
        TVector zero = TSimd.Broadcast(0);
        TVector c00 = zero,
            c01 = zero,
            c02 = zero,
            c03 = zero,
            c04 = zero,
            c05 = zero,
            c06 = zero,
            c07 = zero;
        TVector c10 = zero,
            c11 = zero,
            c12 = zero,
            c13 = zero,
            c14 = zero,
            c15 = zero,
            c16 = zero,
            c17 = zero;
        TVector c20 = zero,
            c21 = zero,
            c22 = zero,
            c23 = zero,
            c24 = zero,
            c25 = zero,
            c26 = zero,
            c27 = zero;
        for (; k > 0; k--)
        {
            TVector a0 = TSimd.Load(a);
            TVector a1 = TCount.Value > 1 ? TSimd.Load(a + TSimd.Lanes) : zero;
            TVector a2 = TCount.Value > 2 ? TSimd.Load(a + (2 * TSimd.Lanes)) : zero;
            TVector x = TSimd.Broadcast(*b);
            c00 = TSimd.MultiplyAdd(a0, x, c00);
            c10 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c10) : zero;
            c20 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c20) : zero;
            x = TSimd.Broadcast(b[across]);
            c01 = TSimd.MultiplyAdd(a0, x, c01);
            c11 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c11) : zero;
            c21 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c21) : zero;
            x = TSimd.Broadcast(b[across2]);
            c02 = TSimd.MultiplyAdd(a0, x, c02);
            c12 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c12) : zero;
            c22 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c22) : zero;
            x = TSimd.Broadcast(b[across3]);
            c03 = TSimd.MultiplyAdd(a0, x, c03);
            c13 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c13) : zero;
            c23 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c23) : zero;
            if (TSimd.TileColumns == 8)
            {
                x = TSimd.Broadcast(*b4);
                c04 = TSimd.MultiplyAdd(a0, x, c04);
                c14 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c14) : zero;
                c24 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c24) : zero;
                x = TSimd.Broadcast(b4[across]);
                c05 = TSimd.MultiplyAdd(a0, x, c05);
                c15 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c15) : zero;
                c25 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c25) : zero;
                x = TSimd.Broadcast(b4[across2]);
                c06 = TSimd.MultiplyAdd(a0, x, c06);
                c16 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c16) : zero;
                c26 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c26) : zero;
                x = TSimd.Broadcast(b4[across3]);
                c07 = TSimd.MultiplyAdd(a0, x, c07);
                c17 = TCount.Value > 1 ? TSimd.MultiplyAdd(a1, x, c17) : zero;
                c27 = TCount.Value > 2 ? TSimd.MultiplyAdd(a2, x, c27) : zero;
            }

            a += aStep;
            b += bStep;
            b4 += bStep;
        }

        TVector factor = TSimd.Broadcast(alpha);
        Put<TCount>(c, factor, c00, c10, c20, overwrite);
        Put<TCount>(c + cStep, factor, c01, c11, c21, overwrite);
        Put<TCount>(c + (2 * cStep), factor, c02, c12, c22, overwrite);
        Put<TCount>(c + (3 * cStep), factor, c03, c13, c23, overwrite);
        if (TSimd.TileColumns == 8)
        {
            Put<TCount>(c + (4 * cStep), factor, c04, c14, c24, overwrite);
            Put<TCount>(c + (5 * cStep), factor, c05, c15, c25, overwrite);
            Put<TCount>(c + (6 * cStep), factor, c06, c16, c26, overwrite);
            Put<TCount>(c + (7 * cStep), factor, c07, c17, c27, overwrite);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TCount>(double* c, TVector factor, TVector x, TVector y, TVector z, bool overwrite)
        where TCount : ICount
    {
        Put(c, factor, x, overwrite);
        if (TCount.Value > 1)
        {
            Put(c + TSimd.Lanes, factor, y, overwrite);
        }

        if (TCount.Value > 2)
        {
            Put(c + (2 * TSimd.Lanes), factor, z, overwrite);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(double* c, TVector factor, TVector x, bool overwrite) =>
        TSimd.Store(overwrite ? TSimd.Multiply(factor, x) : TSimd.MultiplyAdd(factor, x, TSimd.Load(c)), c);

    private interface ICount
    {
        static abstract int Value { get; }
    }

    private readonly struct One : ICount
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }
}
