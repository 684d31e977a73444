namespace Gyrus.Numerics.Kernels;

/// <inheritdoc cref="IKernels"/>
internal sealed unsafe class Kernels<TSimd, TVector> : IKernels
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    public void Multiply(double* a, double* b, double* c, ProductShape shape)
    {
        (int m, int k, int n) = (shape.Rows, shape.Inner, shape.Columns);
        var c2 = new Span<double>(c, m * n);
        bool overwrite = shape.Beta == 0;
        if (k == 0 || shape.Alpha == 0)
        {
            Scale(c2, shape.Beta);
            return;
        }

        if (!overwrite)
        {
            Scale(c2, shape.Beta);
        }

        Strided left = shape.TransposeA ? Strided.Columns(a, k).Transpose : Strided.Columns(a, m);
        Strided right = shape.TransposeB ? Strided.Columns(b, n).Transpose : Strided.Columns(b, k);
        Products<TSimd, TVector>.Add((m, k, n), shape.Alpha, left, right, c, m, overwrite, shape.Symmetric);
        if (shape.Symmetric)
        {
            Symmetry.MirrorLower(c, m, n);
        }
    }

    public void Gram(double* a, int rows, int columns, double* c)
    {
        if (rows == 0)
        {
            new Span<double>(c, columns * columns).Clear();
            return;
        }

        var right = Strided.Columns(a, rows);
        (int, int, int) sizes = (columns, rows, columns);
        Products<TSimd, TVector>.Add(sizes, 1, right.Transpose, right, c, columns, overwrite: true, lowerOnly: true);
        Symmetry.MirrorLower(c, columns, columns);
    }

    public int Cholesky(double* a, int size) => CholeskyKernel<TSimd, TVector>.Factor(a, size);

    public void CholeskyInverse(double* factor, int size) => CholeskyInverseKernel<TSimd, TVector>.Invert(factor, size);

    public void SymmetricEigen(double* a, double* values, int size) =>
        SymmetricEigenKernel<TSimd, TVector>.Decompose(a, values, size);

    public void SymmetricEigenvalues(double* a, double* values, int size) =>
        SymmetricEigenKernel<TSimd, TVector>.Values(a, values, size);

    private static void Scale(Span<double> c, double beta)
    {
        if (beta == 0)
        {
            c.Clear();
        }
        else if (beta != 1)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(c, beta, c);
        }
    }
}
