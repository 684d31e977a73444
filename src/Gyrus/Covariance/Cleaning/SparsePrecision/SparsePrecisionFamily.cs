using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The graphical lasso over its penalty; a fold fits the whole grid as one warm path from large to small.</summary>
/// <remarks>
/// The grid of <see cref="CrossValidated"/> is fixed before the search: 16 penalties from max|Eᵢⱼ|, i ≠ j, to a hundredth of it. <see cref="SparsePrecisionSearch"/>
/// refines four of them around the best instead. Of equal scores the larger penalty wins.
/// </remarks>
public sealed record SparsePrecisionFamily : EstimatorFamily
{
    internal const string Penalty = "penalty";

    /// <summary>Gets the number of penalties of the grid. At least 1; 16.</summary>
    public int Count
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Count));
    } = 16;

    /// <summary>Gets the duality gap at which a fit of a fold stops. Positive; 1e-3, which moves a score by no more than that order.</summary>
    public double SearchTolerance
    {
        get;
        init => field = Require.Positive(value, nameof(SearchTolerance));
    } = 1e-3;

    /// <summary>Gets the duality gap at which a fit of all samples stops. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>
    /// Gets whether the left-out samples are centred with their own mean before they score, as scikit-learn does. Default: no, they are taken as they are,
    /// as by every other estimator here.
    /// </summary>
    public bool CentresValidation { get; init; }

    /// <inheritdoc/>
    public override string HyperParameter => Penalty;

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">No two regions correlate.</exception>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return Grid(signals, Count);
    }

    /// <inheritdoc/>
    public override CleaningEstimator At(double value) =>
        new SparsePrecision { Penalty = value, Tolerance = Tolerance };

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
        int[] order = [.. Enumerable.Range(0, grid.Count).OrderByDescending(g => grid[g])];
        PathFit[] path = Path(fold, criterion)
            .Fit([.. order.Select(g => grid[g])], null, static () => { }, CancellationToken.None);
        for (int g = 0; g < order.Length; g++)
        {
            scores[order[g]] = path[g].Score;
        }
    }

    internal static IReadOnlyList<double> Grid(PreparedSignals signals, int count)
    {
        double largest = GroupSparseScores.AlphaMax([SampleCovariance.OfSignals(signals.Signals)]);
        return largest > 0
            ? PenaltyGrid.Spaced(largest, 0.01 * largest, count)
            : throw new EstimatorUndefinedException(
                "A grid of penalties needs at least two regions that correlate. Give a penalty, or use more regions."
            );
    }

    /// <summary>A fold as a path of penalties that is scored by the criterion.</summary>
    internal PathFold Path(PreparedFold fold, CleaningCriterion criterion)
    {
        Matrix validation = CentresValidation ? new PreparedSignals(fold.Validation).Signals : fold.Validation;
        SampleCovariance train = SampleCovariance.OfSignals(fold.Training.Signals);
        return new PathFold([train], [train])
        {
            Solver = GroupSparseSolverKind.Certified,
            Stop = new GroupSparseStop { Tolerance = SearchTolerance, MaxIterations = 5000 },
            ScoreOfFit = fit => Criteria.Of(fit[0], validation).Score(criterion),
        };
    }
}
