using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Pipelines.Comparison;

/// <summary>Compares estimators on the recordings of a study: looks at the recordings first, and cuts them so that the test does not leak.</summary>
public sealed record ComparisonStudy
{
    /// <summary>Gets the estimators. At least one; no name twice.</summary>
    public required IReadOnlyList<NamedEstimator> Estimators { get; init; }

    /// <summary>Gets how each series is cut; its gap counts only where <see cref="GapFromSignals"/> is off. Default: the first 0.8 trains.</summary>
    public TrainTestSplit Split { get; init; } = TrainTestSplit.Contiguous;

    /// <summary>Gets a value indicating whether the gap is the longest autocorrelation time of the recordings, rounded up. Default: yes.</summary>
    public bool GapFromSignals { get; init; } = true;

    /// <summary>Gets the settings of the searches, for the record.</summary>
    public EstimatorSettings Settings { get; init; } = new();

    /// <summary>Gets the estimator that differences are taken to, or null for that of <see cref="EstimatorComparison"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>Gets the number of recordings worked on at the same time. At least 1; the result does not depend on it. Default: 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Compares.</summary>
    /// <exception cref="ArgumentException">A series is too short for the split, or the reference is not compared; the message names the recording.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public StudyComparison Compare(
        StudySignals study,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(study);
        SignalDiagnosis[] diagnoses = PartLoop.Run(
            study.Subjects.Count,
            Threads,
            k => SignalDiagnosis.Of(study.Subjects[k], Settings.Folds),
            cancellationToken
        );
        TrainTestSplit split =
            GapFromSignals && Split.ShuffleSeed is null ? Split with { Gap = diagnoses.Max(d => d.Gap) } : Split;
        ComparisonResult result = new EstimatorComparison
        {
            Estimators = Estimators,
            Split = split,
            Reference = Reference,
            Threads = Threads,
        }.Compare(study.Subjects, progress, cancellationToken);
        return new StudyComparison
        {
            Result = result,
            Diagnoses = diagnoses,
            Split = split,
            Settings = Settings,
            Regions = study.Regions,
            StudyWarnings = study.Warnings,
        };
    }
}
