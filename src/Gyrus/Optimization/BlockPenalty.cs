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

    /// <summary>Gets the column of the design behind each column of the penalty where columns have copies, or null where they are the same.</summary>
    public int[]? Sources { get; init; }

    /// <summary>The penalty on columns that stand for several each, numbered column × times + copy: groups hold all copies, a group weight grows by √times.</summary>
    public BlockPenalty Repeated(int times) =>
        new()
        {
            Groups = [.. Groups.Select(g => g.SelectMany(j => Copies(j, times)).ToArray())],
            GroupWeights = Array.ConvertAll(GroupWeights, w => w * Math.Sqrt(times)),
            AbsoluteWeights = AbsoluteWeights?.SelectMany(a => Enumerable.Repeat(a, times)).ToArray(),
            RidgeWeights = RidgeWeights?.SelectMany(r => Enumerable.Repeat(r, times)).ToArray(),
            Smoothness = Smoothness is null ? null : [.. Smoothness.Select(d => d is null ? null : Spread(d, times))],
            Sources = Sources?.SelectMany(j => Copies(j, times)).ToArray(),
        };

    private static IEnumerable<int> Copies(int column, int times) => Enumerable.Range(column * times, times);

    /// <summary>D ⊗ I.</summary>
    private static double[] Spread(double[] d, int times)
    {
        int size = (int)Math.Sqrt(d.Length);
        double[] spread = new double[d.Length * times * times];
        for (int j = 0; j < size * times; j++)
        {
            for (int i = j % times; i < size * times; i += times)
            {
                spread[(j * size * times) + i] = d[(j / times * size) + (i / times)];
            }
        }

        return spread;
    }
}
