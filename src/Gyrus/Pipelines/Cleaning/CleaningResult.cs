using Gyrus.Covariance.Cleaning;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Cleaning;

/// <summary>The noise-cleaned covariances of a study.</summary>
public sealed record CleaningResult
{
    /// <summary>Gets the estimator, by its name in the catalogue.</summary>
    public required NamedEstimator Estimator { get; init; }

    /// <summary>Gets the units of covariances and precisions.</summary>
    public required CovarianceUnits Units { get; init; }

    /// <summary>Gets the regions of all matrices.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the name of the atlas, or null.</summary>
    public string? Atlas { get; init; }

    /// <summary>Gets the subjects that have an estimate, in their order.</summary>
    public required IReadOnlyList<CleanedSubject> Subjects { get; init; }

    /// <summary>Gets the subjects that have none, and why.</summary>
    public required IReadOnlyList<RefusedSubject> Refused { get; init; }

    /// <summary>Gets what was suspicious in the study as a whole, in full sentences.</summary>
    public required IReadOnlyList<string> StudyWarnings { get; init; }

    /// <summary>Gets where the result comes from, or null.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets a value indicating whether every iterative fit reached its certificate.</summary>
    public bool Converged => Subjects.All(s => s.Convergence is not { Converged: false });

    /// <summary>Gets all warnings: of the study, of the diagnoses, of the fits.</summary>
    public IReadOnlyList<string> Warnings =>
        [
            .. StudyWarnings,
            .. SignalDiagnosis.WarningsOf([.. Subjects.Select(s => s.Diagnosis), .. Refused.Select(r => r.Diagnosis)]),
            .. Subjects
                .SelectMany(s => s.Warnings.Select(w => (s.Subject, Text: w)))
                .GroupBy(w => w.Text, w => w.Subject)
                .Select(g => $"{g.First()}: {g.Key}{DiagnosisWarnings.Others([.. g.Skip(1)])}"),
        ];
}
