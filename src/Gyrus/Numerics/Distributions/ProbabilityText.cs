using static System.FormattableString;

namespace Gyrus.Numerics.Distributions;

/// <summary>Probabilities as texts that are never 0 because a double ends at 5e-324.</summary>
public static class ProbabilityText
{
    /// <summary>From here on down the logarithm is written; doubles lose digits below 2e-308.</summary>
    private const double Least = 1e-300;

    /// <summary>A probability as a decimal number; below 1e-300 with four digits from its logarithm, as 3.217e-412, which programs read as 0.</summary>
    /// <param name="probability">The probability.</param>
    /// <param name="log10">Its decimal logarithm.</param>
    /// <param name="format">The format of probabilities that a double carries.</param>
    public static string Of(double probability, double log10, string format)
    {
        if (!(probability < Least) || !double.IsFinite(log10))
        {
            return probability.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        }

        double exponent = Math.Floor(log10);
        double mantissa = Math.Round(Math.Pow(10, log10 - exponent), 3);
        return mantissa >= 10 ? Invariant($"1e{exponent + 1}") : Invariant($"{mantissa}e{exponent}");
    }
}
