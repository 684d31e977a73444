namespace Gyrus.IO.Bids;

/// <summary>A preprocessed BOLD run, and the files that fMRIPrep wrote beside it. Found by names alone: no file has been opened.</summary>
public sealed record BidsRun
{
    /// <summary>Gets what the run is called in tables and messages, such as <c>sub-01_ses-1_task-rest_run-1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the label of the participant, without <c>sub-</c>.</summary>
    public required string Participant { get; init; }

    /// <summary>Gets the label of the session, or null where the data set has none.</summary>
    public string? Session { get; init; }

    /// <summary>Gets the label of the task, or null.</summary>
    public string? Task { get; init; }

    /// <summary>Gets the label of the run, or null.</summary>
    public string? Run { get; init; }

    /// <summary>Gets the space as fMRIPrep's <c>--output-spaces</c> writes it, such as <c>MNI152NLin2009cAsym:res-2</c>.</summary>
    public required string Space { get; init; }

    /// <summary>Gets the full path of the image.</summary>
    public required string Image { get; init; }

    /// <summary>Gets the full path of the table of confounds, or null when there is none, or two.</summary>
    public string? Confounds { get; init; }

    /// <summary>Gets why there is no table of confounds, a sentence without its beginning; null when there is one.</summary>
    public string? ConfoundsProblem { get; init; }

    /// <summary>Gets the full path of the brain mask on the image's grid, or null.</summary>
    public string? BrainMask { get; init; }

    /// <summary>
    /// The first of the run's files that is a link to a content which is not here (a DataLad data set that was not fetched), or null.
    /// </summary>
    public string? MissingContent() =>
        new[] { Image, Confounds, BrainMask }.OfType<string>().FirstOrDefault(path => InputFile.LengthOf(path) < 0);
}
