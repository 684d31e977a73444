using System.Runtime.Intrinsics;
using Gyrus.Numerics.Kernels;

namespace Gyrus.Numerics;

/// <summary>The linear algebra in C# alone: always there, and the one that every result must hold on.</summary>
/// <remarks>The kernels run at the widest vectors that the processor has; each thread keeps its scratch memory.</remarks>
public sealed unsafe class ManagedLinearAlgebra : ILinearAlgebra
{
    private readonly IKernels _kernels;
    private readonly SimdWidth _width;

    /// <summary>Creates the back end with the widest vectors that this processor runs at full speed.</summary>
    public ManagedLinearAlgebra()
        : this(Widest) { }

    internal ManagedLinearAlgebra(SimdWidth width)
    {
        _width = width;
        _kernels = width switch
        {
            SimdWidth.Vector512 => new Kernels<Simd512, Vector512<double>>(),
            SimdWidth.Vector256 => new Kernels<Simd256, Vector256<double>>(),
            SimdWidth.Vector128 => new Kernels<Simd128, Vector128<double>>(),
            _ => new Kernels<SimdScalar, double>(),
        };
    }

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"managed ({(int)_width}-bit)");

    private static SimdWidth Widest =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Vector512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Vector256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Vector128
        : SimdWidth.Scalar;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, ProductShape shape)
    {
        (int m, int k, int n) = (shape.Rows, shape.Inner, shape.Columns);
        if (m == 0 || n == 0)
        {
            return;
        }

        fixed (
            double* left = a[..(m * k)],
                right = b[..(k * n)],
                result = c[..(m * n)]
        )
        {
            _kernels.Multiply(left, right, result, shape);
        }
    }

    /// <inheritdoc/>
    public void Gram(ReadOnlySpan<double> a, int rows, int columns, Span<double> c)
    {
        fixed (
            double* source = a[..(rows * columns)],
                result = c[..(columns * columns)]
        )
        {
            _kernels.Gram(source, rows, columns, result);
        }
    }

    /// <inheritdoc/>
    public int Cholesky(Span<double> a, int size)
    {
        fixed (double* matrix = a[..(size * size)])
        {
            return _kernels.Cholesky(matrix, size);
        }
    }

    /// <inheritdoc/>
    public void CholeskyInverse(Span<double> factor, int size)
    {
        fixed (double* matrix = factor[..(size * size)])
        {
            _kernels.CholeskyInverse(matrix, size);
        }
    }

    /// <inheritdoc/>
    public void SymmetricEigen(Span<double> a, Span<double> values, int size)
    {
        if (size == 0)
        {
            return;
        }

        fixed (
            double* matrix = a[..(size * size)],
                diagonal = values[..size]
        )
        {
            _kernels.SymmetricEigen(matrix, diagonal, size);
        }
    }

    /// <inheritdoc/>
    public void SymmetricEigenvalues(Span<double> a, Span<double> values, int size)
    {
        if (size == 0)
        {
            return;
        }

        fixed (
            double* matrix = a[..(size * size)],
                diagonal = values[..size]
        )
        {
            _kernels.SymmetricEigenvalues(matrix, diagonal, size);
        }
    }
}
