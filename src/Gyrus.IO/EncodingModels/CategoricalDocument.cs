using Gyrus.IO.Derivatives;
using Gyrus.Optimization;

namespace Gyrus.IO.EncodingModels;

/// <summary>A fitted model of classes as JSON, all but the coefficients, which are in the npz file beside it.</summary>
internal sealed record CategoricalDocument : IFormattedDocument
{
    /// <summary>The format.</summary>
    public static string CurrentFormat => "gyrus-fitted-categorical-model-1";

    public required string Format { get; init; }

    /// <summary>Gets the text of the model file that was fitted.</summary>
    public required string Declaration { get; init; }

    /// <summary>Gets the name of the response.</summary>
    public required string Response { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required IReadOnlyList<FittedDocument.BlockEntry> Blocks { get; init; }

    public required double Strength { get; init; }

    public required int Samples { get; init; }

    public required int DroppedSamples { get; init; }

    public required Convergence Convergence { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <inheritdoc/>
    public string? Fault() =>
        Blocks.Contains(null!) || Classes.Contains(null!) || Warnings.Contains(null!)
            ? "expected no null in blocks, classes and warnings, but there is one."
        : Blocks.Count == 0 || Classes.Count < 2 ? "expected at least one block and two classes."
        : FittedDocument.HaveHoles(Blocks) ? "expected blocks side by side, but there is a hole or an overlap."
        : null;
}
