using System.Buffers;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.OpenBlas;

/// <summary>The linear algebra of the system's OpenBLAS, one thread per call.</summary>
/// <remarks>
/// Parallel work belongs outside: several threads may call at once, and each call stays on its own. An object of this
/// type exists only when the library was found and its results agreed with plain sums.
/// </remarks>
public sealed unsafe class OpenBlasLinearAlgebra : ILinearAlgebra
{
    private readonly OpenBlasLibrary _library;

    private OpenBlasLinearAlgebra(OpenBlasLibrary library) => _library = library;

    /// <inheritdoc/>
    public string Name => _library.Name;

    /// <summary>Looks for OpenBLAS where the system's loader looks, and checks its results.</summary>
    /// <param name="reason">Empty on success, else a sentence that says why the library is not used.</param>
    /// <returns>The back end, or null when there is none that can be trusted.</returns>
    public static OpenBlasLinearAlgebra? TryLoad(out string reason)
    {
        OpenBlasLibrary? library = OpenBlasLibrary.TryOpen(out reason);
        if (library is null)
        {
            return null;
        }

        var backEnd = new OpenBlasLinearAlgebra(library);
        string? fault = SelfCheck.Fault(backEnd);
        reason = fault is null ? "" : Invariant($"{library.Name} is not used: {fault}");
        return fault is null ? backEnd : null;
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, ProductShape shape)
    {
        (int m, int k, int n) = (shape.Rows, shape.Inner, shape.Columns);
        if (m == 0 || n == 0)
        {
            return;
        }

        byte left = shape.TransposeA ? (byte)'T' : (byte)'N';
        byte right = shape.TransposeB ? (byte)'T' : (byte)'N';
        int aStep = Math.Max(1, shape.TransposeA ? k : m);
        int bStep = Math.Max(1, shape.TransposeB ? n : k);
        (double alpha, double beta) = (shape.Alpha, shape.Beta);
        fixed (
            double* pa = a[..(m * k)],
                pb = b[..(k * n)],
                pc = c[..(m * n)]
        )
        {
            _library.Dgemm(&left, &right, &m, &n, &k, &alpha, pa, &aStep, pb, &bStep, &beta, pc, &m, 1, 1);
        }

        if (shape.Symmetric)
        {
            MirrorLower(c, n);
        }
    }

    /// <inheritdoc/>
    public void Gram(ReadOnlySpan<double> a, int rows, int columns, Span<double> c)
    {
        if (columns == 0)
        {
            return;
        }

        (byte lower, byte transpose) = ((byte)'L', (byte)'T');
        int step = Math.Max(1, rows);
        (double alpha, double beta) = (1, 0);
        fixed (
            double* pa = a[..(rows * columns)],
                pc = c[..(columns * columns)]
        )
        {
            _library.Dsyrk(&lower, &transpose, &columns, &rows, &alpha, pa, &step, &beta, pc, &columns, 1, 1);
        }

        MirrorLower(c, columns);
    }

    /// <inheritdoc/>
    public int Cholesky(Span<double> a, int size)
    {
        if (size == 0)
        {
            return -1;
        }

        byte lower = (byte)'L';
        int info;
        fixed (double* pa = a[..(size * size)])
        {
            _library.Dpotrf(&lower, &size, pa, &size, &info, 1);
        }

        // The library lets a pivot pass that is not a number.
        int end = info > 0 ? info - 1 : size;
        for (int i = 0; i < end; i++)
        {
            if (!double.IsFinite(a[(i * size) + i]))
            {
                return i;
            }
        }

        return info > 0 ? info - 1 : -1;
    }

    /// <inheritdoc/>
    public void CholeskyInverse(Span<double> factor, int size)
    {
        if (size == 0)
        {
            return;
        }

        byte lower = (byte)'L';
        int info;
        fixed (double* pa = factor[..(size * size)])
        {
            _library.Dpotri(&lower, &size, pa, &size, &info, 1);
        }

        MirrorLower(factor, size);
    }

    /// <inheritdoc/>
    public void SymmetricEigen(Span<double> a, Span<double> values, int size) => Eigen(a, values, size, (byte)'V');

    /// <inheritdoc/>
    public void SymmetricEigenvalues(Span<double> a, Span<double> values, int size) =>
        Eigen(a, values, size, (byte)'N');

    private void Eigen(Span<double> a, Span<double> values, int size, byte job)
    {
        if (size == 0)
        {
            return;
        }

        RequireFinite(a, size);
        byte lower = (byte)'L';
        int info;
        // The sizes that the documentation of dsyevd asks for, with the blocks of its reduction.
        int length = job == 'V' ? 1 + (6 * size) + (2 * size * size) : (2 * size) + 1 + (64 * size);
        int integers = job == 'V' ? 3 + (5 * size) : 1;
        double[] work = ArrayPool<double>.Shared.Rent(length);
        int[] indices = ArrayPool<int>.Shared.Rent(integers);
        try
        {
            fixed (
                double* pa = a[..(size * size)],
                    pw = values[..size],
                    pWork = work
            )
            fixed (int* pIndices = indices)
            {
                _library.Dsyevd(&job, &lower, &size, pa, &size, pw, pWork, &length, pIndices, &integers, &info, 1, 1);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(work);
            ArrayPool<int>.Shared.Return(indices);
        }

        if (info != 0 || !double.IsFinite(values[0]) || !double.IsFinite(values[size - 1]))
        {
            throw new ArithmeticException(
                Invariant($"The eigenvalues of a {size} × {size} matrix did not converge: dsyevd returned {info}.")
            );
        }
    }

    private static void RequireFinite(ReadOnlySpan<double> a, int size)
    {
        for (int j = 0; j < size; j++)
        {
            foreach (double entry in a.Slice((j * size) + j, size - j))
            {
                if (!double.IsFinite(entry))
                {
                    throw new ArithmeticException(
                        Invariant(
                            $"The eigenvalues of a {size} × {size} matrix need finite entries, but column {j} holds {entry}."
                        )
                    );
                }
            }
        }
    }

    private static void MirrorLower(Span<double> a, int size)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = j + 1; i < size; i++)
            {
                a[(i * size) + j] = a[(j * size) + i];
            }
        }
    }
}
