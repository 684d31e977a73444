using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>Turns samples into cubic B-spline coefficients along one axis: c = A⁻¹x, A = tridiagonal (1, 4, 1)/6.</summary>
/// <remarks>
/// Mirror boundary without repeating the edge, so the first and last rows of A read (4, 2)/6. A is not symmetric, but
/// D·A is, with D = diag(½, 1, …, 1, ½): hence A⁻ᵀ = D·A⁻¹·D⁻¹, and the adjoint is the same recursion between two scalings.
/// The recursions run over 8 or 32 lines side by side; lines that lie along memory are turned in tiles of 8.
/// Source: Unser, Aldroubi and Eden (1993), IEEE Trans. Signal Process. 41:821, doi:10.1109/78.193220.
/// </remarks>
internal static class SplinePrefilter
{
    private const int Lanes = 8;

    // |pole|³² < 1e-18: what the sum of the start leaves out is below the rounding of its first term.
    private const int Horizon = 32;

    private const double Gain = 6;

    private static readonly double Pole = Math.Sqrt(3) - 2;

    /// <summary>Filters in place along the middle axis of outer × size × inner values, inner running fastest.</summary>
    public static void Filter(Span<double> values, int outer, int size, int inner)
    {
        if (size == 1)
        {
            return;
        }

        Span<double> start = stackalloc double[Math.Min(Horizon, size - 1) + 1];
        StartWeights(start, size);
        if (inner == 1)
        {
            FilterLines(values, outer, size, start);
            return;
        }

        for (int o = 0; o < outer; o++)
        {
            FilterSlab(values.Slice(o * size * inner, size * inner), size, inner, start);
        }
    }

    /// <summary>The transpose of <see cref="Filter"/>, in place.</summary>
    public static void FilterAdjoint(Span<double> values, int outer, int size, int inner)
    {
        if (size == 1)
        {
            return;
        }

        ScaleEnds(values, outer, size, inner, 2);
        Filter(values, outer, size, inner);
        ScaleEnds(values, outer, size, inner, 0.5);
    }

    /// <summary>The weights of the first values in the start of the causal recursion: the sum over one mirrored period.</summary>
    private static void StartWeights(Span<double> weights, int size)
    {
        double end = Math.Pow(Pole, size - 1);
        double period = 1 - (end * end);
        for (int i = 0; i < weights.Length; i++)
        {
            // The images of value i in one period: z^i and z^(2n − 2 − i); the two ends have one image each.
            double power = Math.Pow(Pole, i);
            double images = i == 0 || i == size - 1 ? power : power + (end * (end / power));
            weights[i] = Gain * images / period;
        }
    }

    /// <summary>Lines along memory: eight at a time are turned, so that they lie side by side.</summary>
    private static void FilterLines(Span<double> values, int lines, int size, ReadOnlySpan<double> start)
    {
        double[] tile = ArrayPool<double>.Shared.Rent(size * Lanes);
        for (int first = 0; first < lines; first += Lanes)
        {
            int width = Math.Min(Lanes, lines - first);
            Span<double> part = values.Slice(first * size, width * size);
            for (int l = 0; l < width; l++)
            {
                ReadOnlySpan<double> line = part.Slice(l * size, size);
                for (int i = 0; i < line.Length; i++)
                {
                    tile[(i * Lanes) + l] = line[i];
                }
            }

            FilterEight(ref tile[0], size, Lanes, start);
            for (int l = 0; l < width; l++)
            {
                Span<double> line = part.Slice(l * size, size);
                for (int i = 0; i < line.Length; i++)
                {
                    line[i] = tile[(i * Lanes) + l];
                }
            }
        }

        ArrayPool<double>.Shared.Return(tile);
    }

    private static void FilterSlab(Span<double> slab, int size, int inner, ReadOnlySpan<double> start)
    {
        ref double values = ref MemoryMarshal.GetReference(slab);
        int lane = 0;
        for (; lane <= inner - (4 * Lanes); lane += 4 * Lanes)
        {
            FilterThirtyTwo(ref Unsafe.Add(ref values, lane), size, inner, start);
        }

        for (; lane <= inner - Lanes; lane += Lanes)
        {
            FilterEight(ref Unsafe.Add(ref values, lane), size, inner, start);
        }

        for (; lane < inner; lane++)
        {
            FilterOne(slab[lane..], size, inner, start);
        }
    }

    private static void FilterOne(Span<double> values, int size, int stride, ReadOnlySpan<double> start)
    {
        double m = 0;
        for (int i = 0; i < start.Length; i++)
        {
            m = Math.FusedMultiplyAdd(start[i], values[i * stride], m);
        }

        values[0] = m;
        double before = m;
        for (int i = 1; i < size; i++)
        {
            before = m;
            m = Math.FusedMultiplyAdd(Pole, m, Gain * values[i * stride]);
            values[i * stride] = m;
        }

        double c = Math.FusedMultiplyAdd(Pole, before, m) * (Pole / ((Pole * Pole) - 1));
        values[(size - 1) * stride] = c;
        for (int i = size - 2; i >= 0; i--)
        {
            c = Pole * (c - values[i * stride]);
            values[i * stride] = c;
        }
    }

    private static void FilterEight(ref double values, int size, int stride, ReadOnlySpan<double> start)
    {
        var pole = Vector512.Create(Pole);
        nuint step = (nuint)stride;
        Vector512<double> m = Vector512<double>.Zero;
        for (int i = 0; i < start.Length; i++)
        {
            m = Vector512.FusedMultiplyAdd(
                Vector512.Create(start[i]),
                Vector512.LoadUnsafe(ref values, (nuint)i * step),
                m
            );
        }

        m.StoreUnsafe(ref values);
        Vector512<double> before = m;
        for (nuint at = step; at < (nuint)size * step; at += step)
        {
            before = m;
            m = Vector512.FusedMultiplyAdd(pole, m, Gain * Vector512.LoadUnsafe(ref values, at));
            m.StoreUnsafe(ref values, at);
        }

        Vector512<double> c = Vector512.FusedMultiplyAdd(pole, before, m) * (Pole / ((Pole * Pole) - 1));
        c.StoreUnsafe(ref values, (nuint)(size - 1) * step);
        for (int i = size - 2; i >= 0; i--)
        {
            c = pole * (c - Vector512.LoadUnsafe(ref values, (nuint)i * step));
            c.StoreUnsafe(ref values, (nuint)i * step);
        }
    }

    /// <summary>Four times eight: the recursions of one wait for themselves, those of four fill the pipeline.</summary>
    private static void FilterThirtyTwo(ref double values, int size, int stride, ReadOnlySpan<double> start)
    {
        var pole = Vector512.Create(Pole);
        nuint step = (nuint)stride;
        Vector512<double> m0,
            m1,
            m2,
            m3,
            b0,
            b1,
            b2,
            b3;
        m0 = m1 = m2 = m3 = Vector512<double>.Zero;
        for (int i = 0; i < start.Length; i++)
        {
            var weight = Vector512.Create(start[i]);
            nuint at = (nuint)i * step;
            m0 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref values, at), m0);
            m1 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref values, at + 8), m1);
            m2 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref values, at + 16), m2);
            m3 = Vector512.FusedMultiplyAdd(weight, Vector512.LoadUnsafe(ref values, at + 24), m3);
        }

        Store(ref values, 0, m0, m1, m2, m3);
        (b0, b1, b2, b3) = (m0, m1, m2, m3);
        for (nuint at = step; at < (nuint)size * step; at += step)
        {
            (b0, b1, b2, b3) = (m0, m1, m2, m3);
            m0 = Vector512.FusedMultiplyAdd(pole, m0, Gain * Vector512.LoadUnsafe(ref values, at));
            m1 = Vector512.FusedMultiplyAdd(pole, m1, Gain * Vector512.LoadUnsafe(ref values, at + 8));
            m2 = Vector512.FusedMultiplyAdd(pole, m2, Gain * Vector512.LoadUnsafe(ref values, at + 16));
            m3 = Vector512.FusedMultiplyAdd(pole, m3, Gain * Vector512.LoadUnsafe(ref values, at + 24));
            Store(ref values, at, m0, m1, m2, m3);
        }

        double end = Pole / ((Pole * Pole) - 1);
        m0 = Vector512.FusedMultiplyAdd(pole, b0, m0) * end;
        m1 = Vector512.FusedMultiplyAdd(pole, b1, m1) * end;
        m2 = Vector512.FusedMultiplyAdd(pole, b2, m2) * end;
        m3 = Vector512.FusedMultiplyAdd(pole, b3, m3) * end;
        Store(ref values, (nuint)(size - 1) * step, m0, m1, m2, m3);
        for (int i = size - 2; i >= 0; i--)
        {
            nuint at = (nuint)i * step;
            m0 = pole * (m0 - Vector512.LoadUnsafe(ref values, at));
            m1 = pole * (m1 - Vector512.LoadUnsafe(ref values, at + 8));
            m2 = pole * (m2 - Vector512.LoadUnsafe(ref values, at + 16));
            m3 = pole * (m3 - Vector512.LoadUnsafe(ref values, at + 24));
            Store(ref values, at, m0, m1, m2, m3);
        }
    }

    private static void Store(
        ref double values,
        nuint at,
        Vector512<double> a,
        Vector512<double> b,
        Vector512<double> c,
        Vector512<double> d
    )
    {
        a.StoreUnsafe(ref values, at);
        b.StoreUnsafe(ref values, at + 8);
        c.StoreUnsafe(ref values, at + 16);
        d.StoreUnsafe(ref values, at + 24);
    }

    private static void ScaleEnds(Span<double> values, int outer, int size, int inner, double factor)
    {
        for (int o = 0; o < outer; o++)
        {
            Span<double> slab = values.Slice(o * size * inner, size * inner);
            TensorPrimitives.Multiply(slab[..inner], factor, slab[..inner]);
            Span<double> end = slab[((size - 1) * inner)..];
            TensorPrimitives.Multiply(end, factor, end);
        }
    }
}
