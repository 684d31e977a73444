namespace Gyrus.Numerics.Distributions;

/// <summary>The regularised incomplete beta function I_x(a, b).</summary>
internal static class BetaFunction
{
    private const int MostTerms = 100_000;

    /// <summary>I_x(a, b) from the logarithms of x and 1 − x, so that neither end loses digits. a, b &gt; 0.</summary>
    /// <remarks>
    /// The continued fraction of NIST DLMF 8.17.22 by the modified Lentz method, on the side where it converges fast; small
    /// values keep their relative accuracy there.
    /// </remarks>
    public static double Regularised(double logX, double logComplement, double a, double b)
    {
        if (double.IsNegativeInfinity(logX))
        {
            return 0;
        }

        if (double.IsNegativeInfinity(logComplement))
        {
            return 1;
        }

        double x = Math.Exp(logX);
        return x <= (a + 1) / (a + b + 2)
            ? Fraction(x, logX, logComplement, a, b)
            : 1 - Fraction(Math.Exp(logComplement), logComplement, logX, b, a);
    }

    private static double Fraction(double x, double logX, double logComplement, double a, double b)
    {
        double front = Math.Exp((a * logX) + (b * logComplement) - GammaFunction.LogBeta(a, b)) / a;
        double c = 1;
        double d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        double fraction = d;
        for (int m = 1; m <= MostTerms; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return front * fraction;
    }

    /// <summary>Lentz's method must not divide by 0.</summary>
    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
