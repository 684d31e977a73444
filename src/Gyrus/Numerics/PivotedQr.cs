using System.Numerics.Tensors;

namespace Gyrus.Numerics;

/// <summary>AΠ = QR by Householder reflections with column pivoting; |R₀₀| ≥ |R₁₁| ≥ … shows the numerical rank.</summary>
/// <remarks>Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., §5.4.2.</remarks>
internal static class PivotedQr
{
    /// <summary>
    /// An orthonormal basis of the columns of <paramref name="a"/> (rows × columns), as rows × rank: the columns of Q with
    /// |Rᵢᵢ| &gt; <paramref name="tolerance"/>·max(1, |R₀₀|).
    /// </summary>
    public static Matrix Basis(Matrix a, double tolerance)
    {
        (int rows, int columns) = (a.Rows, a.Columns);
        Matrix r = a.Copy();
        int steps = Math.Min(rows, columns);
        double[] tau = new double[steps];
        double[] norms = new double[columns];
        int rank = 0;
        double least = 0;
        for (int k = 0; k < steps; k++, rank++)
        {
            // The norms are computed anew at each step: downdated ones lose all digits on collinear columns.
            int pivot = k;
            for (int j = k; j < columns; j++)
            {
                norms[j] = TensorPrimitives.Norm<double>(r.MutableColumn(j)[k..]);
                pivot = norms[j] > norms[pivot] ? j : pivot;
            }

            least = k == 0 ? tolerance * Math.Max(1, norms[pivot]) : least;
            if (!(norms[pivot] > least))
            {
                break;
            }

            Swap(r.MutableColumn(k), r.MutableColumn(pivot));
            tau[k] = Reflector(r.MutableColumn(k)[k..], norms[pivot]);
            for (int j = k + 1; j < columns; j++)
            {
                Reflect(r.Column(k)[k..], tau[k], r.MutableColumn(j)[k..]);
            }
        }

        return Accumulate(r, tau, rank);
    }

    /// <summary>Replaces x by the v (v₀ = 1, not stored: x₀ holds 1) of H = I − τvvᵀ with Hx = ±‖x‖e₀, and returns τ.</summary>
    private static double Reflector(Span<double> x, double norm)
    {
        double beta = -Math.CopySign(norm, x[0]);
        double tau = (beta - x[0]) / beta;
        TensorPrimitives.Multiply(x, 1 / (x[0] - beta), x);
        x[0] = 1;
        return tau;
    }

    private static void Reflect(ReadOnlySpan<double> v, double tau, Span<double> x) =>
        TensorPrimitives.MultiplyAdd(v, -tau * TensorPrimitives.Dot(v, x), x, x);

    private static Matrix Accumulate(Matrix r, double[] tau, int rank)
    {
        var q = new Matrix(r.Rows, rank);
        for (int j = 0; j < rank; j++)
        {
            Span<double> column = q.MutableColumn(j);
            column[j] = 1;
            for (int k = j; k >= 0; k--)
            {
                Reflect(r.Column(k)[k..], tau[k], column[k..]);
            }
        }

        return q;
    }

    private static void Swap(Span<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (y[i], x[i]);
        }
    }
}
