using Gyrus.Pipelines;

namespace Gyrus.IO.Derivatives;

/// <summary>The shape of <c>connectivity.json</c>: all of a result but its matrices, which are tables beside it.</summary>
internal sealed record ConnectivityDocument : IFormattedDocument
{
    /// <inheritdoc/>
    public static string CurrentFormat => "gyrus-connectivity-1";

    public required string Format { get; init; }
    public required string Kind { get; init; }
    public required string Estimator { get; init; }
    public double? EstimatorShrinkage { get; init; }
    public required bool Standardised { get; init; }
    public string? Atlas { get; init; }
    public required IReadOnlyList<ConnectomeDocument.RegionEntry> Regions { get; init; }
    public required IReadOnlyList<MatrixEntry> Subjects { get; init; }
    public required string Mean { get; init; }
    public int? SubjectsOfMean { get; init; }
    public ConnectomeDocument.ConvergenceEntry? MeanConvergence { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public Provenance? Provenance { get; init; }

    /// <inheritdoc/>
    public string? Fault() => DocumentCheck.Fault(this);

    /// <summary>One subject and the name of its table.</summary>
    internal sealed record MatrixEntry(string Subject, int Samples, string Matrix, double? Shrinkage = null);
}
