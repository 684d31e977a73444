namespace Gyrus.Covariance.Cleaning;

/// <summary>The ranks of factor analysis on one fold: one warm path for rough scores, from whose points a fit can go on.</summary>
internal sealed class FactorScores : FoldScores
{
    private readonly FactorAnalysisFamily _family;
    private readonly PreparedFold _fold;
    private readonly CleaningCriterion _criterion;
    private readonly IReadOnlyList<double> _grid;
    private readonly FactorPath _path;
    private readonly double[]?[] _uniqueness;

    public FactorScores(
        FactorAnalysisFamily family,
        PreparedFold fold,
        IReadOnlyList<double> grid,
        CleaningCriterion criterion
    )
        : base(new double[grid.Count])
    {
        (_family, _fold, _grid, _criterion) = (family, fold, grid, criterion);
        _path = new FactorPath(SampleCovariance.OfSignals(fold.Training.Signals), family.LeastUniqueness);
        _uniqueness = new double[grid.Count][];
        foreach (int g in Enumerable.Range(0, grid.Count).OrderBy(g => grid[g]))
        {
            if (FactorAnalysis.IsDefined(fold.Training, (int)grid[g]))
            {
                _path.GoOn((int)grid[g]);
                Score(g, family.ScreeningPromise);
                _uniqueness[g] = _path.LogUniqueness.ToArray();
            }
            else
            {
                Values[g] = double.NegativeInfinity;
            }
        }
    }

    /// <inheritdoc/>
    public override bool AreRough => true;

    /// <inheritdoc/>
    public override void Refine(IReadOnlyList<int> positions)
    {
        foreach (int g in positions)
        {
            if (_uniqueness[g] is { } start)
            {
                _path.GoBack(start, (int)_grid[g]);
                Score(g, _family.SearchPromise);
            }
        }
    }

    private void Score(int g, double promise)
    {
        _path.FitForScore((int)_grid[g], promise, _family.SearchIterations);
        Values[g] = _path.Model().Score(_fold.Validation, _criterion);
    }
}
