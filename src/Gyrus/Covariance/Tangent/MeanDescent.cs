using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Tangent;

/// <summary>Limited-memory quasi-Newton steps towards the geometric mean, in the coordinates of the moving frame.</summary>
/// <remarks>
/// The objective is strongly convex along geodesics (constant 1), and parallel transport is the identity in these
/// coordinates (<see cref="MeanFrame"/>), so the two-loop recursion is the Euclidean one.
/// Source: Yuan, Huang, Absil and Gallivan (2016), Procedia Computer Science 80:2147, doi:10.1016/j.procs.2016.05.534;
/// Nocedal and Wright (2006), Numerical Optimization, algorithm 7.4.
/// </remarks>
internal sealed class MeanDescent(MeanObjective objective, double leastNorm)
{
    private const int Memory = 12;
    private const int MostHalvings = 12;
    private readonly List<(Matrix Step, Matrix Change, double Curvature)> _pairs = [];

    /// <summary>Gets the steps taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>Steps until the gradient's norm is small enough, the steps run out, or rounding leaves no better point.</summary>
    public MeanPoint Run(MeanPoint start, int maxIterations, CancellationToken cancellationToken)
    {
        MeanPoint point = start;
        while (Norm(point.Gradient) > leastNorm && Iterations < maxIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Matrix step = Direction(point);
            if (Search(point, step) is not { } next)
            {
                break;
            }

            Iterations++;
            Remember(step, point.Gradient, next.Gradient);
            point = next;
        }

        return point;
    }

    private static double Norm(Matrix a) => TensorPrimitives.Norm(a.AsSpan());

    /// <summary>The first point on the geodesic, halving the step in place, that is low enough; null when rounding hides any descent.</summary>
    private MeanPoint? Search(MeanPoint from, Matrix step)
    {
        double slope = TensorPrimitives.Dot(from.Gradient.AsSpan(), step.AsSpan());
        for (int i = 0; i < MostHalvings; i++)
        {
            MeanPoint trial = objective.At(from.Frame.Move(step));

            // Near the mean the objective is flat to rounding, and only the gradient still shows progress.
            bool lower = trial.Objective <= from.Objective + (1e-4 * slope);
            if (lower || Norm(trial.Gradient) < 0.5 * Norm(from.Gradient))
            {
                return trial;
            }

            TensorPrimitives.Multiply(step.AsSpan(), 0.5, step.Values);
            slope *= 0.5;
        }

        return null;
    }

    private Matrix Direction(MeanPoint point)
    {
        Matrix d = point.Gradient.Copy();
        double[] weights = new double[_pairs.Count];
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            weights[i] = TensorPrimitives.Dot(_pairs[i].Step.AsSpan(), d.AsSpan()) / _pairs[i].Curvature;
            TensorPrimitives.MultiplyAdd(_pairs[i].Change.AsSpan(), -weights[i], d.AsSpan(), d.Values);
        }

        // Without memory: the step that is best for a Hessian between 1 and the bound.
        double scale =
            _pairs.Count == 0
                ? 2 / (1 + point.Curvature)
                : _pairs[^1].Curvature / TensorPrimitives.SumOfSquares(_pairs[^1].Change.AsSpan());
        TensorPrimitives.Multiply(d.AsSpan(), scale, d.Values);
        for (int i = 0; i < _pairs.Count; i++)
        {
            double weight =
                weights[i] - (TensorPrimitives.Dot(_pairs[i].Change.AsSpan(), d.AsSpan()) / _pairs[i].Curvature);
            TensorPrimitives.MultiplyAdd(_pairs[i].Step.AsSpan(), weight, d.AsSpan(), d.Values);
        }

        TensorPrimitives.Negate(d.AsSpan(), d.Values);
        return d;
    }

    private void Remember(Matrix step, Matrix before, Matrix after)
    {
        Matrix change = after.Copy();
        TensorPrimitives.Subtract(after.AsSpan(), before.AsSpan(), change.Values);
        double curvature = TensorPrimitives.Dot(step.AsSpan(), change.AsSpan());
        if (curvature > 0)
        {
            _pairs.Add((step, change, curvature));
        }

        if (_pairs.Count > Memory)
        {
            _pairs.RemoveAt(0);
        }
    }
}
