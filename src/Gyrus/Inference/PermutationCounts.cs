namespace Gyrus.Inference;

/// <summary>What the permutations gave.</summary>
/// <param name="LargestT">The largest |t| over the tested features, one per permutation.</param>
/// <param name="AtLeast">How many permutations had a |t| at least as large as the observed one, per feature.</param>
internal sealed record PermutationCounts(double[] LargestT, int[] AtLeast);
