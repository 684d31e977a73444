using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>Whether the responses are ones that the family can have.</summary>
internal static class ResponseCheck
{
    /// <exception cref="ArgumentException">A response is not one of the family.</exception>
    public static void Require(Family family, double y, int sample, string neuron)
    {
        string? wanted = family switch
        {
            Family.Poisson or Family.NegativeBinomial when y < 0 || y != Math.Floor(y) => "counts 0, 1, 2, …",
            Family.Bernoulli when y != 0 && y != 1 => "0 or 1",
            Family.Gamma when !(y > 0) => "positive numbers",
            _ => null,
        };
        if (wanted is not null)
        {
            throw new ArgumentException(
                Invariant($"A {family} model takes {wanted}, but sample {sample} (from 0) of {neuron} is {y}.")
            );
        }
    }
}
