using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>A comparison with its numbers.</summary>
/// <param name="Part">The comparison.</param>
/// <param name="Difference">The mean paired difference, the one that should win less the other; null where it was not computed.</param>
/// <param name="Verdict">What it says.</param>
public sealed record ClaimPartVerdict(ClaimPart Part, ErrorMean? Difference, Verdict Verdict);
