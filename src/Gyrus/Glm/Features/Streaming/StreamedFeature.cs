namespace Gyrus.Glm.Features;

/// <summary>One block of a streamed design: a basis of columns of the source.</summary>
public sealed record StreamedFeature
{
    /// <summary>Gets the name of the block.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the basis; one with a window reads the samples around a part with it.</summary>
    public required Basis Basis { get; init; }

    /// <summary>Gets the columns of the source, one per covariate of the basis.</summary>
    public required IReadOnlyList<int> Columns { get; init; }
}
