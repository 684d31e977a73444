using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>
/// Group-sparse precisions with the penalty chosen by cross-validation: the α with the largest mean log-likelihood
/// Σ_k w_k[log det Ω_k − ⟨S_k, Ω_k⟩] on left-out blocks of the samples of every subject.
/// </summary>
/// <remarks>
/// <para>
/// The grid is logarithmic from α_max to α_max/100 and is refined around its best point. Folds are contiguous blocks,
/// fold f of all subjects together. The weights w_k are those of the samples that train.
/// </para>
/// <para>
/// The default fits every point to its certified optimum, on correlations, so that scores belong to the penalty and not to how
/// far an iteration got. <see cref="Nilearn"/> gives what nilearn's estimator of the same name does. See docs/methods/cross-validation.md.
/// </para>
/// <para>Source: Varoquaux, Gramfort, Poline and Thirion (2010), NIPS 23, section 3.</para>
/// </remarks>
public sealed record GroupSparseCovarianceCV
{
    /// <summary>Gets nilearn's estimator with its defaults: the published descent, loose tolerances, early stopping, its mixture of scales.</summary>
    public static GroupSparseCovarianceCV Nilearn { get; } =
        new()
        {
            Solver = GroupSparseSolverKind.Published,
            Scale = CovarianceScale.Mixed,
            EarlyStopping = true,
            ToleranceCV = 1e-2,
            MaxIterationsCV = 50,
            Tolerance = 1e-3,
            MaxIterations = 100,
        };

    /// <summary>Gets the penalties to try, or null (default) for a grid that is refined. Each positive; order does not matter.</summary>
    public IReadOnlyList<double>? Alphas
    {
        get;
        init => field = value is null ? null : PenaltyGrid.Of(value);
    }

    /// <summary>Gets the number of penalties of each grid. At least 1; 4. Without effect on a list of <see cref="Alphas"/>.</summary>
    public int AlphaCount
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(AlphaCount));
    } = 4;

    /// <summary>Gets the number of grids, the first one included. At least 1; 4. Without effect on a list of <see cref="Alphas"/>.</summary>
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

    /// <summary>Gets the algorithm. Certified: fits end at a certified gap. Published: at the largest change of an entry in a sweep.</summary>
    public GroupSparseSolverKind Solver { get; init; } = GroupSparseSolverKind.Certified;

    /// <summary>Gets the scale of the search and the fit. Default: correlations throughout.</summary>
    public CovarianceScale Scale { get; init; } = CovarianceScale.Correlation;

    /// <summary>
    /// Gets a value indicating whether a fit of the search ends as soon as the log-likelihood of the left-out samples falls.
    /// Needs the published descent: the score then belongs to its iterates. Default: no.
    /// </summary>
    public bool EarlyStopping { get; init; }

    /// <summary>Gets the certified gap (or the largest change, for the published descent) at which a fit of the search ends. Positive; 1e-6.</summary>
    public double ToleranceCV
    {
        get;
        init => field = Require.Positive(value, nameof(ToleranceCV));
    } = 1e-6;

    /// <summary>Gets the most iterations of a fit of the search. At least 1; 5000.</summary>
    public int MaxIterationsCV
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterationsCV));
    } = 5000;

    /// <summary>Gets the certified gap (or the largest change, for the published descent) at which the final fit ends. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>Gets the most iterations of the final fit. At least 1; 5000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 5000;

    /// <summary>
    /// Gets where the scores of folds are kept, or null (default). With it, each grid starts from the diagonal rather than from the fits of the grid
    /// before, so that a fold is the same whoever computes it; scores then differ within the tolerance.
    /// </summary>
    public IFoldMemory? Memory { get; init; }

    /// <summary>Gets the most threads, which share the folds. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Searches the penalty and fits all samples with it.</summary>
    /// <param name="subjects">The signals of each subject, samples × regions; the numbers of samples may differ.</param>
    /// <param name="progress">Told after every fit of a fold, from the thread that made it.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    /// <exception cref="ArgumentException">
    /// Regions differ between subjects, do not vary or are not finite, in a fold as well; folds are too short;
    /// or early stopping is asked of the certified solver.
    /// </exception>
    public GroupSparseCovarianceCVFit Fit(
        IReadOnlyList<Matrix> subjects,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RequireConsistentOptions();
        SubjectCheck.Signals(subjects);
        IReadOnlyList<Fold>[] splits = FoldCheck.Split(subjects, Folds);
        SampleCovariance[] covariances = CovariancesOf(subjects);
        var search = new PenaltyCrossValidation([.. FoldIndices.Select(f => Bind(subjects, splits, f))], Threads)
        {
            WarmRefinements = !EarlyStopping && Memory is null,
            Memory = Memory,
            Progress = progress,
        };
        (IReadOnlyList<PenaltyScore> scores, double alpha) = search.Run(
            FirstGrid(covariances),
            Grids,
            cancellationToken
        );
        GroupPrecisionFit fit = Final(alpha).Fit(covariances, cancellationToken);
        return new GroupSparseCovarianceCVFit
        {
            Fit = fit,
            CertifiedGap = CertifiedGap(fit),
            Alpha = alpha,
            Scores = scores,
            Warnings = [.. fit.Warnings, .. Warnings(covariances, scores, alpha)],
        };
    }

    /// <summary>Gets the number of grids that the search goes through: one for a list of <see cref="Alphas"/>.</summary>
    public int Grids => Alphas is null ? Refinements : 1;

    /// <summary>Does one fold of one grid, and keeps its scores. The folds of all grids before are known to the memory.</summary>
    /// <param name="subjects">The signals of each subject, samples × regions.</param>
    /// <param name="refinement">The number of the grid, from 0 to <see cref="Grids"/> − 1.</param>
    /// <param name="fold">The number of the fold, from 0.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    /// <exception cref="InvalidOperationException">There is no <see cref="Memory"/>, or it lacks a fold of a grid before.</exception>
    /// <exception cref="ArgumentException">As of <see cref="Fit"/>; or there is no such fold or grid.</exception>
    public void FitFold(
        IReadOnlyList<Matrix> subjects,
        int refinement,
        int fold,
        CancellationToken cancellationToken = default
    )
    {
        IFoldMemory memory =
            Memory ?? throw new InvalidOperationException("A fold alone needs a Memory that keeps its scores.");
        Require.Between(0, Grids - 1, refinement);
        Require.Between(0, Folds - 1, fold);
        RequireConsistentOptions();
        SubjectCheck.Signals(subjects);
        IReadOnlyList<Fold>[] splits = FoldCheck.Split(subjects, Folds);
        IReadOnlyList<double> grid = FirstGrid(CovariancesOf(subjects));
        IReadOnlyList<double> penalties = PenaltyCrossValidation.Penalties(grid, refinement, Folds, memory);
        PathFit[] fits = Bind(subjects, splits, fold).Fit(penalties, null, static () => { }, cancellationToken);
        memory.Remember(
            refinement,
            fold,
            [.. fits.Select((f, i) => new FoldScore(penalties[i], f.Score, f.Convergence))]
        );
    }

    private SampleCovariance[] CovariancesOf(IReadOnlyList<Matrix> subjects) =>
        [.. subjects.Select(s => CovarianceOf(s, Scale == CovarianceScale.Correlation))];

    private IReadOnlyList<double> FirstGrid(SampleCovariance[] covariances)
    {
        if (Alphas is not null)
        {
            return Alphas;
        }

        double alphaMax = GroupSparseScores.AlphaMax(covariances);
        return alphaMax > 0
            ? PenaltyGrid.Spaced(alphaMax, 0.01 * alphaMax, AlphaCount)
            : throw new ArgumentException(
                "A grid of penalties needs at least two regions that correlate. Give a list of Alphas, or use more regions."
            );
    }

    private IEnumerable<int> FoldIndices => Enumerable.Range(0, Folds);

    private bool IsPublished => Solver == GroupSparseSolverKind.Published;

    private GroupSparseStopRule StopRule =>
        IsPublished ? GroupSparseStopRule.LargestChange : GroupSparseStopRule.CertifiedGap;

    private static SampleCovariance CovarianceOf(Matrix signals, bool standardise) =>
        standardise ? SampleCovariance.CorrelationOfSignals(signals) : SampleCovariance.OfSignals(signals);

    private double CertifiedGap(GroupPrecisionFit fit) =>
        StopRule == GroupSparseStopRule.CertifiedGap
            ? fit.Convergence.Certificate
            : GroupSparseCertificate.Of(GroupSparseProblem.Create(fit.Covariances, fit.Alpha), fit.Precisions).Gap;

    private GroupSparseCovariance Final(double alpha) =>
        new()
        {
            Alpha = alpha,
            Solver = Solver,
            StopRule = StopRule,
            Tolerance = Tolerance,
            MaxIterations = MaxIterations,
            Threads = Threads,
        };

    private PathFold Bind(IReadOnlyList<Matrix> subjects, IReadOnlyList<Fold>[] splits, int fold)
    {
        bool standardise = Scale != CovarianceScale.Covariance;
        Matrix[] test = [.. subjects.Select((s, k) => splits[k][fold].Test(s))];
        SampleCovariance[] scored = [.. test.Select(s => CovarianceOf(s, standardise))];
        SampleCovariance[]? watched =
            Scale == CovarianceScale.Mixed ? [.. test.Select(SampleCovariance.OfSignals)] : scored;
        return new PathFold([.. subjects.Select((s, k) => CovarianceOf(splits[k][fold].Train(s), standardise))], scored)
        {
            Solver = Solver,
            Watched = EarlyStopping ? watched : null,
            Stop = new GroupSparseStop
            {
                Rule = StopRule,
                Tolerance = ToleranceCV,
                MaxIterations = MaxIterationsCV,
            },
        };
    }

    private void RequireConsistentOptions()
    {
        if (EarlyStopping && !IsPublished)
        {
            throw new ArgumentException(
                $"EarlyStopping needs Solver = {GroupSparseSolverKind.Published}: it scores the iterates of that descent, while the certified solver goes to the optimum."
            );
        }
    }

    private IEnumerable<string> Warnings(
        SampleCovariance[] covariances,
        IReadOnlyList<PenaltyScore> scores,
        double alpha
    )
    {
        int unfinished = EarlyStopping ? 0 : scores.Sum(s => s.FoldConvergence.Count(c => !c.Converged));
        if (unfinished > 0)
        {
            yield return Invariant(
                $"{unfinished} of {scores.Count * Folds} fits of the search used all {MaxIterationsCV} iterations without reaching the tolerance {ToleranceCV}."
            );
        }

        double farthest = covariances.Max(s => Enumerable.Range(0, s.Regions).Max(i => Math.Abs(s.Values[i, i] - 1)));
        if (Scale == CovarianceScale.Mixed && farthest > 0.1)
        {
            yield return Invariant(
                $"The penalty {alpha:G4} was chosen on correlations but applied to covariances with variances up to {farthest:G3} away from 1. Standardise the signals, or use Scale = {CovarianceScale.Correlation}."
            );
        }

        if (scores.Count > 1 && alpha == scores[^1].Penalty)
        {
            yield return Invariant(
                $"The best penalty, {alpha:G4}, is the smallest that was tried; a smaller one may be better."
            );
        }
    }
}
