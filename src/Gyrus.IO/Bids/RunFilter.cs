namespace Gyrus.IO.Bids;

/// <summary>Which runs of a data set are wanted. Labels are given with or without their key: <c>rest</c> or <c>task-rest</c>.</summary>
public sealed record RunFilter
{
    /// <summary>What fMRIPrep calls the images that ICA-AROMA denoised.</summary>
    public const string AromaDescription = "smoothAROMAnonaggr";

    /// <summary>Gets the sessions; empty for all.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>Gets the tasks; empty for all.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Gets the runs; empty for all.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>
    /// Gets the space as fMRIPrep's <c>--output-spaces</c> writes it (<c>MNI152NLin2009cAsym</c>, also with <c>:res-2</c>), or null: that which
    /// the atlas's name says, or the only one there is.
    /// </summary>
    public string? Space { get; init; }

    /// <summary>Gets the file name of the atlas, which may say its space (<c>tpl-MNI152NLin6Asym_…</c>), or null.</summary>
    public string? Atlas { get; init; }

    /// <summary>Gets the entity desc of the images. Default: <c>preproc</c>.</summary>
    public string Description { get; init; } = "preproc";

    /// <summary>A label without its key.</summary>
    public static string Plain(string key, string label)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(label);
        return label.StartsWith(key + "-", StringComparison.Ordinal) ? label[(key.Length + 1)..] : label;
    }
}
