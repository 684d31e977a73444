using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>Whether the responses are ones that the family can have.</summary>
internal static class ResponseCheck
{
    /// <exception cref="ArgumentException">A response is not one of the family.</exception>
    public static void Require(Family family, double y, int sample, string neuron)
    {
        if (Wanted(family, y) is { } wanted)
        {
            throw new ArgumentException(
                Invariant($"A {family} model takes {wanted}, but sample {sample} (from 0) of {neuron} is {y}.")
            );
        }
    }

    /// <summary>What the family takes, in words, where a response that has a value is not of that kind.</summary>
    public static string? Wanted(Family family, double y) =>
        family switch
        {
            _ when double.IsNaN(y) => null,
            Family.Poisson or Family.NegativeBinomial when y < 0 || y != Math.Floor(y) || double.IsInfinity(y) =>
                "counts 0, 1, 2, …",
            Family.Bernoulli when y != 0 && y != 1 => "0 or 1",
            Family.Gamma when !(y > 0) || double.IsInfinity(y) => "positive numbers",
            Family.Gaussian when double.IsInfinity(y) => "finite numbers",
            _ => null,
        };
}
