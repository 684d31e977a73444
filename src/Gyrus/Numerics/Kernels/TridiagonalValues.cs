using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Eigenvalues alone of a symmetric tridiagonal matrix, by QL without square roots.</summary>
/// <remarks>
/// Source: the variant of Pal, Walker and Kahan: Parlett (1998), The symmetric eigenvalue problem, section 8.15,
/// doi:10.1137/1.9781611971163. It works on the squares of the off-diagonal, so the chain of dependent operations of one
/// rotation is half as long as with vectors.
/// </remarks>
internal static unsafe class TridiagonalValues
{
    private const int MaxSweepsPerValue = 50;
    private const double Epsilon = 1.1102230246251565e-16;

    /// <summary>d becomes the values, unsorted; e is destroyed. The matrix is scaled to entries about 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(double* d, double* e, int n)
    {
        TridiagonalEnds.SmallFirst(d, e, n);
        double norm = TridiagonalEnds.Norm(d, e, n);
        for (int i = 0; i < n - 1; i++)
        {
            e[i] *= e[i];
        }

        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                double negligible = sweep < TridiagonalEnds.PatientSweeps ? TridiagonalEnds.Negligible : Epsilon * norm;
                int m = Split(d, e, l, n, negligible * negligible);
                if (m == l)
                {
                    break;
                }

                if (sweep == MaxSweepsPerValue)
                {
                    throw TridiagonalEnds.NotConverged(l, n, sweep);
                }

                Sweep(d, e, l, m);
            }
        }
    }

    private static int Split(double* d, double* squares, int l, int n, double negligible)
    {
        int m = l;
        for (; m < n - 1; m++)
        {
            double sum = Epsilon * (Math.Abs(d[m]) + Math.Abs(d[m + 1]));
            if (squares[m] <= sum * sum || squares[m] <= negligible)
            {
                squares[m] = 0;
                break;
            }
        }

        return m;
    }

    private static void Sweep(double* d, double* squares, int l, int m)
    {
        double root = Math.Sqrt(squares[l]);
        double half = (d[l + 1] - d[l]) / (2 * root);
        double sigma = d[l] - (root / (half + Math.CopySign(Math.Sqrt((half * half) + 1), half)));
        (double c, double s, double gamma) = (1, 0, d[m] - sigma);
        double p = gamma * gamma;
        for (int i = m - 1; i >= l; i--)
        {
            double square = squares[i];
            double r = p + square;
            if (i < m - 1)
            {
                squares[i + 1] = s * r;
            }

            double previous = c;
            double inverse = 1 / r;
            c = p * inverse;
            s = square * inverse;
            double before = gamma;
            double alpha = d[i];
            gamma = (c * (alpha - sigma)) - (s * before);
            d[i + 1] = before + (alpha - gamma);
            p = c > 1e-280 ? gamma * gamma * (r / p) : previous * square;
        }

        squares[l] = s * p;
        d[l] = sigma + gamma;
    }
}
