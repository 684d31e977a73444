using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>
/// Compares two groups of subjects feature by feature: difference of means adjusted for covariates, t, p, false discovery
/// rate, and family-wise error by permutation of the largest |t|.
/// </summary>
/// <remarks>
/// <para>
/// t is the coefficient of the group in a regression with intercept and covariates over its standard error:
/// <see cref="GroupVariance"/> says which. Without covariates these are Welch's and Student's t.
/// </para>
/// <para>
/// Permutation: the residuals on intercept and covariates are permuted over subjects (Freedman and Lane), the t of all features
/// computed again, and the largest |t| kept; p = (b + 1)/(m + 1) with b of m permutations at least as large as the observed
/// (Westfall and Young's max-T: two-sided, controls the family-wise error over all features). When the group labels have no more
/// than <see cref="Permutations"/> + 1 arrangements, all are visited and p is exact.
/// </para>
/// <para>A feature that does not vary within the groups is not tested: its statistics are NaN, and it is no part of the families.</para>
/// <para>
/// Sources: Freedman and Lane (1983), J. Business and Economic Statistics 1:292, doi:10.1080/07350015.1983.10509354; Winkler,
/// Ridgway, Webster, Smith and Nichols (2014), NeuroImage 92:381, doi:10.1016/j.neuroimage.2014.01.060; Phipson and Smyth (2010),
/// Statistical Applications in Genetics and Molecular Biology 9:39, doi:10.2202/1544-6115.1585.
/// </para>
/// </remarks>
public sealed record GroupComparison
{
    /// <summary>Gets what is assumed of the variances. Default: they may differ.</summary>
    public GroupVariance Variance { get; init; } = GroupVariance.Unequal;

    /// <summary>Gets the number of random permutations m. At least 0; 0 leaves the permutation test out. Default: 10,000.</summary>
    public int Permutations
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Permutations));
    } = 10_000;

    /// <summary>Gets the seed of the permutations. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the coverage of the confidence intervals. Between 0.5 and 0.999999. Default: 0.95.</summary>
    public double Confidence
    {
        get;
        init => field = Require.Between(0.5, 0.999999, value, nameof(Confidence));
    } = 0.95;

    /// <summary>Gets the number of blocks of permutations worked on at the same time. At least 1; the result does not depend on it. Default: 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Compares.</summary>
    /// <param name="features">Shape: subjects × features.</param>
    /// <param name="groups">The group and the covariates of each subject.</param>
    /// <param name="progress">Is told of the permutations.</param>
    /// <param name="cancellationToken">Cancels between blocks of permutations.</param>
    /// <exception cref="ArgumentException">
    /// Sizes disagree; a value is not finite; a covariate is constant or, with the others, determines the group; too few subjects.
    /// </exception>
    public GroupComparisonResult Compare(
        Matrix features,
        TwoGroups groups,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(groups);
        Require.SameSize(groups.IsFirst.Count, features.Rows, "one row of features per subject");
        var design = new GroupDesign(groups, Variance);
        var observed = GroupStatistics.Of(features, groups, design, Confidence);
        var plan = PermutationPlan.For(groups, Permutations, Seed);
        PermutationCounts? counts =
            plan is null || observed.Tested.Length == 0
                ? null
                : new MaxPermutation(design, observed, plan).Run(Threads, progress, cancellationToken);
        return observed.ToResult(groups, this, plan, counts);
    }
}
