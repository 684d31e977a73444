namespace Gyrus.Optimization;

/// <summary>The strength from which on every block with a norm is zero.</summary>
internal static class NullStrength
{
    /// <summary>
    /// The largest dual norm of the gradient once the free columns are fitted (columns with a ridge alone count as zero). Without
    /// blocks that have a norm, the largest |g_j|/r_j times 1000, where a ridge has shrunk everything to about a thousandth.
    /// </summary>
    public static double Of(LinearProblem problem, ILinearSolver solver, CancellationToken cancellationToken)
    {
        PenaltyBlock[] blocks = problem.Penalty.Blocks;
        if (!problem.Penalty.IsSparse)
        {
            return OfRidge(blocks[0], solver.Point);
        }

        bool free = blocks[0].IsSmooth && (blocks[0].Ridge is not { } some || Array.Exists(some, static x => x == 0));
        if (free)
        {
            // No gradient on the way from the null model to the fit of the free columns is far above those of the null model.
            double huge = 1e6 * Largest(blocks, solver.Point);
            if (huge > 0)
            {
                solver.Solve(huge, huge, cancellationToken);
                solver.Point.Refresh();
            }
        }

        return Largest(blocks, solver.Point);
    }

    private static double Largest(PenaltyBlock[] blocks, LinearPoint point) =>
        blocks.Where(static b => !b.IsSmooth).Max(b => b.DualNorm(PenaltyBlocks.Pick(point.Gradient, b.Columns)));

    private static double OfRidge(PenaltyBlock block, LinearPoint point)
    {
        double largest = 0;
        for (int j = 0; block.Ridge is not null && j < block.Size; j++)
        {
            double r = block.Ridge[j];
            largest = Math.Max(largest, r > 0 ? Math.Abs(point.Gradient[block.Columns[j]]) / r : 0);
        }

        return largest > 0 ? 1000 * largest : 1;
    }
}
