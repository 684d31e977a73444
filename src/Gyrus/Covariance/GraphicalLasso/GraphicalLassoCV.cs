using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance;

/// <summary>
/// Sparse precision of one subject with the penalty chosen by cross-validation: the λ with the largest mean log-likelihood
/// ½(log det Θ − tr(SΘ) − p log 2π) on left-out blocks of the samples.
/// </summary>
/// <remarks>
/// <para>
/// The grid is logarithmic from λ_max = max|S_ij|, i ≠ j, to λ_max/100 and is refined around its best point: the rule of
/// scikit-learn's <c>GraphicalLassoCV</c>. Unlike there, every fit goes to a certified gap, so that none fails and the
/// scores belong to the penalties; see docs/methods/cross-validation.md. Signals are not standardised.
/// </para>
/// <para>Source: Friedman, Hastie and Tibshirani (2008), Biostatistics 9:432, doi:10.1093/biostatistics/kxm045.</para>
/// </remarks>
public sealed record GraphicalLassoCV
{
    /// <summary>Gets the penalties to try, or null (default) for a grid that is refined. Each positive; order does not matter.</summary>
    public IReadOnlyList<double>? Penalties
    {
        get;
        init => field = value is null ? null : PenaltyGrid.Of(value);
    }

    /// <summary>Gets the number of penalties of each grid. At least 1; 4. Without effect on a list of <see cref="Penalties"/>.</summary>
    public int PenaltyCount
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(PenaltyCount));
    } = 4;

    /// <summary>Gets the number of grids, the first one included. At least 1; 4. Without effect on a list of <see cref="Penalties"/>.</summary>
    public int Refinements
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Refinements));
    } = 4;

    /// <summary>Gets the number of folds. At least 2; 5.</summary>
    public int Folds
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Folds));
    } = 5;

    /// <summary>Gets the certified gap at which a fit of the search ends. Positive; 1e-6.</summary>
    public double ToleranceCV
    {
        get;
        init => field = Require.Positive(value, nameof(ToleranceCV));
    } = 1e-6;

    /// <summary>Gets the certified gap at which the final fit ends. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>Gets the most iterations of a fit. At least 1; 5000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 5000;

    /// <summary>Gets the most threads, which share the folds. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Searches the penalty and fits all samples with it.</summary>
    /// <param name="signals">The signals. Shape: samples × regions.</param>
    /// <param name="progress">Told after every fit of a fold, from the thread that made it.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    /// <exception cref="ArgumentException">A region does not vary or is not finite, in a fold as well; or folds are too short.</exception>
    public GraphicalLassoCVFit Fit(
        Matrix signals,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        SubjectCheck.Signals([signals]);
        IReadOnlyList<Fold> folds = FoldCheck.Split([signals], Folds)[0];
        SampleCovariance sample = SampleCovariance.OfSignals(signals);
        double largest = GroupSparseScores.AlphaMax([sample]);
        if (Penalties is null && largest <= 0)
        {
            throw new ArgumentException(
                "A grid of penalties needs at least two regions that correlate. Give a list of Penalties, or use more regions."
            );
        }

        var search = new PenaltyCrossValidation([.. folds.Select(f => Bind(signals, f))], Threads)
        {
            Progress = progress,
        };
        (IReadOnlyList<PenaltyScore> scores, double penalty) = search.Run(
            Penalties ?? PenaltyGrid.Spaced(largest, 0.01 * largest, PenaltyCount),
            Penalties is null ? Refinements : 1,
            cancellationToken
        );
        var final = new GraphicalLasso
        {
            Penalty = penalty,
            Tolerance = Tolerance,
            MaxIterations = MaxIterations,
        };
        return new GraphicalLassoCVFit
        {
            Fit = final.Fit(sample, cancellationToken),
            Sample = sample,
            Penalty = penalty,
            Scores = scores,
        };
    }

    private PathFold Bind(Matrix signals, Fold fold)
    {
        double constant = signals.Columns * Math.Log(2 * Math.PI);
        return new PathFold(
            [SampleCovariance.OfSignals(fold.Train(signals))],
            [SampleCovariance.OfSignals(fold.Test(signals))]
        )
        {
            Solver = GroupSparseSolverKind.Certified,
            Stop = new GroupSparseStop { Tolerance = ToleranceCV, MaxIterations = MaxIterations },
            ScoreOf = likelihood => 0.5 * (likelihood - constant),
        };
    }
}
