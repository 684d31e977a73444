using Gyrus.IO.Derivatives;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.EncodingModels;

/// <summary>A part of the neurons of a study as JSON.</summary>
internal sealed record PartDocument : IFormattedDocument
{
    /// <summary>The format.</summary>
    public static string CurrentFormat => "gyrus-encoding-part-1";

    public required string Format { get; init; }

    public required EncodingPart Part { get; init; }

    /// <inheritdoc/>
    public string? Fault() =>
        Part.Neurons.Contains(null!)
        || Part.NeuronWarnings.Contains(null!)
        || Part.Recorded.Contains(null!)
        || Part.Provenance.Inputs.Contains(null!)
            ? "expected no null in its lists, but there is one."
        : Part.Fault() is { } fault ? fault + "."
        : null;
}
