namespace Gyrus.Optimization;

/// <summary>A <see cref="BlockPenalty"/> cut into the blocks that a solver visits: every column is in exactly one.</summary>
/// <remarks>Columns without a norm or an absolute value share one smooth block, which is solved jointly.</remarks>
internal sealed class PenaltyBlocks
{
    private PenaltyBlocks(PenaltyBlock[] blocks, int columns, int[]? sources)
    {
        Blocks = blocks;
        Columns = columns;
        Sources = sources;
    }

    public PenaltyBlock[] Blocks { get; }

    public int Columns { get; }

    /// <summary>Gets <see cref="BlockPenalty.Sources"/>.</summary>
    public int[]? Sources { get; }

    /// <summary>Gets a value indicating whether a coefficient can be exactly zero: some block is not smooth.</summary>
    public bool IsSparse => Array.Exists(Blocks, static b => !b.IsSmooth);

    /// <summary>The blocks of a penalty on the columns of a design, or on their copies.</summary>
    public static PenaltyBlocks Of(BlockPenalty penalty, int columns)
    {
        columns = penalty.Sources?.Length ?? columns;
        var blocks = new List<PenaltyBlock>();
        int[] group = new int[columns];
        Array.Fill(group, -1);
        for (int g = 0; g < penalty.Groups.Count; g++)
        {
            Array.ForEach(penalty.Groups[g], j => group[j] = g);
            bool joint = penalty.GroupWeights[g] > 0 || (penalty.Smoothness?[g] is not null && HasAbsolute(penalty, g));
            if (joint && penalty.Groups[g].Length > 0)
            {
                blocks.Add(Block(penalty, penalty.Groups[g], penalty.GroupWeights[g], penalty.Smoothness?[g]));
            }
        }

        var smooth = new List<int>();
        for (int j = 0; j < columns; j++)
        {
            int g = group[j];
            bool taken =
                g >= 0
                && (penalty.GroupWeights[g] > 0 || (penalty.Smoothness?[g] is not null && HasAbsolute(penalty, g)));
            if (!taken && penalty.AbsoluteWeights?[j] > 0)
            {
                blocks.Add(Block(penalty, [j], 0, null));
            }
            else if (!taken)
            {
                smooth.Add(j);
            }
        }

        blocks.Sort(static (x, y) => x.Columns[0].CompareTo(y.Columns[0]));
        if (smooth.Count > 0)
        {
            int[] all = [.. smooth];
            blocks.Insert(0, Block(penalty, all, 0, JointSmoothness(penalty, all, group)));
        }

        return new PenaltyBlocks([.. blocks], columns, penalty.Sources);
    }

    /// <summary>Ω(β) at this strength.</summary>
    public double Value(ReadOnlySpan<double> beta, double strength)
    {
        double value = 0;
        double[] quadratic = new double[Columns];
        AddQuadratic(beta, strength, quadratic);
        foreach (PenaltyBlock block in Blocks)
        {
            double[] own = Pick(beta, block.Columns);
            value += strength * block.NormPart(own);
        }

        for (int j = 0; j < Columns; j++)
        {
            value += 0.5 * beta[j] * quadratic[j];
        }

        return value;
    }

    /// <summary>q ← q + strength·(diag(r) + D)β.</summary>
    public void AddQuadratic(ReadOnlySpan<double> beta, double strength, Span<double> q)
    {
        foreach (PenaltyBlock block in Blocks)
        {
            if (!block.IsQuadratic)
            {
                continue;
            }

            double[] own = Pick(beta, block.Columns);
            double[] part = Pick(q, block.Columns);
            block.AddQuadratic(own, strength, part);
            for (int j = 0; j < part.Length; j++)
            {
                q[block.Columns[j]] = part[j];
            }
        }
    }

    /// <summary>The entries of x at these columns.</summary>
    public static double[] Pick(ReadOnlySpan<double> x, int[] columns)
    {
        double[] picked = new double[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            picked[j] = x[columns[j]];
        }

        return picked;
    }

    private static bool HasAbsolute(BlockPenalty penalty, int g) =>
        penalty.AbsoluteWeights is { } a && Array.Exists(penalty.Groups[g], j => a[j] > 0);

    private static PenaltyBlock Block(BlockPenalty penalty, int[] columns, double weight, double[]? smoothness)
    {
        double[]? a = penalty.AbsoluteWeights is { } all ? Pick(all, columns) : null;
        double[]? r = penalty.RidgeWeights is { } ridge ? Pick(ridge, columns) : null;
        a = a is not null && Array.Exists(a, static x => x > 0) ? a : null;
        return new PenaltyBlock
        {
            Columns = columns,
            Weight = columns.Length == 1 ? weight + (a?[0] ?? 0) : weight,
            Absolute = columns.Length == 1 ? null : a,
            Ridge = r is not null && Array.Exists(r, static x => x > 0) ? r : null,
            Smoothness = smoothness,
        };
    }

    private static double[]? JointSmoothness(BlockPenalty penalty, int[] columns, int[] group)
    {
        if (
            penalty.Smoothness is not { } all
            || !Array.Exists(columns, j => group[j] >= 0 && all[group[j]] is not null)
        )
        {
            return null;
        }

        int size = columns.Length;
        double[] joint = new double[size * size];
        for (int k = 0; k < size; k++)
        {
            int g = group[columns[k]];
            for (int i = 0; g >= 0 && all[g] is { } d && i < size; i++)
            {
                int[] own = penalty.Groups[g];
                joint[(k * size) + i] =
                    group[columns[i]] == g
                        ? d[(Array.IndexOf(own, columns[k]) * own.Length) + Array.IndexOf(own, columns[i])]
                        : 0;
            }
        }

        return joint;
    }
}
