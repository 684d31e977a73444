namespace Gyrus.Glm.Features;

/// <summary>A column of a design that is a linear combination of the intercept and columns before it.</summary>
public sealed record AliasedColumn
{
    /// <summary>Gets the column of the design, from 0.</summary>
    public required int Column { get; init; }

    /// <summary>Gets the name of its block.</summary>
    public required string Block { get; init; }

    /// <summary>Gets the coefficient of the intercept in the combination.</summary>
    public required double Intercept { get; init; }

    /// <summary>Gets the columns of the combination and their coefficients, ascending.</summary>
    public required IReadOnlyList<(int Column, double Coefficient)> Terms { get; init; }

    /// <summary>Gets the combination in words: block and column, and what they equal.</summary>
    public required string Description { get; init; }
}
