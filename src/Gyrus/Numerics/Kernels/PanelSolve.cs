using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>X ← X·L⁻ᵀ for a panel of 4 or 8 columns, one vector of rows at a time, all in registers.</summary>
internal static unsafe class PanelSolve<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Solves <paramref name="rows"/> rows, a multiple of the lanes.</summary>
    /// <param name="x">The first column of the panel.</param>
    /// <param name="step">From one column to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="t">The triangle as <see cref="TriangularPanels.Invert"/> writes it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* x, nint step, int rows, double* t)
    {
        double* x4 = x + (4 * step);
        nint step3 = 3 * step;
        for (int i = 0; i < rows; i += TSimd.Lanes)
        {
            TVector v0 = TSimd.Load(x);
            v0 = TSimd.Multiply(v0, TSimd.Broadcast(t[0]));
            TSimd.Store(v0, x);
            TVector v1 = TSimd.Load(x + step);
            v1 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[8]), v1);
            v1 = TSimd.Multiply(v1, TSimd.Broadcast(t[9]));
            TSimd.Store(v1, x + step);
            TVector v2 = TSimd.Load(x + (2 * step));
            v2 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[16]), v2);
            v2 = TSimd.MultiplyAdd(v1, TSimd.Broadcast(t[17]), v2);
            v2 = TSimd.Multiply(v2, TSimd.Broadcast(t[18]));
            TSimd.Store(v2, x + (2 * step));
            TVector v3 = TSimd.Load(x + step3);
            v3 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[24]), v3);
            v3 = TSimd.MultiplyAdd(v1, TSimd.Broadcast(t[25]), v3);
            v3 = TSimd.MultiplyAdd(v2, TSimd.Broadcast(t[26]), v3);
            v3 = TSimd.Multiply(v3, TSimd.Broadcast(t[27]));
            TSimd.Store(v3, x + step3);
            if (TSimd.TileColumns == 8)
            {
                TVector v4 = TSimd.Load(x4);
                v4 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[32]), v4);
                v4 = TSimd.MultiplyAdd(v1, TSimd.Broadcast(t[33]), v4);
                v4 = TSimd.MultiplyAdd(v2, TSimd.Broadcast(t[34]), v4);
                v4 = TSimd.MultiplyAdd(v3, TSimd.Broadcast(t[35]), v4);
                v4 = TSimd.Multiply(v4, TSimd.Broadcast(t[36]));
                TSimd.Store(v4, x4);
                TVector v5 = TSimd.Load(x4 + step);
                v5 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[40]), v5);
                v5 = TSimd.MultiplyAdd(v1, TSimd.Broadcast(t[41]), v5);
                v5 = TSimd.MultiplyAdd(v2, TSimd.Broadcast(t[42]), v5);
                v5 = TSimd.MultiplyAdd(v3, TSimd.Broadcast(t[43]), v5);
                v5 = TSimd.MultiplyAdd(v4, TSimd.Broadcast(t[44]), v5);
                v5 = TSimd.Multiply(v5, TSimd.Broadcast(t[45]));
                TSimd.Store(v5, x4 + step);
                TVector v6 = TSimd.Load(x4 + (2 * step));
                v6 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[48]), v6);
                v6 = TSimd.MultiplyAdd(v1, TSimd.Broadcast(t[49]), v6);
                v6 = TSimd.MultiplyAdd(v2, TSimd.Broadcast(t[50]), v6);
                v6 = TSimd.MultiplyAdd(v3, TSimd.Broadcast(t[51]), v6);
                v6 = TSimd.MultiplyAdd(v4, TSimd.Broadcast(t[52]), v6);
                v6 = TSimd.MultiplyAdd(v5, TSimd.Broadcast(t[53]), v6);
                v6 = TSimd.Multiply(v6, TSimd.Broadcast(t[54]));
                TSimd.Store(v6, x4 + (2 * step));
                TVector v7 = TSimd.Load(x4 + step3);
                v7 = TSimd.MultiplyAdd(v0, TSimd.Broadcast(t[56]), v7);
                v7 = TSimd.MultiplyAdd(v1, TSimd.Broadcast(t[57]), v7);
                v7 = TSimd.MultiplyAdd(v2, TSimd.Broadcast(t[58]), v7);
                v7 = TSimd.MultiplyAdd(v3, TSimd.Broadcast(t[59]), v7);
                v7 = TSimd.MultiplyAdd(v4, TSimd.Broadcast(t[60]), v7);
                v7 = TSimd.MultiplyAdd(v5, TSimd.Broadcast(t[61]), v7);
                v7 = TSimd.MultiplyAdd(v6, TSimd.Broadcast(t[62]), v7);
                v7 = TSimd.Multiply(v7, TSimd.Broadcast(t[63]));
                TSimd.Store(v7, x4 + step3);
            }

            x += TSimd.Lanes;
            x4 += TSimd.Lanes;
        }
    }
}
