using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>Symmetric matrices as vectors: the lower triangle row by row, (0,0), (1,0), (1,1), (2,0) …</summary>
/// <remarks>
/// With the diagonal divided by √2, the dot product of two vectors is half of that of the matrices, so that distances
/// between vectors are those between matrices up to a factor. This is nilearn's convention.
/// </remarks>
public static class LowerTriangle
{
    private static readonly double Root2 = Math.Sqrt(2);

    /// <summary>The lower triangle with the diagonal, which is divided by √2. Length: p(p + 1)/2.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double[] Vectorise(Matrix matrix) => Entries(matrix, withDiagonal: true);

    /// <summary>The lower triangle without the diagonal. Length: p(p − 1)/2.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double[] VectoriseOffDiagonal(Matrix matrix) => Entries(matrix, withDiagonal: false);

    /// <summary>What the entries of <see cref="Vectorise"/> are, such as "A–B"; on the diagonal "A–A".</summary>
    public static string[] Names(IReadOnlyList<string> regions) => Pairs(regions, withDiagonal: true);

    /// <summary>What the entries of <see cref="VectoriseOffDiagonal"/> are, such as "A–B".</summary>
    public static string[] NamesOffDiagonal(IReadOnlyList<string> regions) => Pairs(regions, withDiagonal: false);

    /// <summary>The matrix of a vector from <see cref="Vectorise"/>; the diagonal is multiplied by √2.</summary>
    /// <exception cref="ArgumentException">No p has p(p + 1)/2 entries.</exception>
    public static Matrix Devectorise(ReadOnlySpan<double> vector)
    {
        int p = Order(vector.Length, withDiagonal: true);
        var matrix = new Matrix(p, p);
        int at = 0;
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[i, j] = matrix[j, i] = vector[at++];
            }

            matrix[i, i] = vector[at++] * Root2;
        }

        return matrix;
    }

    /// <summary>The matrix of a vector from <see cref="VectoriseOffDiagonal"/> and a diagonal, which is taken as it is.</summary>
    /// <exception cref="ArgumentException">The lengths are not p(p − 1)/2 and p.</exception>
    public static Matrix Devectorise(ReadOnlySpan<double> vector, ReadOnlySpan<double> diagonal)
    {
        int p = Order(vector.Length, withDiagonal: false);
        Require.SameSize(p, diagonal.Length, "one diagonal entry per region");
        var matrix = new Matrix(p, p);
        int at = 0;
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[i, j] = matrix[j, i] = vector[at++];
            }

            matrix[i, i] = diagonal[i];
        }

        return matrix;
    }

    private static double[] Entries(Matrix matrix, bool withDiagonal)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Require.SameSize(matrix.Rows, matrix.Columns, "a square matrix");
        int p = matrix.Rows;
        double[] vector = new double[p * (withDiagonal ? p + 1 : p - 1) / 2];
        int at = 0;
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                vector[at++] = matrix[i, j];
            }

            if (withDiagonal)
            {
                vector[at++] = matrix[i, i] / Root2;
            }
        }

        return vector;
    }

    private static string[] Pairs(IReadOnlyList<string> regions, bool withDiagonal)
    {
        ArgumentNullException.ThrowIfNull(regions);
        return
        [
            .. Enumerable
                .Range(0, regions.Count)
                .SelectMany(i =>
                    Enumerable.Range(0, withDiagonal ? i + 1 : i).Select(j => $"{regions[j]}–{regions[i]}")
                ),
        ];
    }

    private static int Order(int length, bool withDiagonal)
    {
        int root = (int)Math.Sqrt(2.0 * length);
        int p = withDiagonal ? root : root + 1;
        int expected = p * (withDiagonal ? p + 1 : p - 1) / 2;
        return expected == length
            ? p
            : throw new ArgumentException(
                Invariant(
                    $"A lower triangle {(withDiagonal ? "with" : "without")} its diagonal has p(p {(withDiagonal ? '+' : '-')} 1)/2 entries, but no p gives {length}."
                )
            );
    }
}
