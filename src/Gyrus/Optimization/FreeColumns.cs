using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>What the columns without any penalty leave to gain.</summary>
internal static class FreeColumns
{
    // An η beyond this is a rate or an odds of 3e-4.
    private const double Far = 8;

    /// <summary>Free columns are aliased where the correlations of their curvature have an eigenvalue up to this part of the largest.</summary>
    public const double RankTolerance = 1e-12;

    /// <summary>
    /// The duality gap at a point. A dual point must be at right angles to the columns without any penalty, which the slopes u are at the optimum alone: they are moved along the
    /// curvature, v = u + h∘(X_f a + a₀), until X_fᵀv = 0 and the intercepts' sums are 0. Costs a curvature of those columns and one Xᵀv.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The point, whose last move is forgotten.</param>
    /// <param name="strength">The strength.</param>
    /// <param name="dual">Where v goes, one number per sample, or null.</param>
    public static double Certificate(LinearProblem problem, LinearPoint point, double strength, double[]? dual = null)
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        if (!HasFree(smooth))
        {
            return DualityGap.At(problem, point, strength);
        }

        var model = new QuadraticModel(problem, point, [smooth], new double[point.Eta.Length]);
        PseudoInverse inverse = model.InverseOf(0, strength);
        double[] r = Residual(smooth, SmoothObjective.Gradient(problem, point, strength));
        if (RunsAway(problem, point, strength, model, inverse))
        {
            // There is no optimum to be near: what a step still gains ends the fit, which is never said to have converged.
            return DualityGap.At(problem, point, strength) + (0.5 * inverse.Form(r));
        }

        double[] v = dual ?? new double[point.Eta.Length];
        point.Slopes.CopyTo(v, 0);
        model.AddSlopes(MoveOf(problem, point, model, inverse, r), v);
        return GapOf(problem, point, strength, v, inverse);
    }

    /// <summary>The gap with any v as the dual point, which is moved in the same way.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The point, whose last move is forgotten.</param>
    /// <param name="strength">The strength.</param>
    /// <param name="v">v, of sum zero in each segment.</param>
    /// <param name="near">A problem with the same design and penalty whose curvature at the point is used.</param>
    public static double Certificate(
        LinearProblem problem,
        LinearPoint point,
        double strength,
        double[] v,
        LinearProblem near
    )
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        if (!HasFree(smooth))
        {
            return GapOf(problem, point, strength, v, null);
        }

        double[] gradient = new double[problem.Design.Columns];
        problem.Design.TransposeProduct(v, gradient);
        var model = new QuadraticModel(near, point, [smooth], new double[point.Eta.Length]);
        PseudoInverse inverse = model.InverseOf(0, strength);
        model.AddSlopes(MoveOf(near, point, model, inverse, Residual(smooth, gradient)), v);
        return GapOf(problem, point, strength, v, inverse);
    }

    private static double GapOf(
        LinearProblem problem,
        LinearPoint point,
        double strength,
        double[] v,
        PseudoInverse? inverse
    )
    {
        double[] gradient = new double[problem.Design.Columns];
        problem.Design.TransposeProduct(v, gradient);
        double gap = DualityGap.At(problem, point, v, gradient, strength);

        // Rounding, or a direction without curvature, which no move can reach.
        return inverse is null ? gap : gap + inverse.Apart(Residual(problem.Penalty.Blocks[0], gradient));
    }

    /// <summary>Whether some columns have no penalty at all.</summary>
    public static bool HasFree(PenaltyBlock smooth) =>
        smooth.IsSmooth && !(smooth.Ridge is { } ridge && !Array.Exists(ridge, static r => r == 0));

    /// <summary>The part of a gradient that must be zero: that of the columns without a penalty.</summary>
    public static double[] Residual(PenaltyBlock smooth, double[] gradient)
    {
        double[] r = PenaltyBlocks.Pick(gradient, smooth.Columns);
        for (int j = 0; j < r.Length; j++)
        {
            r[j] = smooth.Ridge?[j] > 0 ? 0 : r[j];
        }

        return r;
    }

    /// <summary>X_f a + a₀ of the Newton step a = −B⁺r of the smooth block, with the intercepts at their best, in the scratch of the point.</summary>
    private static double[] MoveOf(
        LinearProblem problem,
        LinearPoint point,
        QuadraticModel model,
        PseudoInverse inverse,
        double[] r
    )
    {
        double[] d = new double[model.Size];
        inverse.Solve(r, d);
        TensorPrimitives.Negate(d, d);
        double[] direction = new double[point.Beta.Length];
        for (int j = 0; j < d.Length; j++)
        {
            direction[model.Columns[j]] = d[j];
        }

        double[] move = point.Scratch;
        Array.Clear(move);
        problem.Design.AddProduct(direction, move);
        LinearPoint.AddToSegments(move, model.InterceptsOf(d));
        return move;
    }

    /// <summary>What the curvature at a point says of the free columns.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The point, whose last move is forgotten.</param>
    /// <param name="strength">The strength.</param>
    public static FreeColumnsEnd EndAt(LinearProblem problem, LinearPoint point, double strength)
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        if (!HasFree(smooth))
        {
            return default;
        }

        var model = new QuadraticModel(problem, point, [smooth], new double[point.Eta.Length]);
        PseudoInverse step = model.InverseOf(0, strength);
        return new FreeColumnsEnd(step.Rank, step.IsSingular, RunsAway(problem, point, strength, model, step));
    }

    /// <summary>Whether the coefficients of the free columns run off to infinity.</summary>
    /// <inheritdoc cref="EndAt"/>
    public static bool RunsAway(LinearProblem problem, LinearPoint point, double strength) =>
        Array.Exists(point.Eta, static e => Math.Abs(e) > Far) && EndAt(problem, point, strength).RunsAway;

    /// <summary>
    /// Whether the coefficients run off to infinity, as those of separable labels do: a Newton step still moves an η that is far out by much,
    /// although it gains next to nothing, or the loss is flat everywhere. At a finite optimum the step vanishes.
    /// </summary>
    private static bool RunsAway(
        LinearProblem problem,
        LinearPoint point,
        double strength,
        QuadraticModel model,
        PseudoInverse step
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

        double[] gradient = SmoothObjective.Gradient(problem, point, strength);
        double[] move = MoveOf(problem, point, model, step, PenaltyBlocks.Pick(gradient, model.Columns.ToArray()));
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
