using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>Solves with a Cholesky factor.</summary>
internal static class TriangularSolve
{
    /// <summary>x ← −(LLᵀ)⁻¹x, L in the lower triangle, by columns.</summary>
    public static void NegatedInPlace(ReadOnlySpan<double> factor, Span<double> x)
    {
        int size = x.Length;
        TensorPrimitives.Negate(x, x);
        for (int j = 0; j < size; j++)
        {
            ReadOnlySpan<double> below = factor.Slice((j * size) + j, size - j);
            x[j] /= below[0];
            TensorPrimitives.MultiplyAdd(below[1..], -x[j], x[(j + 1)..], x[(j + 1)..]);
        }

        for (int j = size - 1; j >= 0; j--)
        {
            ReadOnlySpan<double> below = factor.Slice((j * size) + j, size - j);
            x[j] = (x[j] - TensorPrimitives.Dot(below[1..], x[(j + 1)..])) / below[0];
        }
    }
}
