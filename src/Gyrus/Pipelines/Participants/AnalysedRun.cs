using Gyrus.Numerics;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Participants;

/// <summary>A run that is used: its cleaned signals, and how its regions go together.</summary>
public sealed record AnalysedRun
{
    /// <summary>Gets what the run is called, such as <c>sub-01_ses-1_task-rest</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the label of the session, or null.</summary>
    public string? Session { get; init; }

    /// <summary>Gets the space of the image, such as <c>MNI152NLin2009cAsym:res-2</c>.</summary>
    public string Space { get; init; } = "";

    /// <summary>Gets the cleaned signals of regions that all vary, with what it took to get them.</summary>
    public required SubjectSignals Signals { get; init; }

    /// <summary>Gets Pearson's correlation of the kept samples. Shape: regions × regions.</summary>
    public required Matrix Correlation { get; init; }

    /// <summary>
    /// Gets the noise-cleaned matrices and the diagnosis: one subject, or one that was refused when the estimator has no value on the run.
    /// </summary>
    public required CleaningResult Cleaning { get; init; }

    /// <summary>Gets the framewise displacement in mm of the kept volumes, or null when not known. NaN where it is not defined.</summary>
    public IReadOnlyList<double>? Displacement { get; init; }

    /// <summary>Gets where the run comes from, or null.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets the cleaned matrices, or null when the estimator has no value on the run.</summary>
    public CleanedSubject? Cleaned => Cleaning.Subjects is [var one] ? one : null;

    /// <summary>Gets how good the run was and what cleaning left.</summary>
    public ScanQuality Quality => Signals.Cleaned.Signals.Quality!;

    /// <summary>Gets what is odd, each sentence once.</summary>
    public IReadOnlyList<string> Warnings =>
        [
            .. Signals
                .Warnings.Concat(Cleaning.Warnings)
                .Concat(
                    Cleaning.Refused.Select(r => $"{r.Subject}: no noise-cleaned correlations were made. {r.Reason}")
                )
                .Distinct(),
        ];

    /// <summary>The warnings of several runs: what is odd in many is said once, in the words of the first.</summary>
    public static IReadOnlyList<string> WarningsOf(IReadOnlyList<AnalysedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return
        [
            .. runs.SelectMany(run =>
                    run.Warnings.Select(text => (text, Kind: text.Replace(run.Name, "", StringComparison.Ordinal)))
                )
                .GroupBy(w => w.Kind, w => w.text)
                .Select(g =>
                    g.First()
                    + g.Count() switch
                    {
                        1 => "",
                        2 => " (So is one more run.)",
                        var all => FormattableString.Invariant($" (So are {all - 1} more runs.)"),
                    }
                ),
        ];
    }
}
