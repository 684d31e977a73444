namespace Gyrus.Optimization;

/// <summary>How far a point can be from the optimum: objective − optimum is at most the gap, by weak duality.</summary>
/// <remarks>
/// <para>
/// With u = w f'(η), s = Xᵀu + λ(R + D)β and t the largest dual norm of a penalised block of s relative to λ, at least 1, the point
/// (u, λ^½(R + D)^½β)/t is feasible for the dual. Terms are summed so that none cancels at the optimum: the gap is
/// Σ w(f + f*(u/t) − ηu/t) + Σ_g (λN_g(β) + βᵀs_g/t) + ½λβᵀ(R + D)β(1 − 1/t)².
/// </para>
/// <para>
/// Columns with a ridge alone need no shrinking: they add ½Σ(λ((R + D)β)_j + g_j/t)²/(λr_j). Columns without any
/// penalty have no dual slack at all: v must be at right angles to them (<see cref="FreeColumns"/>).
/// </para>
/// </remarks>
internal static class DualityGap
{
    /// <summary>The gap with the slopes at the point as the dual point.</summary>
    public static double At(LinearProblem problem, LinearPoint point, double strength) =>
        At(problem, point, point.Slopes, point.Gradient, strength);

    /// <summary>The gap with another dual point v, of sum zero in each segment, and its Xᵀv.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The point.</param>
    /// <param name="v">v.</param>
    /// <param name="gradient">Xᵀv.</param>
    /// <param name="strength">The strength.</param>
    /// <param name="known">
    /// By how much v misses, and the excess of the loss over its least. The miss of v/t is convex in 1/t and at 1/t = 0 the excess, hence at most the
    /// chord, which saves a pass over the samples.
    /// </param>
    /// <param name="only">The blocks that count, for the gap of the problem on them alone; the others are zero. Null for all.</param>
    public static double At(
        LinearProblem problem,
        LinearPoint point,
        ReadOnlySpan<double> v,
        ReadOnlySpan<double> gradient,
        double strength,
        bool[]? only = null,
        (double Miss, double Excess)? known = null
    )
    {
        PenaltyBlocks penalty = problem.Penalty;
        PenaltyBlock[] blocks = only is null ? penalty.Blocks : [.. penalty.Blocks.Where((_, b) => only[b])];
        double[] s = gradient.ToArray();
        penalty.AddQuadratic(point.Beta, strength, s);
        double t = 1;
        foreach (PenaltyBlock block in blocks)
        {
            t = block.IsSmooth ? t : Math.Max(t, block.DualNorm(PenaltyBlocks.Pick(s, block.Columns)) / strength);
        }

        bool exact = t == 1 && v == point.Slopes;
        double gap =
            exact ? 0
            : known is { } end ? (end.Miss / t) + ((1 - (1 / t)) * end.Excess)
            : problem.Datafit.DualMiss(point.Eta, point.Slopes, v, t);
        foreach (PenaltyBlock block in blocks)
        {
            double[] beta = PenaltyBlocks.Pick(point.Beta, block.Columns);
            double[] g = PenaltyBlocks.Pick(gradient, block.Columns);
            double[] q = new double[beta.Length];
            block.AddQuadratic(beta, strength, q);
            if (block.IsSmooth)
            {
                gap += Smooth(block, g, q, t, strength);
                continue;
            }

            gap += strength * block.NormPart(beta);
            double rest = (1 - (1 / t)) * (1 - (1 / t));
            for (int j = 0; j < beta.Length; j++)
            {
                gap += (beta[j] * (g[j] + q[j]) / t) + (0.5 * rest * beta[j] * q[j]);
            }
        }

        return gap;
    }

    /// <summary>What a ridge alone adds; columns without any penalty add nothing.</summary>
    private static double Smooth(PenaltyBlock block, double[] g, double[] q, double t, double strength)
    {
        double gap = 0;
        for (int j = 0; j < g.Length; j++)
        {
            double ridge = strength * (block.Ridge?[j] ?? 0);
            double residual = q[j] + (g[j] / t);
            gap += ridge > 0 ? 0.5 * residual * residual / ridge : 0;
        }

        return gap;
    }
}
