using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Products of a tall panel with vectors. Row counts are multiples of 8 and everything is aligned.</summary>
internal static unsafe class PanelVectors<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>y ← y + P·s for k columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double* p, nint step, int k, double* s, double* y, int rows)
    {
        int l = 0;
        for (; l + 4 <= k; l += 4)
        {
            double* p0 = p + (l * step);
            double* p1 = p0 + step;
            double* p2 = p1 + step;
            double* p3 = p2 + step;
            TVector s0 = TSimd.Broadcast(s[l]);
            TVector s1 = TSimd.Broadcast(s[l + 1]);
            TVector s2 = TSimd.Broadcast(s[l + 2]);
            TVector s3 = TSimd.Broadcast(s[l + 3]);
            for (int i = 0; i < rows; i += TSimd.Lanes)
            {
                TVector even = TSimd.MultiplyAdd(TSimd.Load(p0 + i), s0, TSimd.Load(y + i));
                TVector odd = TSimd.Multiply(TSimd.Load(p1 + i), s1);
                even = TSimd.MultiplyAdd(TSimd.Load(p2 + i), s2, even);
                odd = TSimd.MultiplyAdd(TSimd.Load(p3 + i), s3, odd);
                TSimd.Store(TSimd.Add(even, odd), y + i);
            }
        }

        for (; l < k; l++)
        {
            double* column = p + (l * step);
            TVector factor = TSimd.Broadcast(s[l]);
            for (int i = 0; i < rows; i += TSimd.Lanes)
            {
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(column + i), factor, TSimd.Load(y + i)), y + i);
            }
        }
    }

    /// <summary>sₗ ← Pₗᵀ·x for k columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(double* p, nint step, int k, double* x, double* s, int rows)
    {
        TVector zero = TSimd.Broadcast(0);
        int l = 0;
        for (; l + 4 <= k; l += 4)
        {
            double* p0 = p + (l * step);
            double* p1 = p0 + step;
            double* p2 = p1 + step;
            double* p3 = p2 + step;
            (TVector s0, TVector s1, TVector s2, TVector s3) = (zero, zero, zero, zero);
            for (int i = 0; i < rows; i += TSimd.Lanes)
            {
                TVector right = TSimd.Load(x + i);
                s0 = TSimd.MultiplyAdd(TSimd.Load(p0 + i), right, s0);
                s1 = TSimd.MultiplyAdd(TSimd.Load(p1 + i), right, s1);
                s2 = TSimd.MultiplyAdd(TSimd.Load(p2 + i), right, s2);
                s3 = TSimd.MultiplyAdd(TSimd.Load(p3 + i), right, s3);
            }

            s[l] = TSimd.Sum(s0);
            s[l + 1] = TSimd.Sum(s1);
            s[l + 2] = TSimd.Sum(s2);
            s[l + 3] = TSimd.Sum(s3);
        }

        for (; l < k; l++)
        {
            s[l] = Dot(p + (l * step), x, rows);
        }
    }

    /// <summary>w ← τ·w, then w ← w − ½τ(wᵀv)·v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(double* w, double* v, double tau, int rows)
    {
        double half = -0.5 * tau * tau * Dot(w, v, rows);
        TVector factor = TSimd.Broadcast(tau);
        TVector share = TSimd.Broadcast(half);
        for (int i = 0; i < rows; i += TSimd.Lanes)
        {
            TVector scaled = TSimd.Multiply(factor, TSimd.Load(w + i));
            TSimd.Store(TSimd.MultiplyAdd(share, TSimd.Load(v + i), scaled), w + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(double* x, double* y, int rows)
    {
        TVector sum = TSimd.Broadcast(0);
        for (int i = 0; i < rows; i += TSimd.Lanes)
        {
            sum = TSimd.MultiplyAdd(TSimd.Load(x + i), TSimd.Load(y + i), sum);
        }

        return TSimd.Sum(sum);
    }
}
