namespace Gyrus.Optimization;

/// <summary>
/// The one form of every convex penalty here, at strength 1: Σ_g w_g‖β_g‖₂ + Σ_j a_j|β_j| + ½ Σ_j r_j β_j² + ½ Σ_g β_gᵀ D_g β_g.
/// </summary>
/// <remarks>
/// Ridge: r. Lasso: groups of one, or a. Elastic net: a and r. Group lasso: w_g = √p_g. Sparse-group: w and a. Smoothness: D_g, a difference penalty.
/// Columns in no group have w = 0. Adaptive, MCP and SCAD are a few solves with other w (local linear approximation).
/// </remarks>
internal sealed record BlockPenalty
{
    /// <summary>Gets the groups: ascending columns each; a column is in one group at most.</summary>
    public required IReadOnlyList<int[]> Groups { get; init; }

    /// <summary>Gets w, one per group, not negative.</summary>
    public required double[] GroupWeights { get; init; }

    /// <summary>Gets a, one per column, not negative, or null for zeros.</summary>
    public double[]? AbsoluteWeights { get; init; }

    /// <summary>Gets r, one per column, not negative, or null for zeros.</summary>
    public double[]? RidgeWeights { get; init; }

    /// <summary>Gets D, one per group, column-major and positive semi-definite, or null for none.</summary>
    public IReadOnlyList<double[]?>? Smoothness { get; init; }
}
