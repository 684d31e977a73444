namespace Gyrus.Numerics.Distributions;

/// <summary>The chi-squared distribution; with one degree of freedom, that of a squared standard normal number.</summary>
/// <remarks>
/// P(χ²_k ≥ x) = Q(k/2, x/2), the regularised incomplete gamma function: its power series below x = k + 2, its continued fraction (Lentz)
/// above. Source: NIST DLMF 8.7.1 and 8.9.2. Relative accuracy about 1e-13 into the far tail.
/// </remarks>
public static class ChiSquared
{
    /// <summary>P(χ² ≥ x).</summary>
    /// <param name="x">The statistic; below 0 the answer is 1, NaN gives NaN.</param>
    /// <param name="degreesOfFreedom">k. Positive, need not be whole.</param>
    public static double Survival(double x, double degreesOfFreedom)
    {
        Require.Positive(degreesOfFreedom);
        double a = 0.5 * degreesOfFreedom;
        double z = 0.5 * x;
        if (!(z > 0) || double.IsInfinity(z))
        {
            return double.IsNaN(z) ? double.NaN
                : z > 0 ? 0
                : 1;
        }

        double log = (a * Math.Log(z)) - z - GammaFunction.Log(a);
        return z < a + 1 ? 1 - (Math.Exp(log) * Series(a, z)) : Math.Exp(log) * Fraction(a, z);
    }

    /// <summary>log P(χ² ≥ x), finite where the probability is too small for a number.</summary>
    /// <param name="x">The statistic; below 0 the answer is 0, NaN gives NaN.</param>
    /// <param name="degreesOfFreedom">k. Positive, need not be whole.</param>
    public static double LogSurvival(double x, double degreesOfFreedom)
    {
        Require.Positive(degreesOfFreedom);
        double a = 0.5 * degreesOfFreedom;
        double z = 0.5 * x;
        return !(z >= a + 1) || double.IsInfinity(z)
            ? Math.Log(Survival(x, degreesOfFreedom))
            : (a * Math.Log(z)) - z - GammaFunction.Log(a) + Math.Log(Fraction(a, z));
    }

    /// <summary>The x with P(χ² ≥ x) = p: 3.84 for p = 0.05 and one degree of freedom.</summary>
    /// <param name="p">The probability, in (0, 1].</param>
    /// <param name="degreesOfFreedom">k. Positive.</param>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        Require.Positive(p);
        Require.Between(0, 1, p);
        (double low, double high) = (0, 1);
        while (Survival(high, degreesOfFreedom) > p)
        {
            (low, high) = (high, 2 * high);
        }

        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Survival(middle, degreesOfFreedom) > p ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    /// <summary>Σ z^i / (a (a + 1) … (a + i)).</summary>
    private static double Series(double a, double z)
    {
        double term = 1 / a;
        double sum = term;
        for (int i = 1; i < 100_000 && term > 1e-17 * sum; i++)
        {
            term *= z / (a + i);
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double a, double z)
    {
        double b = z + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 100_000; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = 1 / Away((an * d) + b);
            c = Away(b + (an / c));
            double factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) <= 2.3e-16)
            {
                break;
            }
        }

        return h;
    }

    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
