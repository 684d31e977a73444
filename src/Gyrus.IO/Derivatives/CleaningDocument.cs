using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Cleaning;

namespace Gyrus.IO.Derivatives;

/// <summary>The shape of <c>cleaning.json</c>: all of a result but its matrices and spectra, which are tables beside it.</summary>
internal sealed record CleaningDocument
{
    public const string CurrentFormat = "gyrus-cleaning-1";

    public required string Format { get; init; }
    public required EstimatorEntry Estimator { get; init; }
    public required string Units { get; init; }
    public string? Atlas { get; init; }
    public required IReadOnlyList<ConnectomeDocument.RegionEntry> Regions { get; init; }
    public required IReadOnlyList<CleanedEntry> Subjects { get; init; }
    public required IReadOnlyList<RefusedEntry> Refused { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public Provenance? Provenance { get; init; }

    /// <summary>The estimator as it was named, and the settings that count for it.</summary>
    internal sealed record EstimatorEntry(
        string Name,
        string Title,
        string Description,
        string Source,
        string Variant,
        string? Criterion,
        int Folds,
        int Gap,
        ulong? ShuffleSeed,
        ulong Seed
    )
    {
        public static EstimatorEntry Of(NamedEstimator e) =>
            new(
                e.Name,
                e.Entry.Title,
                e.Entry.Description,
                e.Entry.Source,
                e.Settings.Variant.ToString(),
                e.Entry.Searches ? e.Settings.Criterion.ToString() : null,
                e.Settings.Folds.Folds,
                e.Settings.Folds.Gap,
                e.Settings.Folds.ShuffleSeed,
                e.Settings.Seed
            );
    }

    /// <summary>One subject, and the names of its tables.</summary>
    internal sealed record CleanedEntry(
        string Subject,
        int Samples,
        string Covariance,
        string Correlation,
        string? Precision,
        string? PartialCorrelation,
        string Spectrum,
        bool KeepsEigenvectors,
        string? Method,
        ChoiceEntry? HyperParameter,
        double? Shrinkage,
        ConnectomeDocument.ConvergenceEntry? Convergence,
        DiagnosisEntry Diagnosis,
        IReadOnlyList<string> Warnings
    );

    /// <summary>A hyper-parameter and its search. Scores that are not finite are written as null.</summary>
    internal sealed record ChoiceEntry(
        string Name,
        double Value,
        string? Criterion,
        bool AtEdge,
        IReadOnlyList<double> Grid,
        IReadOnlyList<double?> MeanScores
    )
    {
        public static ChoiceEntry? Of(HyperParameterChoice? c) =>
            c is null
                ? null
                : new(
                    c.Name,
                    c.Value,
                    c.Criterion?.ToString(),
                    c.AtEdge,
                    c.Grid,
                    [.. c.MeanScores.Select(s => double.IsFinite(s) ? s : (double?)null)]
                );
    }

    /// <summary>What the signals are like.</summary>
    internal sealed record DiagnosisEntry(
        int Samples,
        int Regions,
        double Q,
        double AutocorrelationTime,
        double EffectiveQ,
        int Rank,
        double LargestEigenvalue,
        double SmallestEigenvalue,
        double? ConditionNumber,
        IReadOnlyList<string> DeadRegions,
        IReadOnlyList<IReadOnlyList<string>> DuplicateRegions,
        IReadOnlyList<string> Warnings
    )
    {
        public static DiagnosisEntry Of(SignalDiagnosis d) =>
            new(
                d.Samples,
                d.Regions,
                d.Q,
                d.AutocorrelationTime,
                d.EffectiveQ,
                d.Rank,
                d.LargestEigenvalue,
                d.SmallestEigenvalue,
                double.IsFinite(d.ConditionNumber) ? d.ConditionNumber : null,
                d.DeadRegions,
                [.. d.DuplicateRegions.Select(p => (IReadOnlyList<string>)[p.First, p.Second])],
                d.Warnings
            );
    }

    /// <summary>A subject without an estimate.</summary>
    internal sealed record RefusedEntry(string Subject, string Reason, DiagnosisEntry Diagnosis)
    {
        public static RefusedEntry Of(RefusedSubject r) => new(r.Subject, r.Reason, DiagnosisEntry.Of(r.Diagnosis));
    }
}
