namespace Gyrus.Optimization;

/// <summary>What the columns without any penalty leave to gain.</summary>
internal static class FreeColumns
{
    // An η beyond this is a rate or an odds of 3e-4.
    private const double Far = 8;

    /// <summary>The duality gap at a point, and what free columns leave to gain beside it.</summary>
    public static double Certificate(LinearProblem problem, LinearPoint point, double strength)
    {
        DualityGap gap = DualityGap.At(problem, point, strength);
        return gap.Gap + Decrement(problem, point, strength, gap.FreeResidual);
    }

    /// <summary>½rᵀH⁻¹r with the curvature at the point, r the gradient of the free columns; 0 where there is none.</summary>
    private static double Decrement(LinearProblem problem, LinearPoint point, double strength, double residual)
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        if (residual == 0 || !smooth.IsSmooth)
        {
            return 0;
        }

        double[] square = new QuadraticModel(problem, point, [smooth], new double[point.Eta.Length]).Square(0);
        smooth.AddQuadratic(strength, square);
        double[] r = PenaltyBlocks.Pick(SmoothObjective.Gradient(problem, point, strength), smooth.Columns);
        for (int j = 0; j < r.Length; j++)
        {
            r[j] = smooth.Ridge?[j] > 0 ? 0 : r[j];
        }

        return 0.5 * new SmoothStep(square, smooth.Size).Decrement(r);
    }

    /// <summary>What the curvature at a point says of the free columns.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The point, whose last move is forgotten.</param>
    /// <param name="strength">The strength.</param>
    /// <param name="scratch">One number per sample to compute with, or null.</param>
    public static FreeColumnsEnd EndAt(
        LinearProblem problem,
        LinearPoint point,
        double strength,
        double[]? scratch = null
    )
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        if (!smooth.IsSmooth || (smooth.Ridge is { } ridge && !Array.Exists(ridge, static r => r == 0)))
        {
            return default;
        }

        var model = new QuadraticModel(problem, point, [smooth], scratch ?? new double[point.Eta.Length]);
        double[] square = model.Square(0);
        smooth.AddQuadratic(strength, square);
        var step = new SmoothStep(square, smooth.Size);
        return new FreeColumnsEnd(step.Rank, step.IsSingular, RunsAway(problem, point, strength, model, step));
    }

    /// <summary>Whether the coefficients of the free columns run off to infinity.</summary>
    /// <inheritdoc cref="EndAt"/>
    public static bool RunsAway(LinearProblem problem, LinearPoint point, double strength, double[]? scratch) =>
        Array.Exists(point.Eta, static e => Math.Abs(e) > Far) && EndAt(problem, point, strength, scratch).RunsAway;

    /// <summary>
    /// Whether the coefficients run off to infinity, as those of separable labels do: a Newton step still moves an η that is far out by much,
    /// although it gains next to nothing, or the loss is flat everywhere. At a finite optimum the step vanishes.
    /// </summary>
    private static bool RunsAway(
        LinearProblem problem,
        LinearPoint point,
        double strength,
        QuadraticModel model,
        SmoothStep step
    )
    {
        const double Much = 0.25;
        if (!Array.Exists(point.Eta, static e => Math.Abs(e) > Far))
        {
            return false;
        }

        if (!model.Curvatures.ContainsAnyExcept(0))
        {
            return true;
        }

        double[] d = new double[model.Size];
        step.Solve(PenaltyBlocks.Pick(SmoothObjective.Gradient(problem, point, strength), model.Columns.ToArray()), d);
        double[] direction = new double[point.Beta.Length];
        for (int j = 0; j < d.Length; j++)
        {
            direction[model.Columns[j]] = d[j];
        }

        double[] move = point.Scratch;
        Array.Clear(move);
        problem.Design.AddProduct(direction, move);
        LinearPoint.AddToSegments(move, model.InterceptsOf(d));
        for (int i = 0; i < move.Length; i++)
        {
            if (point.Slopes[i] != 0 && Math.Abs(point.Eta[i]) > Far && Math.Abs(move[i]) > Much)
            {
                return true;
            }
        }

        return false;
    }
}
