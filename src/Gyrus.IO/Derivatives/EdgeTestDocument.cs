using Gyrus.Pipelines;

namespace Gyrus.IO.Derivatives;

/// <summary>The shape of <c>edge-test.json</c>: what was compared and how it ended; the statistics are tables beside it.</summary>
internal sealed record EdgeTestDocument
{
    public required string Format { get; init; }
    public required string Kind { get; init; }
    public required bool FisherZ { get; init; }
    public required string FirstGroup { get; init; }
    public required int FirstSubjects { get; init; }
    public required string SecondGroup { get; init; }
    public required int SecondSubjects { get; init; }
    public required IReadOnlyList<string> Covariates { get; init; }
    public required string Variance { get; init; }
    public required int Permutations { get; init; }
    public required bool Exact { get; init; }
    public double? CriticalT05 { get; init; }
    public required int EdgesTested { get; init; }
    public required string Edges { get; init; }
    public required IReadOnlyList<string> Subjects { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public Provenance? Provenance { get; init; }
}
