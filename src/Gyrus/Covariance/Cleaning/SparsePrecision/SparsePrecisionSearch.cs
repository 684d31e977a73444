using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The graphical lasso with the penalty that predicts left-out samples best, on a grid that is refined around the best point.</summary>
/// <remarks>
/// <para>
/// The grid is logarithmic from max|Eᵢⱼ|, i ≠ j, to a hundredth of it, four penalties, and is refined three times between the neighbours of the best: the rule of
/// scikit-learn's <c>GraphicalLassoCV</c>, by which of equal scores the smaller penalty wins. Every fit goes to a certified gap, so that none fails. <see cref="GraphicalLassoCV"/> is the same search with
/// likelihood and contiguous folds only, on folds whose left-out samples are centred.
/// </para>
/// <para>Source: Friedman, Hastie and Tibshirani (2008), Biostatistics 9:432, doi:10.1093/biostatistics/kxm045. Docs: docs/methods/sparse-precision.md.</para>
/// </remarks>
public sealed record SparsePrecisionSearch : CleaningEstimator
{
    /// <summary>Gets the family: its tolerances, and what is done to the left-out samples.</summary>
    public SparsePrecisionFamily Family { get; init; } = new() { Count = 4 };

    /// <summary>Gets the number of grids, the first one included. At least 1; 4.</summary>
    public int Grids
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Grids));
    } = 4;

    /// <summary>Gets the criterion. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; }

    /// <summary>Gets the folds. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets the most threads, which share the folds. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">No two regions correlate.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        PathFold[] folds = [.. signals.Folds(Folds).Select(fold => Family.Path(fold, Criterion))];
        (IReadOnlyList<PenaltyScore> scores, double penalty) = new PenaltyCrossValidation(folds, Threads).Run(
            Family.Grid(signals),
            Grids,
            CancellationToken.None
        );
        return Family.At(penalty).Fit(signals) with
        {
            Choice = new HyperParameterChoice
            {
                Name = SparsePrecisionFamily.Penalty,
                Value = penalty,
                Criterion = Criterion,
                Grid = [.. scores.Select(s => s.Penalty)],
                MeanScores = [.. scores.Select(s => s.MeanScore)],
            },
        };
    }
}
