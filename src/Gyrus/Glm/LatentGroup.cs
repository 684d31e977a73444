namespace Gyrus.Glm;

/// <summary>What one group of an <see cref="OverlappingGroupLasso"/> adds to the coefficients.</summary>
public sealed record LatentGroup
{
    /// <summary>Gets the name of the group.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its columns of the design, ascending.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>Gets γ_g, one per column of the group.</summary>
    public required IReadOnlyList<double> Coefficients { get; init; }

    /// <summary>Gets ‖γ_g‖₂.</summary>
    public double Norm => Math.Sqrt(Coefficients.Sum(static c => c * c));

    /// <summary>Gets a value indicating whether the group is in the model: a coefficient of it is not zero.</summary>
    public bool IsSelected => Coefficients.Any(static c => c != 0);
}
