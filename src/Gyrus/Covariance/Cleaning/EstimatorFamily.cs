namespace Gyrus.Covariance.Cleaning;

/// <summary>A family of estimators with one hyper-parameter: take one with <see cref="At"/>, or search it with <see cref="CrossValidated"/>.</summary>
public abstract record EstimatorFamily
{
    /// <summary>Gets the name of the hyper-parameter, such as <c>components</c>.</summary>
    public abstract string HyperParameter { get; }

    /// <summary>The values that a search tries; of equal scores the first of the grid wins.</summary>
    public abstract IReadOnlyList<double> Grid(PreparedSignals signals);

    /// <summary>The estimator of one value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range of the hyper-parameter.</exception>
    public abstract CleaningEstimator At(double value);

    /// <summary>
    /// Fits the training samples of a fold with each value of a grid and scores each fit on its validation samples; larger is better,
    /// −∞ where a value is not defined on the fold.
    /// </summary>
    /// <param name="fold">The fold.</param>
    /// <param name="grid">The values.</param>
    /// <param name="criterion">The criterion.</param>
    /// <param name="scores">Where the scores go, one for each value.</param>
    public virtual void Score(
        PreparedFold fold,
        IReadOnlyList<double> grid,
        CleaningCriterion criterion,
        Span<double> scores
    )
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(grid);
        for (int g = 0; g < grid.Count; g++)
        {
            scores[g] = ScoreOf(At(grid[g]), fold, criterion);
        }
    }

    /// <summary>The scores of a grid on a fold; a family that screens makes them rough, and exact for the values that it is asked to refine.</summary>
    internal virtual FoldScores Search(PreparedFold fold, IReadOnlyList<double> grid, CleaningCriterion criterion)
    {
        double[] scores = new double[grid.Count];
        Score(fold, grid, criterion, scores);
        return new FoldScores(scores);
    }

    private static double ScoreOf(CleaningEstimator estimator, PreparedFold fold, CleaningCriterion criterion)
    {
        try
        {
            return estimator.Fit(fold.Training).Precision is { } precision
                ? Criteria.Of(precision, fold.Validation).Score(criterion)
                : double.NegativeInfinity;
        }
        catch (EstimatorUndefinedException)
        {
            return double.NegativeInfinity;
        }
    }
}
