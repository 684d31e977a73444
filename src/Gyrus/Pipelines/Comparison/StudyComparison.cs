using Gyrus.Covariance.Cleaning;
using Gyrus.Signals;
using Gyrus.Validation;

namespace Gyrus.Pipelines.Comparison;

/// <summary>Estimators compared on the recordings of a study, with what the recordings can bear.</summary>
public sealed record StudyComparison
{
    /// <summary>Gets every outcome and the summaries.</summary>
    public required ComparisonResult Result { get; init; }

    /// <summary>Gets what the recordings are like, in the order of the subjects.</summary>
    public required IReadOnlyList<SignalDiagnosis> Diagnoses { get; init; }

    /// <summary>Gets how each series was cut into training and test.</summary>
    public required TrainTestSplit Split { get; init; }

    /// <summary>Gets the settings of the searches.</summary>
    public required EstimatorSettings Settings { get; init; }

    /// <summary>Gets the regions.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the name of the atlas, or null.</summary>
    public string? Atlas { get; init; }

    /// <summary>Gets what was suspicious in the study as a whole, in full sentences.</summary>
    public required IReadOnlyList<string> StudyWarnings { get; init; }

    /// <summary>Gets where the result comes from, or null.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets what the comparison says, in the end.</summary>
    public ComparisonVerdict Verdict => ComparisonVerdict.Of(this);

    /// <summary>Gets a value indicating whether likelihoods of these recordings can be compared: none lacks directions by construction.</summary>
    public bool IsComparable => !Diagnoses.Any(d => d.LacksDirections);

    /// <summary>Gets a value indicating whether every iterative fit reached its certificate.</summary>
    public bool Converged => Result.Summaries.All(s => s.NotConverged == 0);

    /// <summary>Gets all warnings: of the split, of the study, of the diagnoses, of fits that did not converge.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. SplitWarnings(), .. StudyWarnings, .. SignalDiagnosis.WarningsOf(Diagnoses), .. LateWarnings()];

    private IEnumerable<string> LateWarnings()
    {
        string[] late =
        [
            .. Result
                .Summaries.Where(s => s.NotConverged > 0)
                .Select(s =>
                    FormattableString.Invariant(
                        $"{s.Estimator.Name} (in {s.NotConverged} of {s.Subjects} {(s.Subjects == 1 ? "recording" : "recordings")})"
                    )
                ),
        ];
        if (late.Length > 0)
        {
            yield return $"Iterative fits that did not converge, so that their scores may be off: {string.Join(", ", late)}.";
        }
    }

    private IEnumerable<string> SplitWarnings()
    {
        int leaking = Diagnoses.Count(d => d.AutocorrelationTime > SignalDiagnosis.LeakingTime);
        if (Split.ShuffleSeed is not null && leaking > 0)
        {
            yield return FormattableString.Invariant(
                $"The volumes were split at random, but in {leaking} of {Diagnoses.Count} recordings neighbours resemble each other: test volumes were next to training volumes, the likelihoods are too good, and the ranking rewards estimators that learn the neighbours. Compare with --split contiguous."
            );
        }

        int gap = Diagnoses.Max(d => d.Gap);
        if (Split.ShuffleSeed is null && Split.Gap < gap && leaking > 0)
        {
            yield return FormattableString.Invariant(
                $"The gap of {Split.Gap} volumes between training and test is shorter than the autocorrelation time ({gap} volumes rounded up): the first test volumes still resemble the training."
            );
        }
    }
}
