using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>Turns samples into cubic B-spline coefficients along one axis: c = A⁻¹x, A = tridiagonal (1, 4, 1)/6.</summary>
/// <remarks>
/// Mirror boundary without repeating the edge, so the first and last rows of A read (4, 2)/6. A is not symmetric, but
/// D·A is, with D = diag(½, 1, …, 1, ½): hence A⁻ᵀ = D·A⁻¹·D⁻¹, and the adjoint is the same recursion between two scalings.
/// Source: Unser, Aldroubi and Eden (1993), IEEE Trans. Signal Process. 41:821, doi:10.1109/78.193220.
/// </remarks>
internal static class SplinePrefilter
{
    private const int Chunk = 256;

    // |pole|³² < 1e-18: what the sum of the start leaves out is below the rounding of its first term.
    private const int Horizon = 32;

    private static readonly double Pole = Math.Sqrt(3) - 2;

    /// <summary>Filters in place along the middle axis of outer × size × inner values, inner running fastest.</summary>
    public static void Filter(Span<double> values, int outer, int size, int inner)
    {
        if (size == 1)
        {
            return;
        }

        for (int o = 0; o < outer; o++)
        {
            Span<double> slab = values.Slice(o * size * inner, size * inner);
            for (int start = 0; start < inner; start += Chunk)
            {
                FilterChunk(slab[start..], size, inner, Math.Min(Chunk, inner - start));
            }
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

    private static void FilterChunk(Span<double> slab, int size, int inner, int width)
    {
        // 1. The gain 6 = (1 − z)(1 − 1/z), negated so that step 4 is one sum and one product.
        for (int i = 0; i < size; i++)
        {
            Span<double> row = slab.Slice(i * inner, width);
            TensorPrimitives.Multiply(row, -6.0, row);
        }

        // 2. The start of the causal recursion: the sum over one period of the mirrored signal.
        Span<double> first = slab[..width];
        double power = Pole;
        double last = Math.Pow(Pole, size - 1);
        TensorPrimitives.MultiplyAdd(slab.Slice((size - 1) * inner, width), last, first, first);
        for (int i = 1; i < size - 1 && i <= Horizon; i++, power *= Pole)
        {
            // The images of row i in one period: z^i and z^(2n − 2 − i).
            double weight = power + (last * last / power);
            TensorPrimitives.MultiplyAdd(slab.Slice(i * inner, width), weight, first, first);
        }

        TensorPrimitives.Multiply(first, 1 / (1 - (last * last)), first);

        // 3. Forward: m[i] += z·m[i − 1].
        for (int i = 1; i < size; i++)
        {
            Span<double> row = slab.Slice(i * inner, width);
            TensorPrimitives.MultiplyAdd(slab.Slice((i - 1) * inner, width), Pole, row, row);
        }

        // 4. Backward: c[n − 1] = (z·m[n − 2] + m[n − 1])·z/(1 − z²), then c[i] = z·(c[i + 1] + m[i]).
        Span<double> end = slab.Slice((size - 1) * inner, width);
        TensorPrimitives.MultiplyAdd(slab.Slice((size - 2) * inner, width), Pole, end, end);
        TensorPrimitives.Multiply(end, Pole / (1 - (Pole * Pole)), end);
        for (int i = size - 2; i >= 0; i--)
        {
            Span<double> row = slab.Slice(i * inner, width);
            TensorPrimitives.AddMultiply(slab.Slice((i + 1) * inner, width), row, Pole, row);
        }
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
