using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>The roots of f(λ) = 1/ρ + Σᵢ zᵢ²/(dᵢ − λ): one between neighbouring poles, the last beyond them all.</summary>
/// <remarks>
/// Each root is found as a distance τ from its nearer pole, so that every dᵢ − λ keeps all its digits. The step is the
/// rational one of Li (1993), LAPACK Working Note 89, section 3 ("the middle way"); the last root takes that of Bunch,
/// Nielsen and Sorensen (1978), Numerische Mathematik 31:31, doi:10.1007/BF01396012. A bracket is kept throughout, and
/// after <see cref="RationalSteps"/> steps it is halved in the order of the floating-point numbers, which ends.
/// </remarks>
internal static unsafe class SecularEquation<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    private const int RationalSteps = 40;
    private const double Epsilon = 1.1102230246251565e-16;

    /// <summary>Finds root <paramref name="j"/> and leaves dᵢ − λ, all digits good, in <paramref name="distances"/>.</summary>
    /// <param name="j">The root, from 0.</param>
    /// <param name="k">The number of poles.</param>
    /// <param name="d">The poles, ascending; rounded up to a multiple of 8 by poles beyond the last root.</param>
    /// <param name="z2">The squares of z, at least 0; zero for the added poles.</param>
    /// <param name="rho">The factor ρ, positive.</param>
    /// <param name="distances">As long as the poles.</param>
    /// <returns>The root λ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Solve(int j, int k, double* d, double* z2, double rho, double* distances)
    {
        int padded = Workspace.RoundUp(k, 8);
        double inverse = 1 / rho;
        bool last = j == k - 1;
        int origin = j;
        (double low, double high, double tau) bracket;
        Shift(d, d[j], padded, distances);
        if (last)
        {
            bracket = StartLast(k, padded, z2, inverse, distances);
        }
        else
        {
            double gap = distances[j + 1];
            Sums middle = Evaluate(distances, z2, 0.5 * gap, padded);
            double value = inverse + middle.Below + middle.Above;
            double rest = value + ((z2[j] - z2[j + 1]) / (0.5 * gap));
            origin = value > 0 ? j : j + 1;
            bracket = value > 0 ? StartLeft(z2[j], z2[j + 1], gap, rest) : StartRight(z2[j], z2[j + 1], gap, rest);
            if (origin != j)
            {
                Shift(d, d[origin], padded, distances);
            }
        }

        double tau = Iterate((j, last), padded, z2, inverse, distances, bracket);
        TVector offset = TSimd.Broadcast(tau);
        for (int i = 0; i < padded; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.Subtract(TSimd.Load(distances + i), offset), distances + i);
        }

        return d[origin] + tau;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Iterate(
        (int Index, bool Last) root,
        int padded,
        double* z2,
        double inverse,
        double* distances,
        (double Low, double High, double Tau) bracket
    )
    {
        (double low, double high, double tau) = bracket;
        for (int step = 0; ; step++)
        {
            Sums f = Evaluate(distances, z2, tau, padded);
            double value = inverse + f.Below + f.Above;
            double slope = f.SlopeBelow + f.SlopeAbove;
            double noise = (8 * (f.Above - f.Below)) + (2 * inverse) + (Math.Abs(tau) * slope);
            if (Math.Abs(value) <= Epsilon * noise)
            {
                return tau;
            }

            if (value > 0)
            {
                high = tau;
            }
            else
            {
                low = tau;
            }

            double next =
                step >= RationalSteps ? double.NaN
                : root.Last ? LastStep(tau, f, inverse)
                : MiddleStep(tau, value, f, distances[root.Index] - tau, distances[root.Index + 1] - tau);
            if (!(next > low && next < high))
            {
                next = step < RationalSteps ? 0.5 * (low + high) : Halfway(low, high);
            }

            if (next == tau || !(next > low && next < high))
            {
                return tau;
            }

            tau = next;
        }
    }

    private static double MiddleStep(double tau, double value, Sums f, double left, double right)
    {
        double slope = f.SlopeBelow + f.SlopeAbove;
        double c = value - (left * f.SlopeBelow) - (right * f.SlopeAbove);
        double a = ((left + right) * value) - (left * right * slope);
        double b = left * right * value;
        double root = Math.Sqrt(Math.Abs((a * a) - (4 * b * c)));
        double eta = a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
        return tau + (value * eta >= 0 ? -value / slope : eta);
    }

    // All poles lie to the left: one pole at d, with the value and slope of their sum.
    private static double LastStep(double tau, Sums f, double inverse)
    {
        double rest = inverse + f.Below + (tau * f.SlopeBelow);
        return tau * tau * f.SlopeBelow / rest;
    }

    private static (double Low, double High, double Tau) StartLast(
        int k,
        int padded,
        double* z2,
        double inverse,
        double* distances
    )
    {
        double sum = 0;
        for (int i = 0; i < k; i++)
        {
            sum += z2[i];
        }

        double high = sum / inverse * (1 + 1e-14);
        Sums f = Evaluate(distances, z2, high, padded);
        double rest = inverse + f.Below + (z2[k - 1] / high);
        double tau = rest > 0 ? z2[k - 1] / rest : high;
        return (0, high, tau > 0 && tau < high ? tau : 0.5 * high);
    }

    // c + p/(0 − τ) + q/(gap − τ) = 0 on (0, gap/2).
    private static (double Low, double High, double Tau) StartLeft(double p, double q, double gap, double c)
    {
        double a = (c * gap) + p + q;
        double b = p * gap;
        double root = Math.Sqrt(Math.Abs((a * a) - (4 * b * c)));
        double tau = a > 0 ? 2 * b / (a + root) : (a - root) / (2 * c);
        double high = 0.5 * gap;
        return (0, high, tau > 0 && tau < high ? tau : 0.5 * high);
    }

    // The same seen from the pole on the right: τ on (−gap/2, 0).
    private static (double Low, double High, double Tau) StartRight(double p, double q, double gap, double c)
    {
        double a = (c * gap) - p - q;
        double b = q * gap;
        double root = Math.Sqrt(Math.Abs((a * a) + (4 * b * c)));
        double tau = a < 0 ? 2 * b / (a - root) : -(a + root) / (2 * c);
        double low = -0.5 * gap;
        return (low, 0, tau < 0 && tau > low ? tau : 0.5 * low);
    }

    // The number in the middle of those between two of one sign: at most 64 halvings.
    private static double Halfway(double low, double high)
    {
        long from = BitConverter.DoubleToInt64Bits(Math.Abs(low));
        long to = BitConverter.DoubleToInt64Bits(Math.Abs(high));
        double middle = BitConverter.Int64BitsToDouble((from + to) / 2);
        return low < 0 ? -middle : middle;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shift(double* d, double origin, int padded, double* distances)
    {
        TVector offset = TSimd.Broadcast(origin);
        for (int i = 0; i < padded; i += TSimd.Lanes)
        {
            TSimd.Store(TSimd.Subtract(TSimd.Load(d + i), offset), distances + i);
        }
    }

    // The sums over the poles below and above τ, told apart by their sign, and their slopes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Sums Evaluate(double* distances, double* z2, double tau, int padded)
    {
        TVector zero = TSimd.Broadcast(0);
        TVector one = TSimd.Broadcast(1);
        TVector offset = TSimd.Broadcast(tau);
        (TVector below, TVector above, TVector slopeBelow, TVector slopeAbove) = (zero, zero, zero, zero);
        for (int i = 0; i < padded; i += TSimd.Lanes)
        {
            TVector r = TSimd.Divide(one, TSimd.Subtract(TSimd.Load(distances + i), offset));
            TVector term = TSimd.Multiply(TSimd.Load(z2 + i), r);
            TVector negative = TSimd.Min(term, zero);
            TVector positive = TSimd.Max(term, zero);
            below = TSimd.Add(below, negative);
            above = TSimd.Add(above, positive);
            slopeBelow = TSimd.MultiplyAdd(negative, r, slopeBelow);
            slopeAbove = TSimd.MultiplyAdd(positive, r, slopeAbove);
        }

        return new Sums(TSimd.Sum(below), TSimd.Sum(above), TSimd.Sum(slopeBelow), TSimd.Sum(slopeAbove));
    }

    private readonly record struct Sums(double Below, double Above, double SlopeBelow, double SlopeAbove);
}
