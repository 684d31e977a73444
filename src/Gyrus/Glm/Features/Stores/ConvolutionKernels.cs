using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Glm.Features;

/// <summary>The loops of a convolved block, on stretches that stay in the fastest cache. Eight sums run at once, in a fixed order.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>sums[q] ← sums[q] + Σᵢ xᵢ·vectors[q·stride + i].</summary>
    public static void Dots<T, TValues>(T* x, int rows, double* vectors, nint stride, int count, double* sums)
        where T : unmanaged
        where TValues : IValues<T>
    {
        int q = 0;
        for (; q <= count - 4; q += 4)
        {
            Dots4<T, TValues>(x, rows, vectors + (q * stride), stride, sums + q);
        }

        if (q <= count - 2)
        {
            Dots2<T, TValues>(x, rows, vectors + (q * stride), stride, sums + q);
            q += 2;
        }

        if (q < count)
        {
            sums[q] += Dot<T, TValues>(x, rows, vectors + (q * stride));
        }
    }

    /// <summary>z_f[i] ← Σ_c coefficients[f, c]·x_c[i] for each function f.</summary>
    /// <param name="x">The covariates.</param>
    /// <param name="channels">How many there are.</param>
    /// <param name="coefficients">Function after function.</param>
    /// <param name="functions">The functions.</param>
    /// <param name="rows">The samples.</param>
    /// <param name="z">The sums, function after function.</param>
    /// <param name="stride">The length of each of them.</param>
    public static void Sums<T, TValues>(
        T** x,
        int channels,
        double* coefficients,
        int functions,
        int rows,
        double* z,
        nint stride
    )
        where T : unmanaged
        where TValues : IValues<T>
    {
        int f = 0;
        for (; f <= functions - 2; f += 2)
        {
            double* b = coefficients + (f * channels);
            Sums2<T, TValues>(x, channels, b, rows, z + (f * stride), z + ((f + 1) * stride));
        }

        for (; f < functions; f++)
        {
            Sum<T, TValues>(x, channels, coefficients + (f * channels), 0, rows, z + (f * stride));
        }
    }

    /// <summary>yᵢ ← yᵢ + Σₘ taps[m]·x[i + m].</summary>
    public static void Convolve(double* x, double* taps, int window, double* y, int rows)
    {
        int i = 0;
        for (; i <= rows - 8; i += 8)
        {
            Vector256<double> a0 = Vector256.Load(y + i);
            Vector256<double> a1 = Vector256.Load(y + i + 4);
            for (int m = 0; m < window; m++)
            {
                var tap = Vector256.Create(taps[m]);
                a0 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(x + i + m), a0);
                a1 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(x + i + m + 4), a1);
            }

            a0.Store(y + i);
            a1.Store(y + i + 4);
        }

        for (; i < rows; i++)
        {
            double sum = y[i];
            for (int m = 0; m < window; m++)
            {
                sum = double.MultiplyAddEstimate(taps[m], x[i + m], sum);
            }

            y[i] = sum;
        }
    }

    /// <summary>to ← from, as doubles.</summary>
    public static void Widen<T, TValues>(T* from, double* to, int count)
        where T : unmanaged
        where TValues : IValues<T>
    {
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            TValues.Load(from + i).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = TValues.One(from[i]);
        }
    }

    private static void Sums2<T, TValues>(T** x, int channels, double* b, int rows, double* z0, double* z1)
        where T : unmanaged
        where TValues : IValues<T>
    {
        double* b1 = b + channels;
        int i = 0;
        for (; i <= rows - 16; i += 16)
        {
            Vector256<double> p0 = default,
                p1 = default,
                p2 = default,
                p3 = default,
                q0 = default,
                q1 = default,
                q2 = default,
                q3 = default;
            for (int c = 0; c < channels; c++)
            {
                T* own = x[c] + i;
                var first = Vector256.Create(b[c]);
                var second = Vector256.Create(b1[c]);
                Vector256<double> x0 = TValues.Load(own);
                Vector256<double> x1 = TValues.Load(own + 4);
                Vector256<double> x2 = TValues.Load(own + 8);
                Vector256<double> x3 = TValues.Load(own + 12);
                p0 = Vector256.MultiplyAddEstimate(x0, first, p0);
                q0 = Vector256.MultiplyAddEstimate(x0, second, q0);
                p1 = Vector256.MultiplyAddEstimate(x1, first, p1);
                q1 = Vector256.MultiplyAddEstimate(x1, second, q1);
                p2 = Vector256.MultiplyAddEstimate(x2, first, p2);
                q2 = Vector256.MultiplyAddEstimate(x2, second, q2);
                p3 = Vector256.MultiplyAddEstimate(x3, first, p3);
                q3 = Vector256.MultiplyAddEstimate(x3, second, q3);
            }

            p0.Store(z0 + i);
            p1.Store(z0 + i + 4);
            p2.Store(z0 + i + 8);
            p3.Store(z0 + i + 12);
            q0.Store(z1 + i);
            q1.Store(z1 + i + 4);
            q2.Store(z1 + i + 8);
            q3.Store(z1 + i + 12);
        }

        Sum<T, TValues>(x, channels, b, i, rows, z0);
        Sum<T, TValues>(x, channels, b1, i, rows, z1);
    }

    private static void Sum<T, TValues>(T** x, int channels, double* b, int from, int rows, double* z)
        where T : unmanaged
        where TValues : IValues<T>
    {
        int i = from;
        for (; i <= rows - 4; i += 4)
        {
            Vector256<double> sum = default;
            for (int c = 0; c < channels; c++)
            {
                sum = Vector256.MultiplyAddEstimate(TValues.Load(x[c] + i), Vector256.Create(b[c]), sum);
            }

            sum.Store(z + i);
        }

        for (; i < rows; i++)
        {
            z[i] = 0;
            for (int c = 0; c < channels; c++)
            {
                z[i] = double.MultiplyAddEstimate(TValues.One(x[c][i]), b[c], z[i]);
            }
        }
    }

    private static void Dots4<T, TValues>(T* x, int rows, double* v0, nint stride, double* sums)
        where T : unmanaged
        where TValues : IValues<T>
    {
        double* v1 = v0 + stride;
        double* v2 = v1 + stride;
        double* v3 = v2 + stride;
        Vector256<double> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default,
            b0 = default,
            b1 = default,
            b2 = default,
            b3 = default;
        int i = 0;
        for (; i <= rows - 8; i += 8)
        {
            Vector256<double> x0 = TValues.Load(x + i);
            Vector256<double> x1 = TValues.Load(x + i + 4);
            a0 = Add(x0, v0 + i, a0);
            a1 = Add(x0, v1 + i, a1);
            a2 = Add(x0, v2 + i, a2);
            a3 = Add(x0, v3 + i, a3);
            b0 = Add(x1, v0 + i + 4, b0);
            b1 = Add(x1, v1 + i + 4, b1);
            b2 = Add(x1, v2 + i + 4, b2);
            b3 = Add(x1, v3 + i + 4, b3);
        }

        sums[0] += Vector256.Sum(a0 + b0) + Rest<T, TValues>(x, v0, i, rows);
        sums[1] += Vector256.Sum(a1 + b1) + Rest<T, TValues>(x, v1, i, rows);
        sums[2] += Vector256.Sum(a2 + b2) + Rest<T, TValues>(x, v2, i, rows);
        sums[3] += Vector256.Sum(a3 + b3) + Rest<T, TValues>(x, v3, i, rows);
    }

    private static void Dots2<T, TValues>(T* x, int rows, double* v0, nint stride, double* sums)
        where T : unmanaged
        where TValues : IValues<T>
    {
        double* v1 = v0 + stride;
        Vector256<double> a0 = default,
            a1 = default,
            b0 = default,
            b1 = default,
            c0 = default,
            c1 = default,
            d0 = default,
            d1 = default;
        int i = 0;
        for (; i <= rows - 16; i += 16)
        {
            Vector256<double> x0 = TValues.Load(x + i);
            Vector256<double> x1 = TValues.Load(x + i + 4);
            Vector256<double> x2 = TValues.Load(x + i + 8);
            Vector256<double> x3 = TValues.Load(x + i + 12);
            a0 = Add(x0, v0 + i, a0);
            a1 = Add(x0, v1 + i, a1);
            b0 = Add(x1, v0 + i + 4, b0);
            b1 = Add(x1, v1 + i + 4, b1);
            c0 = Add(x2, v0 + i + 8, c0);
            c1 = Add(x2, v1 + i + 8, c1);
            d0 = Add(x3, v0 + i + 12, d0);
            d1 = Add(x3, v1 + i + 12, d1);
        }

        sums[0] += Vector256.Sum(a0 + b0 + (c0 + d0)) + Rest<T, TValues>(x, v0, i, rows);
        sums[1] += Vector256.Sum(a1 + b1 + (c1 + d1)) + Rest<T, TValues>(x, v1, i, rows);
    }

    private static double Dot<T, TValues>(T* x, int rows, double* v)
        where T : unmanaged
        where TValues : IValues<T>
    {
        Vector256<double> a = default,
            b = default,
            c = default,
            d = default;
        int i = 0;
        for (; i <= rows - 16; i += 16)
        {
            a = Add(TValues.Load(x + i), v + i, a);
            b = Add(TValues.Load(x + i + 4), v + i + 4, b);
            c = Add(TValues.Load(x + i + 8), v + i + 8, c);
            d = Add(TValues.Load(x + i + 12), v + i + 12, d);
        }

        return Vector256.Sum(a + b + (c + d)) + Rest<T, TValues>(x, v, i, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Add(Vector256<double> x, double* v, Vector256<double> sum) =>
        Vector256.MultiplyAddEstimate(x, Vector256.Load(v), sum);

    private static double Rest<T, TValues>(T* x, double* v, int from, int rows)
        where T : unmanaged
        where TValues : IValues<T>
    {
        double sum = 0;
        for (int i = from; i < rows; i++)
        {
            sum += TValues.One(x[i]) * v[i];
        }

        return sum;
    }
}
