using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Matrices that are symmetric to the last bit, from lower triangles stored by columns.</summary>
internal static class SymmetricMatrices
{
    public static Matrix[] FromLower(double[][] lower, int size) => [.. lower.Select(a => FromLower(a, size))];

    public static Matrix FromLower(double[] lower, int size)
    {
        var matrix = new Matrix(size, size);
        Span<double> values = matrix.Values;
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double value = lower[(j * size) + i];
                values[(j * size) + i] = value;
                values[(i * size) + j] = value;
            }
        }

        return matrix;
    }
}
