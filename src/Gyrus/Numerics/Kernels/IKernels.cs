namespace Gyrus.Numerics.Kernels;

/// <summary>The kernels at one width, behind one virtual call per operation.</summary>
internal unsafe interface IKernels
{
    /// <inheritdoc cref="ILinearAlgebra.Multiply"/>
    void Multiply(double* a, double* b, double* c, ProductShape shape);

    /// <inheritdoc cref="ILinearAlgebra.Gram"/>
    void Gram(double* a, int rows, int columns, double* c);

    /// <inheritdoc cref="ILinearAlgebra.Cholesky"/>
    int Cholesky(double* a, int size);

    /// <inheritdoc cref="ILinearAlgebra.CholeskyInverse"/>
    void CholeskyInverse(double* factor, int size);

    /// <inheritdoc cref="ILinearAlgebra.SymmetricEigen"/>
    void SymmetricEigen(double* a, double* values, int size);

    /// <inheritdoc cref="ILinearAlgebra.SymmetricEigenvalues"/>
    void SymmetricEigenvalues(double* a, double* values, int size);
}
