using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>A conclusion of the paper, in our words, as comparisons that numbers decide.</summary>
public sealed record PaperClaim
{
    /// <summary>Gets the section and our number, such as <c>III.1-2</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Gets the conclusion.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the comparisons that must all come out for the conclusion to hold.</summary>
    public required IReadOnlyList<ClaimPart> Parts { get; init; }

    /// <summary>Decides the conclusion.</summary>
    /// <param name="variant">Which form of the methods is compared, where they have it.</param>
    /// <param name="difference">The paired difference of the first less the second method; null where it was not computed.</param>
    public ClaimVerdict Decide(EstimatorVariant variant, PairedDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return new ClaimVerdict
        {
            Claim = this,
            Variant = variant,
            Parts = [.. Parts.Select(p => p.Decide(variant, difference))],
        };
    }
}
