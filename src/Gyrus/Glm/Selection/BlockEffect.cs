namespace Gyrus.Glm.Selection;

/// <summary>The Wald test of one block.</summary>
/// <param name="Block">The block.</param>
/// <param name="Rank">The degrees of freedom: columns that are not aliased.</param>
/// <param name="Wald">χ² = β_gᵀV_g⁻¹β_g; NaN where the refit has no finite optimum.</param>
/// <param name="PValue">P(χ²(rank) ≥ Wald), NaN likewise; 0 where it is too small for a number.</param>
/// <param name="AdjustedPValue">The p-value after Benjamini and Hochberg over the refitted blocks.</param>
public sealed record BlockEffect(string Block, int Rank, double Wald, double PValue, double AdjustedPValue)
{
    /// <summary>Gets log₁₀ of the p-value, which is finite however small that is.</summary>
    public required double Log10PValue { get; init; }

    /// <summary>Gets log₁₀ of the adjusted p-value.</summary>
    public required double Log10AdjustedPValue { get; init; }
}
