namespace Gyrus.Glm.Selection;

/// <summary>The Wald test of one block.</summary>
/// <param name="Block">The block.</param>
/// <param name="Rank">The degrees of freedom: columns that are not aliased.</param>
/// <param name="Wald">χ² = β_gᵀV_g⁻¹β_g; NaN where the refit has no finite optimum.</param>
/// <param name="PValue">P(χ²(rank) ≥ Wald), NaN likewise.</param>
/// <param name="AdjustedPValue">The p-value after Benjamini and Hochberg over the refitted blocks.</param>
public sealed record BlockEffect(string Block, int Rank, double Wald, double PValue, double AdjustedPValue);
