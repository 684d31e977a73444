namespace Gyrus.Inference;

/// <summary>Two groups compared feature by feature. Every list holds one value per feature; NaN where it was not tested.</summary>
public sealed record GroupComparisonResult
{
    /// <summary>Gets the groups and covariates.</summary>
    public required TwoGroups Groups { get; init; }

    /// <summary>Gets the options.</summary>
    public required GroupComparison Options { get; init; }

    /// <summary>Gets the mean of the first group, not adjusted.</summary>
    public required IReadOnlyList<double> FirstMean { get; init; }

    /// <summary>Gets the mean of the second group, not adjusted.</summary>
    public required IReadOnlyList<double> SecondMean { get; init; }

    /// <summary>Gets the first mean less the second, adjusted for the covariates.</summary>
    public required IReadOnlyList<double> Difference { get; init; }

    /// <summary>Gets the lower end of the confidence interval of the difference, one feature at a time.</summary>
    public required IReadOnlyList<double> Low { get; init; }

    /// <summary>Gets the upper end.</summary>
    public required IReadOnlyList<double> High { get; init; }

    /// <summary>Gets t.</summary>
    public required IReadOnlyList<double> T { get; init; }

    /// <summary>Gets the degrees of freedom of t.</summary>
    public required IReadOnlyList<double> DegreesOfFreedom { get; init; }

    /// <summary>Gets the two-sided p-value of t, not corrected.</summary>
    public required IReadOnlyList<double> P { get; init; }

    /// <summary>Gets the p-values adjusted for the false discovery rate (<see cref="FalseDiscoveryRate"/>).</summary>
    public required IReadOnlyList<double> PFdr { get; init; }

    /// <summary>Gets the p-values by permutation, one feature at a time, not corrected; NaN without permutations.</summary>
    public required IReadOnlyList<double> PPermutation { get; init; }

    /// <summary>Gets the p-values corrected for the family-wise error by the largest |t|; NaN without permutations.</summary>
    public required IReadOnlyList<double> PFwe { get; init; }

    /// <summary>
    /// Gets Hedges' g: the difference over the pooled residual standard deviation, times J(ν) = Γ(ν/2)/(√(ν/2)·Γ((ν − 1)/2)),
    /// which makes it unbiased. Source: Hedges (1981), J. Educational Statistics 6:107, doi:10.3102/10769986006002107.
    /// </summary>
    public required IReadOnlyList<double> HedgesG { get; init; }

    /// <summary>Gets the largest |t| of every permutation; the observed one is among them when <see cref="Exact"/>. Empty without permutations.</summary>
    public required IReadOnlyList<double> LargestT { get; init; }

    /// <summary>Gets a value indicating whether all arrangements were visited.</summary>
    public required bool Exact { get; init; }

    /// <summary>Gets the features that do not vary within the groups and were not tested.</summary>
    public required IReadOnlyList<int> Untested { get; init; }

    /// <summary>The least |t| whose corrected p-value is at most <paramref name="alpha"/>; NaN when no |t| can reach it.</summary>
    /// <param name="alpha">The family-wise error rate, such as 0.05.</param>
    public double CriticalT(double alpha)
    {
        Numerics.Require.Between(0, 1, alpha);
        double[] sorted = [.. LargestT.Order()];
        int others = Exact ? 0 : 1;

        // With k of the values at least as large, p = (k + others)/(count + others).
        int most = (int)Math.Floor((alpha * (sorted.Length + others)) + 1e-9) - others;
        if (sorted.Length == 0 || most < 0 || (Exact && most == 0))
        {
            return double.NaN;
        }

        return most >= sorted.Length ? 0
            : Exact ? SmallestWithAtMost(sorted, most)
            : Math.BitIncrement(sorted[sorted.Length - 1 - most]);
    }

    /// <summary>Of all arrangements, the smallest value that at most so many reach: ties are counted together.</summary>
    private static double SmallestWithAtMost(double[] sorted, int most)
    {
        int at = sorted.Length - most;
        while (at < sorted.Length && at > 0 && sorted[at] <= sorted[at - 1] * (1 + MaxPermutation.Tie))
        {
            at++;
        }

        return at < sorted.Length ? sorted[at] : double.NaN;
    }
}
