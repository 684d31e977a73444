using Gyrus.Imaging;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Commands;

/// <summary>What a call says of its images: opened, not yet read.</summary>
internal sealed record ExtractionInputs
{
    /// <summary>Gets the regions.</summary>
    public required IAtlas Atlas { get; init; }

    /// <summary>Gets the subjects.</summary>
    public required IReadOnlyList<SubjectScan> Scans { get; init; }

    /// <summary>Gets the paths of all inputs, for the provenance.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Gets how to extract and clean.</summary>
    public required SignalExtraction Extraction { get; init; }
}
