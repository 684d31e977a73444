namespace Gyrus.Optimization;

/// <summary>What the columns without any penalty leave to gain.</summary>
internal static class FreeColumns
{
    /// <summary>½rᵀH⁻¹r with the curvature at the point, r the gradient of the free columns; 0 where there is none.</summary>
    public static double Decrement(LinearProblem problem, LinearPoint point, double strength, double residual)
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        if (residual == 0 || !smooth.IsSmooth)
        {
            return 0;
        }

        double[] square = new QuadraticModel(problem, point, [smooth]).Square(0);
        smooth.AddQuadratic(strength, square);
        double[] r = PenaltyBlocks.Pick(SmoothObjective.Gradient(problem, point, strength), smooth.Columns);
        for (int j = 0; j < r.Length; j++)
        {
            r[j] = smooth.Ridge?[j] > 0 ? 0 : r[j];
        }

        return 0.5 * new SmoothStep(square, smooth.Size).Decrement(r);
    }

    /// <summary>The rank of the curvature on the columns that share the smooth block.</summary>
    public static int Rank(LinearProblem problem, LinearPoint point)
    {
        PenaltyBlock smooth = problem.Penalty.Blocks[0];
        return smooth.IsSmooth
            ? new SmoothStep(new QuadraticModel(problem, point, [smooth]).Square(0), smooth.Size).Rank
            : 0;
    }
}
