using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The arithmetic mean of matrices.</summary>
internal static class MatrixMean
{
    /// <summary>The mean; the sum runs in the order of the list.</summary>
    public static Matrix Of(IReadOnlyList<Matrix> matrices)
    {
        var mean = new Matrix(matrices[0].Rows, matrices[0].Columns);
        foreach (Matrix matrix in matrices)
        {
            TensorPrimitives.Add(mean.AsSpan(), matrix.AsSpan(), mean.Values);
        }

        TensorPrimitives.Divide(mean.AsSpan(), matrices.Count, mean.Values);
        return mean;
    }
}
