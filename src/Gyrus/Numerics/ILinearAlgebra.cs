namespace Gyrus.Numerics;

/// <summary>The dense kernels that the mathematics stands on. Every matrix is stored by columns, without gaps.</summary>
/// <remarks>
/// Two implementations: <see cref="ManagedLinearAlgebra"/>, always there, and the system's OpenBLAS (Gyrus.OpenBlas).
/// Sizes are the caller's to check. All methods are safe to call from several threads at once and use one thread each:
/// parallel work belongs outside, over subjects, folds and neurons.
/// </remarks>
public interface ILinearAlgebra
{
    /// <summary>Gets the name that results record, with a version where there is one.</summary>
    string Name { get; }

    /// <summary>C ← α·op(A)·op(B) + β·C.</summary>
    void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, ProductShape shape);

    /// <summary>C ← AᵀA for A of rows × columns; both triangles are written, equal to the last bit.</summary>
    void Gram(ReadOnlySpan<double> a, int rows, int columns, Span<double> c);

    /// <summary>A = LLᵀ in place. Reads the lower triangle and leaves L there; the strict upper triangle is undefined.</summary>
    /// <returns>−1 when A is positive definite, else the index of the first pivot that is not positive.</returns>
    int Cholesky(Span<double> a, int size);

    /// <summary>A ← (LLᵀ)⁻¹ from the L that <see cref="Cholesky"/> left; both triangles are written, equal to the last bit.</summary>
    void CholeskyInverse(Span<double> factor, int size);

    /// <summary>A = V diag(λ) Vᵀ of a symmetric A; values ascend, and column i of A becomes the unit eigenvector of value i.</summary>
    /// <exception cref="ArithmeticException">An entry is not finite, or the iteration did not converge.</exception>
    void SymmetricEigen(Span<double> a, Span<double> values, int size);

    /// <summary>The eigenvalues alone, ascending; A is destroyed. About half the time of <see cref="SymmetricEigen"/>.</summary>
    /// <exception cref="ArithmeticException">An entry is not finite, or the iteration did not converge.</exception>
    void SymmetricEigenvalues(Span<double> a, Span<double> values, int size);
}
