namespace Gyrus.Numerics;

/// <summary>The linear algebra in C# alone: always there, and the one that every result must hold on.</summary>
public sealed class ManagedLinearAlgebra : ILinearAlgebra
{
    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, ProductShape shape)
    {
        (int m, int k, int n) = (shape.Rows, shape.Inner, shape.Columns);
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                double sum = 0;
                for (int l = 0; l < k; l++)
                {
                    double left = shape.TransposeA ? a[(i * k) + l] : a[(l * m) + i];
                    double right = shape.TransposeB ? b[(l * n) + j] : b[(j * k) + l];
                    sum += left * right;
                }

                int at = (j * m) + i;
                c[at] = (shape.Alpha * sum) + (shape.Beta == 0 ? 0 : shape.Beta * c[at]);
            }
        }
    }

    /// <inheritdoc/>
    public void Gram(ReadOnlySpan<double> a, int rows, int columns, Span<double> c)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                double sum = System.Numerics.Tensors.TensorPrimitives.Dot(
                    a.Slice(i * rows, rows),
                    a.Slice(j * rows, rows)
                );
                c[(j * columns) + i] = sum;
                c[(i * columns) + j] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public int Cholesky(Span<double> a, int size)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double sum = a[(j * size) + i];
                for (int l = 0; l < j; l++)
                {
                    sum -= a[(l * size) + i] * a[(l * size) + j];
                }

                if (i == j)
                {
                    if (!(sum > 0) || !double.IsFinite(sum))
                    {
                        return j;
                    }

                    a[(j * size) + j] = Math.Sqrt(sum);
                }
                else
                {
                    a[(j * size) + i] = sum / a[(j * size) + j];
                }
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public void CholeskyInverse(Span<double> factor, int size)
    {
        double[] inverse = new double[size * size];
        for (int j = 0; j < size; j++)
        {
            Span<double> x = inverse.AsSpan(j * size, size);
            for (int i = j; i < size; i++)
            {
                double sum = i == j ? 1 : 0;
                for (int l = j; l < i; l++)
                {
                    sum -= factor[(l * size) + i] * x[l];
                }

                x[i] = sum / factor[(i * size) + i];
            }
        }

        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                double sum = 0;
                for (int l = j; l < size; l++)
                {
                    sum += inverse[(i * size) + l] * inverse[(j * size) + l];
                }

                factor[(j * size) + i] = sum;
                factor[(i * size) + j] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public void SymmetricEigen(Span<double> a, Span<double> values, int size) => Jacobi(a, values, size);

    /// <inheritdoc/>
    public void SymmetricEigenvalues(Span<double> a, Span<double> values, int size) => Jacobi(a, values, size);

    private static void Jacobi(Span<double> a, Span<double> values, int n)
    {
        double[] v = Matrix.Identity(n).AsSpan().ToArray();
        for (int sweep = 0; sweep < 60; sweep++)
        {
            double off = 0;
            double scale = 0;
            for (int p = 0; p < n; p++)
            {
                for (int q = 0; q < n; q++)
                {
                    scale += a[(p * n) + q] * a[(p * n) + q];
                    off += p == q ? 0 : a[(p * n) + q] * a[(p * n) + q];
                }
            }

            if (!double.IsFinite(scale))
            {
                throw new ArithmeticException("The matrix has an entry that is not finite.");
            }

            if (off <= 1e-32 * scale)
            {
                break;
            }

            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, v, n, p, q);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, n)];
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++)
        {
            diagonal[i] = a[(i * n) + i];
        }

        Array.Sort((double[])diagonal.Clone(), order);
        for (int i = 0; i < n; i++)
        {
            values[i] = diagonal[order[i]];
            v.AsSpan(order[i] * n, n).CopyTo(a.Slice(i * n, n));
        }
    }

    private static void Rotate(Span<double> a, double[] v, int n, int p, int q)
    {
        double apq = a[(q * n) + p];
        if (apq == 0)
        {
            return;
        }

        double theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * apq);
        double t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1);
        double s = t * c;
        for (int i = 0; i < n; i++)
        {
            (double x, double y) = (a[(p * n) + i], a[(q * n) + i]);
            (a[(p * n) + i], a[(q * n) + i]) = ((c * x) - (s * y), (s * x) + (c * y));
        }

        for (int i = 0; i < n; i++)
        {
            (double x, double y) = (a[(i * n) + p], a[(i * n) + q]);
            (a[(i * n) + p], a[(i * n) + q]) = ((c * x) - (s * y), (s * x) + (c * y));
            (x, y) = (v[(p * n) + i], v[(q * n) + i]);
            (v[(p * n) + i], v[(q * n) + i]) = ((c * x) - (s * y), (s * x) + (c * y));
        }
    }
}
