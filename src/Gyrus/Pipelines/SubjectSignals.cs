using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>The cleaned signals of one subject and what it took to get them.</summary>
public sealed record SubjectSignals
{
    /// <summary>Gets the cleaned signals.</summary>
    public required CleanedSignals Cleaned { get; init; }

    /// <summary>Gets the names of the confounds that were regressed out, the image's own first.</summary>
    public required IReadOnlyList<string> Confounds { get; init; }

    /// <summary>Gets the warnings of extraction and cleaning, in full sentences that name the subject.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
