using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The inverse of a symmetric matrix that is positive definite as a rule: Cholesky, else by its eigenvalues.</summary>
internal sealed class SymmetricInverse(int size)
{
    private double[]? _values;
    private double[]? _scaled;

    /// <summary>B ← A⁻¹; entries that are not finite where A is singular or not finite itself.</summary>
    public void Of(ReadOnlySpan<double> a, Span<double> b)
    {
        a.CopyTo(b);
        if (LinearAlgebra.Current.Cholesky(b, size) < 0)
        {
            LinearAlgebra.Current.CholeskyInverse(b, size);
            return;
        }

        a.CopyTo(b);
        _values ??= new double[size];
        _scaled ??= new double[size * size];
        try
        {
            LinearAlgebra.Current.SymmetricEigen(b, _values, size);
        }
        catch (ArithmeticException)
        {
            b.Fill(double.NaN);
            return;
        }

        for (int i = 0; i < size; i++)
        {
            TensorPrimitives.Divide(b.Slice(i * size, size), _values[i], _scaled.AsSpan(i * size, size));
        }

        double[] vectors = b.ToArray();
        var shape = new ProductShape(size, size, size, TransposeB: true, Symmetric: true);
        LinearAlgebra.Current.Multiply(_scaled, vectors, b, shape);
    }
}
