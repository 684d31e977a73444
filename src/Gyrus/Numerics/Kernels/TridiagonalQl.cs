using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Eigenvalues and vectors of a symmetric tridiagonal matrix by implicit QL with Wilkinson's shift.</summary>
/// <remarks>
/// Source: Dubrulle, Martin and Wilkinson (1968), The implicit QL algorithm, Numerische Mathematik 12:377,
/// doi:10.1007/BF02165404. The rotations of one sweep are applied together, a few rows at a time from end to end, so
/// that each column is loaded and stored once a sweep. Values alone come faster: see <see cref="TridiagonalValues"/>.
/// </remarks>
internal static unsafe class TridiagonalQl<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    private const int MaxSweepsPerValue = 50;

    private const double Epsilon = 1.1102230246251565e-16;

    /// <summary>d becomes the values, unsorted; column i of Z becomes the vector of d[i].</summary>
    /// <param name="d">The diagonal.</param>
    /// <param name="e">Below the diagonal; destroyed. It has room for n entries.</param>
    /// <param name="n">The order.</param>
    /// <param name="z">Zeros.</param>
    /// <param name="step">From one column of Z to the next.</param>
    /// <param name="rows">The rows of Z to turn, n rounded up to a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decompose(double* d, double* e, int n, double* z, int step, int rows)
    {
        double* rotations = Workspace.Mine.Rent(WorkspaceSlot.Rotations, 2L * n);
        e[n - 1] = 0;
        bool turned = TridiagonalEnds.SmallFirst(d, e, n);
        double norm = TridiagonalEnds.Norm(d, e, n);
        for (int i = 0; i < n; i++)
        {
            z[(turned ? n - 1 - i : i) + (i * (nint)step)] = 1;
        }

        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = Split(
                    d,
                    e,
                    l,
                    n,
                    sweep < TridiagonalEnds.PatientSweeps ? TridiagonalEnds.Negligible : Epsilon * norm
                );
                if (m == l)
                {
                    break;
                }

                if (sweep == MaxSweepsPerValue)
                {
                    throw TridiagonalEnds.NotConverged(l, n, sweep);
                }

                int first = Sweep(d, e, l, m, rotations, n);
                Rotate(z + (first * (nint)step), step, rows, m - first, rotations + first, rotations + n + first);
            }
        }
    }

    // The first m >= l after which the matrix falls apart.
    private static int Split(double* d, double* e, int l, int n, double negligible)
    {
        int m = l;
        for (; m < n - 1; m++)
        {
            double size = Math.Abs(e[m]);
            if (size <= Epsilon * (Math.Abs(d[m]) + Math.Abs(d[m + 1])) || size < negligible)
            {
                e[m] = 0;
                break;
            }
        }

        return m;
    }

    // One QL sweep on rows l … m; rotation i (cosine, then sine n further) turns columns i and i + 1, from m − 1 down to
    // the index returned.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Sweep(double* d, double* e, int l, int m, double* rotations, int n)
    {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.Sqrt((g * g) + 1);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
        (double s, double c, double p) = (1, 1, 0);
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i];
            double b = c * e[i];
            r = Length(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return i + 1;
            }

            double inverse = 1 / r;
            s = f * inverse;
            c = g * inverse;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            rotations[i] = c;
            rotations[n + i] = s;
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
        return l;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Length(double x, double y)
    {
        double squares = (x * x) + (y * y);
        return squares > 1e-280 ? Math.Sqrt(squares) : double.Hypot(x, y);
    }

    // Columns 0 … count of z: rotation i turns columns i and i + 1, the last first. Four vectors of rows at a time hide
    // the latency of the column that is handed on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(double* z, nint step, int rows, int count, double* cosines, double* sines)
    {
        int chunk = 4 * TSimd.Lanes;
        int row = 0;
        for (; row + chunk <= rows; row += chunk)
        {
            double* at = z + row + (count * step);
            TVector h0 = TSimd.Load(at);
            TVector h1 = TSimd.Load(at + TSimd.Lanes);
            TVector h2 = TSimd.Load(at + (2 * TSimd.Lanes));
            TVector h3 = TSimd.Load(at + (3 * TSimd.Lanes));
            for (int i = count - 1; i >= 0; i--)
            {
                TVector c = TSimd.Broadcast(cosines[i]);
                TVector s = TSimd.Broadcast(sines[i]);
                TVector minus = TSimd.Broadcast(-sines[i]);
                double* left = at - step;
                TVector x = TSimd.Load(left);
                TSimd.Store(TSimd.MultiplyAdd(s, x, TSimd.Multiply(c, h0)), at);
                h0 = TSimd.MultiplyAdd(c, x, TSimd.Multiply(minus, h0));
                x = TSimd.Load(left + TSimd.Lanes);
                TSimd.Store(TSimd.MultiplyAdd(s, x, TSimd.Multiply(c, h1)), at + TSimd.Lanes);
                h1 = TSimd.MultiplyAdd(c, x, TSimd.Multiply(minus, h1));
                x = TSimd.Load(left + (2 * TSimd.Lanes));
                TSimd.Store(TSimd.MultiplyAdd(s, x, TSimd.Multiply(c, h2)), at + (2 * TSimd.Lanes));
                h2 = TSimd.MultiplyAdd(c, x, TSimd.Multiply(minus, h2));
                x = TSimd.Load(left + (3 * TSimd.Lanes));
                TSimd.Store(TSimd.MultiplyAdd(s, x, TSimd.Multiply(c, h3)), at + (3 * TSimd.Lanes));
                h3 = TSimd.MultiplyAdd(c, x, TSimd.Multiply(minus, h3));
                at = left;
            }

            TSimd.Store(h0, at);
            TSimd.Store(h1, at + TSimd.Lanes);
            TSimd.Store(h2, at + (2 * TSimd.Lanes));
            TSimd.Store(h3, at + (3 * TSimd.Lanes));
        }

        for (; row < rows; row += TSimd.Lanes)
        {
            double* at = z + row + (count * step);
            TVector held = TSimd.Load(at);
            for (int i = count - 1; i >= 0; i--)
            {
                TVector c = TSimd.Broadcast(cosines[i]);
                TVector s = TSimd.Broadcast(sines[i]);
                TVector x = TSimd.Load(at - step);
                TSimd.Store(TSimd.MultiplyAdd(s, x, TSimd.Multiply(c, held)), at);
                held = TSimd.MultiplyAdd(c, x, TSimd.Multiply(TSimd.Broadcast(-sines[i]), held));
                at -= step;
            }

            TSimd.Store(held, at);
        }
    }
}
