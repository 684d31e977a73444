namespace Gyrus.Signals;

/// <summary>What comes with the signals of one subject into <see cref="SignalCleaner.Clean"/>.</summary>
public sealed record CleaningInputs
{
    /// <summary>Gets the confounds to regress out, one row per volume, or null when there are none.</summary>
    public Confounds? Confounds { get; init; }

    /// <summary>Gets the volumes to keep, ascending, from 0; the others are censored (scrubbed). Null keeps all.</summary>
    public IReadOnlyList<int>? KeptSamples { get; init; }

    /// <summary>
    /// Gets a run label per volume, or null when there is one run. The volumes of a run follow each other; each run is
    /// cleaned alone, with every option.
    /// </summary>
    public IReadOnlyList<int>? Runs { get; init; }
}
