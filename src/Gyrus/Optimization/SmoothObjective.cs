using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>The differentiable part of the objective: the loss and the quadratic part of the penalty.</summary>
internal static class SmoothObjective
{
    /// <summary>loss + ½λβᵀ(R + D)β.</summary>
    public static double Value(LinearProblem problem, LinearPoint point, double strength)
    {
        double[] q = new double[point.Beta.Length];
        problem.Penalty.AddQuadratic(point.Beta, strength, q);
        return point.Loss + (0.5 * TensorPrimitives.Dot<double>(point.Beta, q));
    }

    /// <summary>∇loss + λ(R + D)β.</summary>
    public static double[] Gradient(LinearProblem problem, LinearPoint point, double strength)
    {
        double[] g = (double[])point.Gradient.Clone();
        problem.Penalty.AddQuadratic(point.Beta, strength, g);
        return g;
    }
}
