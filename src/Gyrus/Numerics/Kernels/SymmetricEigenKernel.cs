namespace Gyrus.Numerics.Kernels;

/// <summary>A = QTQᵀ by reflectors, T = ZΛZᵀ by divide and conquer, V = QZ.</summary>
/// <remarks>
/// The matrix is first scaled by a power of two to a largest entry between 1 and 2, so that no square below over- or
/// underflows where it matters; a power of two costs no digit.
/// </remarks>
internal static unsafe class SymmetricEigenKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Values ascending; column i of A becomes the vector of value i.</summary>
    public static void Decompose(double* a, double* values, int n)
    {
        Reduction t = Reduce(a, n);
        double* z = Workspace.Mine.Rent(WorkspaceSlot.Vectors, (long)t.Step * t.Size);
        int* order = (int*)Workspace.Mine.Rent(WorkspaceSlot.Order, t.Size);
        DivideAndConquer<TSimd, TVector>.Decompose(t.Diagonal, t.OffDiagonal, n, z, t.Step, order);
        Reflectors<TSimd, TVector>.Apply(t.Vectors, t.Step, t.Size, t.Factors, n, z);
        for (int j = 0; j < n; j++)
        {
            double* column = z + (order[j] * (nint)t.Step);
            new ReadOnlySpan<double>(column, n).CopyTo(new Span<double>(a + (j * (nint)n), n));
            values[j] = t.Diagonal[order[j]];
        }

        Unscale(values, t.Exponent, n);
    }

    /// <summary>Values alone, ascending.</summary>
    public static void Values(double* a, double* values, int n)
    {
        Reduction t = Reduce(a, n);
        TridiagonalValues.Compute(t.Diagonal, t.OffDiagonal, n);
        new Span<double>(t.Diagonal, n).CopyTo(new Span<double>(values, n));
        new Span<double>(values, n).Sort();
        Unscale(values, t.Exponent, n);
    }

    private static Reduction Reduce(double* a, int n)
    {
        int exponent = Exponent(a, n);
        int step = Workspace.LeadingDimension(n);
        int size = Workspace.RoundUp(n, 8);
        double* copy = Workspace.Mine.Rent(WorkspaceSlot.Reflectors, (long)step * size);
        Load(a, n, copy, step, size, exponent);
        double* parts = Workspace.Mine.Rent(WorkspaceSlot.Tridiagonal, 3L * size);
        var reduction = new Reduction(copy, parts, step, size, exponent);
        Tridiagonalisation<TSimd, TVector>.Reduce(
            copy,
            step,
            n,
            reduction.Diagonal,
            reduction.OffDiagonal,
            reduction.Factors
        );
        return reduction;
    }

    // The power of two of the largest entry of the lower triangle; 0 for a matrix of zeros.
    private static int Exponent(double* a, int n)
    {
        double largest = 0;
        for (int j = 0; j < n; j++)
        {
            double norm = System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(
                new ReadOnlySpan<double>(a + j + (j * (nint)n), n - j)
            );
            if (!double.IsFinite(norm))
            {
                throw new ArithmeticException(
                    FormattableString.Invariant(
                        $"The eigenvalues of a {n} × {n} matrix need finite entries, but column {j} holds one that is not."
                    )
                );
            }

            largest = Math.Max(largest, Math.Abs(norm));
        }

        return largest == 0 ? 0 : Math.Max(Math.ILogB(largest), -1022);
    }

    // The tiles on the diagonal are kept whole, both triangles, and what lies beyond n is zero.
    private static void Load(double* a, int n, double* copy, int step, int size, int exponent)
    {
        double scale = Math.ScaleB(1, -exponent);
        for (int j = 0; j < size; j++)
        {
            double* column = copy + (j * (nint)step);
            if (j < n)
            {
                System.Numerics.Tensors.TensorPrimitives.Multiply(
                    new ReadOnlySpan<double>(a + j + (j * (nint)n), n - j),
                    scale,
                    new Span<double>(column + j, n - j)
                );
            }

            int padded = Math.Max(n, j);
            new Span<double>(column + padded, size - padded).Clear();
            for (int i = j & ~7; i < j; i++)
            {
                column[i] = copy[j + (i * (nint)step)];
            }
        }
    }

    private static void Unscale(double* values, int exponent, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double scaled = values[i];
            values[i] = Math.ScaleB(scaled, exponent);
            if (!double.IsFinite(values[i]))
            {
                throw new ArithmeticException(
                    FormattableString.Invariant(
                        $"Eigenvalue {i} of the {n} × {n} matrix is beyond the range of a double: {scaled:R}·2^{exponent}."
                    )
                );
            }
        }
    }

    private readonly struct Reduction(double* vectors, double* parts, int step, int size, int exponent)
    {
        public double* Vectors => vectors;

        public double* Diagonal => parts;

        public double* OffDiagonal => parts + size;

        public double* Factors => parts + (2 * size);

        public int Step => step;

        public int Size => size;

        public int Exponent => exponent;
    }
}
