using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Tangent;

/// <summary>Functions of symmetric matrices: f(A) = V f(Λ) Vᵀ with A = V Λ Vᵀ.</summary>
internal static class SpectralFunction
{
    /// <summary>f(A), symmetric to the last bit.</summary>
    public static Matrix Of(Matrix symmetric, Func<double, double> f)
    {
        (Matrix vectors, double[] values) = Decompose(symmetric);
        return Of(vectors, values, f);
    }

    /// <summary>V f(Λ) Vᵀ, symmetric to the last bit.</summary>
    public static Matrix Of(Matrix vectors, ReadOnlySpan<double> values, Func<double, double> f)
    {
        int p = vectors.Rows;
        var result = new Matrix(p, p);
        Matrix scaled = vectors.Copy();
        for (int j = 0; j < p; j++)
        {
            TensorPrimitives.Multiply(vectors.Column(j), f(values[j]), scaled.MutableColumn(j));
        }

        LinearAlgebra.Current.Multiply(
            scaled.AsSpan(),
            vectors.AsSpan(),
            result.Values,
            new ProductShape(p, p, p, TransposeB: true, Symmetric: true)
        );
        return result;
    }

    /// <summary>The eigenvectors, one a column, and the eigenvalues, ascending.</summary>
    public static (Matrix Vectors, double[] Values) Decompose(Matrix symmetric)
    {
        Matrix vectors = symmetric.Copy();
        double[] values = new double[symmetric.Rows];
        LinearAlgebra.Current.SymmetricEigen(vectors.Values, values, symmetric.Rows);
        return (vectors, values);
    }

    /// <summary>B A Bᵀ for a symmetric A, symmetric to the last bit.</summary>
    public static Matrix Congruence(Matrix b, Matrix a)
    {
        int p = b.Rows;
        var result = new Matrix(p, p);
        LinearAlgebra.Current.Multiply(
            Product(b, a).AsSpan(),
            b.AsSpan(),
            result.Values,
            new ProductShape(p, p, p, TransposeB: true, Symmetric: true)
        );
        return result;
    }

    /// <summary>The product A·B of square matrices.</summary>
    public static Matrix Product(Matrix a, Matrix b)
    {
        var result = new Matrix(a.Rows, a.Rows);
        LinearAlgebra.Current.Multiply(a.AsSpan(), b.AsSpan(), result.Values, new ProductShape(a.Rows, a.Rows, a.Rows));
        return result;
    }
}
