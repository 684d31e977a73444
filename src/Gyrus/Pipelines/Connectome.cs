using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines;

/// <summary>From the signals of a study to its connectomes: group-sparse precisions, and a graphical lasso to compare with.</summary>
/// <remarks>
/// Signals are standardised first (z-scores), so that the penalty has one meaning for all regions and subjects; a series that
/// is standardised already stays as it is. The steps are those of nilearn's multi-subject connectome example.
/// </remarks>
public sealed record Connectome
{
    /// <summary>Gets how the penalty of the group-sparse fit is searched. Ignored when <see cref="Alpha"/> is given.</summary>
    public GroupSparseCovarianceCV Search { get; init; } = new();

    /// <summary>Gets the penalty of the group-sparse fit, or null (default) to choose it by cross-validation. At least 0.</summary>
    public double? Alpha
    {
        get;
        init => field = value is { } alpha ? Require.NotNegative(alpha, nameof(Alpha)) : null;
    }

    /// <summary>Gets how the graphical lasso of the pooled samples is searched, or null to leave it out.</summary>
    public GraphicalLassoCV? Pooled { get; init; } = new();

    /// <summary>Gets whether the signals are standardised to z-scores (ddof 1) first. Default true.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>Fits the connectomes of a study.</summary>
    /// <param name="study">The signals, matched and checked.</param>
    /// <param name="progress">Is told of every fit of the cross-validations.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    /// <exception cref="ArgumentException">The options do not fit the data; the message says which.</exception>
    /// <exception cref="NotPositiveDefiniteException">α is 0 and a covariance is singular.</exception>
    public ConnectomeResult Fit(
        StudySignals study,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(study);
        RequireSamples(study);
        Matrix[] signals = SignalsOf(study);
        var warnings = new List<string>(study.Warnings);
        (GroupPrecisionFit fit, double gap, IReadOnlyList<PenaltyScore> scores) = FitGroup(
            signals,
            warnings,
            Relabel(progress, "Group-sparse cross-validation"),
            cancellationToken
        );
        PooledConnectome? pooled = FitPooled(
            signals,
            Relabel(progress, "Graphical lasso cross-validation"),
            cancellationToken
        );
        SubjectConnectome[] subjects = [.. study.Subjects.Select((s, k) => Of(s, signals[k], fit.Precisions[k]))];
        warnings.AddRange(SingularityWarnings(subjects, study.Regions.Count));
        return new ConnectomeResult
        {
            Regions = study.Regions,
            Subjects = subjects,
            Alpha = fit.Alpha,
            AlphaMax = fit.AlphaMax,
            Convergence = fit.Convergence,
            DualityGap = gap,
            Scores = scores,
            Pooled = pooled,
            Warnings = warnings,
        };
    }

    /// <summary>Does one fold of one grid of the search, whose scores its memory keeps: <see cref="GroupSparseCovarianceCV.FitFold"/>.</summary>
    public void FitFold(StudySignals study, int refinement, int fold, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        RequireSamples(study);
        Search.FitFold(SignalsOf(study), refinement, fold, cancellationToken);
    }

    private Matrix[] SignalsOf(StudySignals study) =>
        [.. study.Subjects.Select(s => Standardise ? Scaling.ZScored(s.Values) : s.Values)];

    /// <summary>The search below knows subjects by their number only; here they have names.</summary>
    private void RequireSamples(StudySignals study)
    {
        int folds = Search.Folds;
        if (Alpha is null && study.Subjects.FirstOrDefault(s => s.Samples < 2 * folds) is { } brief)
        {
            throw new ArgumentException(
                Invariant(
                    $"{brief.Subject}: {folds} folds need at least {2 * folds} samples, two for each test block, but there are {brief.Samples}. Use fewer folds (--folds)."
                )
            );
        }
    }

    private (GroupPrecisionFit Fit, double Gap, IReadOnlyList<PenaltyScore> Scores) FitGroup(
        Matrix[] signals,
        List<string> warnings,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (Alpha is { } alpha)
        {
            var estimator = new GroupSparseCovariance
            {
                Alpha = alpha,
                Tolerance = Search.Tolerance,
                MaxIterations = Search.MaxIterations,
                Threads = Search.Threads,
            };
            GroupPrecisionFit fit = estimator.Fit([.. signals.Select(CovarianceOf)], cancellationToken);
            warnings.AddRange(fit.Warnings);
            return (fit, fit.Convergence.Certificate, []);
        }

        GroupSparseCovarianceCVFit search = Search.Fit(signals, progress, cancellationToken);
        warnings.AddRange(search.Warnings);
        return (search.Fit, search.CertifiedGap, search.Scores);
    }

    private SampleCovariance CovarianceOf(Matrix signals) =>
        Search.Scale == CovarianceScale.Correlation
            ? SampleCovariance.CorrelationOfSignals(signals)
            : SampleCovariance.OfSignals(signals);

    private PooledConnectome? FitPooled(
        Matrix[] signals,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (Pooled is null)
        {
            return null;
        }

        GraphicalLassoCVFit search = Pooled.Fit(Stacked(signals), progress, cancellationToken);
        return new PooledConnectome
        {
            Penalty = search.Penalty,
            Precision = search.Fit.Precision,
            PartialCorrelation = Inverse.PartialCorrelation(search.Fit.Precision),
            Convergence = search.Fit.Convergence,
            Scores = search.Scores,
        };
    }

    private static SubjectConnectome Of(RegionSignals subject, Matrix signals, Matrix precision)
    {
        Matrix correlation = SampleCovariance.CorrelationOfSignals(signals).Values;
        return new SubjectConnectome
        {
            Subject = subject.Subject,
            Samples = subject.Samples,
            Rank = Rank(correlation),
            Quality = subject.Quality,
            Correlation = UnitDiagonal(correlation),
            Precision = precision,
            PartialCorrelation = Inverse.PartialCorrelation(precision),
        };
    }

    /// <summary>A band-passed series has fewer degrees of freedom than samples, so T > p does not make a covariance regular.</summary>
    private static IEnumerable<string> SingularityWarnings(SubjectConnectome[] subjects, int regions)
    {
        SubjectConnectome[] singular = [.. subjects.Where(s => s.Rank < regions)];
        if (singular.Length == 0)
        {
            yield break;
        }

        bool filtered = singular.Any(s => s.Samples > regions);
        yield return Invariant(
            $"The sample covariance of {singular.Length} of {subjects.Length} subjects is singular (rank {Range(singular.Min(s => s.Rank), singular.Max(s => s.Rank))} of {regions})"
        )
            + (
                filtered
                    ? " although there are more samples than regions: the series were band-passed, or confounds were regressed out."
                    : ": there are fewer samples than regions."
            )
            + " A plain inverse does not exist; the penalised fits do, but neighbouring folds are not independent, so the chosen penalty may be too small.";
    }

    private static string Range(int low, int high) => low == high ? Invariant($"{low}") : Invariant($"{low} to {high}");

    private static int Rank(Matrix correlation)
    {
        double[] values = new double[correlation.Rows];
        LinearAlgebra.Current.SymmetricEigenvalues(correlation.Copy().Values, values, correlation.Rows);
        return values.Count(v => v > 1e-10 * values[^1]);
    }

    private static Matrix Stacked(Matrix[] signals)
    {
        var stacked = new Matrix(signals.Sum(s => s.Rows), signals[0].Columns);
        for (int j = 0; j < stacked.Columns; j++)
        {
            Span<double> column = stacked.MutableColumn(j);
            foreach (Matrix subject in signals)
            {
                subject.Column(j).CopyTo(column);
                column = column[subject.Rows..];
            }
        }

        return stacked;
    }

    private static Matrix UnitDiagonal(Matrix correlation)
    {
        for (int i = 0; i < correlation.Rows; i++)
        {
            correlation[i, i] = 1;
        }

        return correlation;
    }

    private static Relabelled? Relabel(IProgress<WorkProgress>? progress, string stage) =>
        progress is null ? null : new Relabelled(progress, stage);

    private sealed class Relabelled(IProgress<WorkProgress> inner, string stage) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => inner.Report(value with { Stage = stage });
    }
}
