namespace Gyrus.Glm.Features;

/// <summary>The columns of a design that belong to one covariate: what a group lasso keeps or drops together.</summary>
public sealed record FeatureBlock
{
    /// <summary>Gets the name of the covariate, unique in the design.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the first column of the block in the design, from 0.</summary>
    public required int Start { get; init; }

    /// <summary>Gets the number of columns, at least 0.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the basis with the ranges that it was fitted to, or null where the columns were given as they are.</summary>
    public FittedBasis? Basis { get; init; }
}
