using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>A conclusion with what the numbers of a run say of it.</summary>
public sealed record ClaimVerdict
{
    /// <summary>Gets the conclusion.</summary>
    public required PaperClaim Claim { get; init; }

    /// <summary>Gets which form of the methods was compared.</summary>
    public required EstimatorVariant Variant { get; init; }

    /// <summary>Gets the comparisons.</summary>
    public required IReadOnlyList<ClaimPartVerdict> Parts { get; init; }

    /// <summary>Gets the verdict on the comparisons that were asked: one that fails decides, else one that is undecided.</summary>
    public Verdict Verdict
    {
        get
        {
            Verdict[] asked = [.. Parts.Select(p => p.Verdict).Where(v => v != Verdict.NotAsked)];
            return asked.Length == 0 ? Verdict.NotAsked
                : asked.Contains(Verdict.Fails) ? Verdict.Fails
                : asked.Contains(Verdict.Undecided) ? Verdict.Undecided
                : Verdict.Holds;
        }
    }

    /// <summary>The number of comparisons with a verdict.</summary>
    public int Count(Verdict verdict) => Parts.Count(p => p.Verdict == verdict);
}
