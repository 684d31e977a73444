namespace Gyrus.Numerics.Distributions;

/// <summary>Logarithms of the gamma and beta functions of positive arguments.</summary>
/// <remarks>
/// Stirling's series from 10 on, the recurrence Γ(x + 1) = xΓ(x) below. Differences for large arguments are taken between the
/// terms of the series, never between the logarithms, which would cancel. Source: NIST DLMF 5.11.1 and 5.5.1.
/// </remarks>
internal static class GammaFunction
{
    private const double Large = 10;
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>log Γ(x), x &gt; 0.</summary>
    public static double Log(double x)
    {
        double product = 1;
        for (; x < Large; x++)
        {
            product *= x;
        }

        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + Series(x) - Math.Log(product);
    }

    /// <summary>log (Γ(x) / Γ(x + h)), x &gt; 0, h ≥ 0, accurate where h is small against x.</summary>
    public static double LogRatio(double x, double h)
    {
        double quotient = 1;
        for (; x < Large; x++)
        {
            quotient *= (x + h) / x;
        }

        double difference = Series(x) - Series(x + h);
        return h - ((x - 0.5) * Logarithm.OnePlus(h / x)) - (h * Math.Log(x + h)) + difference + Math.Log(quotient);
    }

    /// <summary>log B(a, b) = log (Γ(a)Γ(b)/Γ(a + b)), both positive.</summary>
    public static double LogBeta(double a, double b) => Log(Math.Min(a, b)) + LogRatio(Math.Max(a, b), Math.Min(a, b));

    /// <summary>log Γ(x) minus Stirling's leading terms, x ≥ 10: the first term left out is below 1e-17.</summary>
    private static double Series(double x)
    {
        double y = 1 / (x * x);
        double sum = -3617.0 / 122400;
        sum = (sum * y) + (1.0 / 156);
        sum = (sum * y) - (691.0 / 360360);
        sum = (sum * y) + (1.0 / 1188);
        sum = (sum * y) - (1.0 / 1680);
        sum = (sum * y) + (1.0 / 1260);
        sum = (sum * y) - (1.0 / 360);
        sum = (sum * y) + (1.0 / 12);
        return sum / x;
    }
}
