namespace Gyrus.Numerics.Distributions;

/// <summary>The standard normal distribution with full relative accuracy in its tails.</summary>
/// <remarks>
/// Below −1.5 Laplace's continued fraction of the Mills ratio R(x) = Φ(−x)/φ(x); else φ(z)·Σ z^(2k+1)/(1·3·…·(2k+1)),
/// whose terms do not cancel. Source: NIST DLMF 7.9.1 and 7.6.2.
/// </remarks>
internal static class NormalTail
{
    private const double Switch = 1.5;
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>φ(z).</summary>
    public static double Density(double z) => Math.Exp((-0.5 * z * z) - LogRootTwoPi);

    /// <summary>Φ(z).</summary>
    public static double Cdf(double z) =>
        z < -Switch ? Density(z) / (-z + Rest(-z))
        : z > Switch ? 1 - Cdf(-z)
        : 0.5 + (Density(z) * Series(z));

    /// <summary>log Φ(z).</summary>
    public static double LogCdf(double z) =>
        z < -Switch ? (-0.5 * z * z) - LogRootTwoPi - Math.Log(-z + Rest(-z))
        : z > Switch ? Logarithm.OnePlus(-Cdf(-z))
        : Math.Log(Cdf(z));

    /// <summary>φ(z)/Φ(z).</summary>
    public static double InverseMills(double z) => z < -Switch ? -z + Rest(-z) : Density(z) / Cdf(z);

    /// <summary>φ(z)/Φ(z) + z, positive and without cancellation as z → −∞.</summary>
    public static double InverseMillsExcess(double z) => z < -Switch ? Rest(-z) : (Density(z) / Cdf(z)) + z;

    /// <summary>The z with Φ(z) = p, 0 &lt; p &lt; 1: Newton on log Φ, which is concave and rises.</summary>
    public static double Quantile(double p)
    {
        const int MaxSteps = 100;
        if (p > 0.5)
        {
            return -Quantile(1 - p);
        }

        // From below the root Newton on a concave rising function never overshoots it.
        double target = Math.Log(p);
        double z = -Math.Sqrt(-2 * target) - 1;
        for (int step = 0; step < MaxSteps; step++)
        {
            double move = (target - LogCdf(z)) / InverseMills(z);
            z += move;
            if (Math.Abs(move) <= 1e-15 * (1 + Math.Abs(z)))
            {
                break;
            }
        }

        return z;
    }

    /// <summary>1/(x + 2/(x + 3/(x + …))), so that 1/R(x) = x + Rest(x), x ≥ 1.5.</summary>
    private static double Rest(double x)
    {
        // Terms needed for 16 digits fall as 1/x²: from 120 at 1.5 to a few in the far tail.
        double value = x;
        for (int k = (int)(20 + (240 / (x * x))); k >= 2; k--)
        {
            value = x + (k / value);
        }

        return 1 / value;
    }

    private static double Series(double z)
    {
        (double term, double sum) = (z, z);
        for (int k = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); k += 2)
        {
            term *= z * z / k;
            sum += term;
        }

        return sum;
    }
}
