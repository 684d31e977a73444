using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Factor analysis over the number of factors; a fold fits the whole grid as one warm path.</summary>
/// <remarks>
/// The default grid is 1 … the most that are identified, (N − r)² ≥ N + r: beyond it the likelihood saturates and ψ is arbitrary. A search screens all ranks first: a rough score is taken after the first
/// Newton step that promises a decrease of −2 log-likelihood of less than <see cref="ScreeningPromise"/> per sample. The ranks that score best in the mean of the folds go on to
/// <see cref="SearchPromise"/>: as the steps converge quadratically, that is within a few thousandths of the score at the maximum, except at high ranks with many Heywood cases, where
/// <see cref="SearchIterations"/> ends the fit. A rank whose score is rough never wins.
/// </remarks>
public sealed record FactorAnalysisFamily : EstimatorFamily
{
    internal const string FactorsName = "factors";

    /// <summary>Gets the family with the grid of the paper's text, 1 … N − 1.</summary>
    public static FactorAnalysisFamily AsPrinted { get; } = new() { AllRanks = true };

    /// <summary>Gets whether the grid goes on to N − 1. Default: no.</summary>
    public bool AllRanks { get; init; }

    /// <summary>Gets the slope at which the fit of all samples stops. Positive; 1e-8.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-8;

    /// <summary>Gets the promised decrease of −2 log-likelihood per sample at which a fit of a fold stops for a rank that may win. Positive; 1e-3.</summary>
    public double SearchPromise
    {
        get;
        init => field = Require.Positive(value, nameof(SearchPromise));
    } = 1e-3;

    /// <summary>Gets the promised decrease at which the fits of all ranks stop, before the best of them are refined. Positive; 0.1.</summary>
    public double ScreeningPromise
    {
        get;
        init => field = Require.Positive(value, nameof(ScreeningPromise));
    } = 0.1;

    /// <summary>Gets the most Newton steps of a fit of a fold. At least 1; 8.</summary>
    public int SearchIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(SearchIterations));
    } = 8;

    /// <summary>Gets the least ψᵢ as a share of the variance of region i. In (0, 1]; 0.005.</summary>
    public double LeastUniqueness
    {
        get;
        init => field = Require.Between(1e-12, 1, value, nameof(LeastUniqueness));
    } = 0.005;

    /// <inheritdoc/>
    public override string HyperParameter => FactorsName;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        int most = AllRanks ? signals.Regions - 1 : FactorAnalysis.MostIdentified(signals.Regions);
        return [.. Enumerable.Range(1, Math.Max(1, most)).Select(static r => (double)r)];
    }

    /// <inheritdoc/>
    public override CleaningEstimator At(double value) =>
        new FactorAnalysis
        {
            Factors = (int)value,
            Tolerance = Tolerance,
            LeastUniqueness = LeastUniqueness,
        };

    /// <inheritdoc/>
    public override void Score(
        PreparedFold fold,
        IReadOnlyList<double> grid,
        CleaningCriterion criterion,
        Span<double> scores
    )
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(grid);
        FoldScores search = Search(fold, grid, criterion);
        search.Refine([.. Enumerable.Range(0, grid.Count)]);
        search.Values.CopyTo(scores);
    }

    /// <inheritdoc/>
    internal override FoldScores Search(PreparedFold fold, IReadOnlyList<double> grid, CleaningCriterion criterion) =>
        new FactorScores(this, fold, grid, criterion);
}
