using System.Numerics.Tensors;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>
/// Where to start a Gaussian model whose link keeps the mean positive. The constant model is a poor start for responses with a mean near zero or below: its best mean is
/// the end of the range, where every slope vanishes. This is the Poisson fit of the positive parts of the responses, which is convex, with little ridge.
/// </summary>
internal static class PositivePartStart
{
    /// <summary>A ridge of this share of the curvature along the gradient: enough to keep the start finite.</summary>
    private const double Share = 0.01;

    /// <summary>From this share of the size of the responses on the constant model is as good a start.</summary>
    private const double FarFromNone = 0.5;

    /// <summary>A start beside the constant model; null for other models and where nothing is positive.</summary>
    public static (double[] Beta, double Intercept)? Of(
        GlmTask task,
        ObservationModel observation,
        CancellationToken cancellationToken
    )
    {
        if (!GlmTask.MayBeNil(observation) || task.Mean > FarFromNone * task.Size)
        {
            return null;
        }

        double[] response = task.Response();
        double[] positive = Array.ConvertAll(response, static y => Math.Max(y, 0));
        double mean = TensorPrimitives.Dot<double>(positive, task.Weights);
        if (mean <= 0)
        {
            return null;
        }

        int columns = task.Data.Design.Columns;
        var problem = new LinearProblem
        {
            Design = task.Data.Design.Store,
            Datafit = LossFactory.Create(
                observation with
                {
                    Family = Family.Poisson,
                    Link = observation.EffectiveLink,
                },
                positive,
                task.Weights
            ),
            Penalty = PenaltyBlocks.Of(new Ridge().On(task.Data.Design.Blocks), columns),
            Offset = task.Offset,
            StartIntercepts = [LinkFunction.Predictor(observation.EffectiveLink, mean)],
        };
        var solver = new ProximalNewton(problem, new SolverOptions(1e-6, 30));
        double strength = Share * Curvature(task, solver.Point) * mean;
        if (!(strength > 0))
        {
            return null;
        }

        solver.Solve(strength, strength, cancellationToken);
        return Steepened(task, solver.Point, response);
    }

    /// <summary>The mean square of the predictor along the gradient, per unit of the coefficients.</summary>
    private static double Curvature(GlmTask task, LinearPoint point)
    {
        double[] eta = new double[task.Weights.Length];
        task.Data.Design.Store.AddProduct(point.Gradient, eta);
        double centre = TensorPrimitives.Dot<double>(task.Weights, eta);
        double square = 0;
        for (int i = 0; i < eta.Length; i++)
        {
            square += task.Weights[i] * (eta[i] - centre) * (eta[i] - centre);
        }

        return square / TensorPrimitives.SumOfSquares<double>(point.Gradient);
    }

    /// <summary>The steeper the predictor, the more it sees of the positive responses alone: until there is a best positive mean of its shape.</summary>
    private static (double[] Beta, double Intercept)? Steepened(GlmTask task, LinearPoint point, double[] response)
    {
        const double Steepest = 16;
        double[] shape = new double[response.Length];
        double[] beta = new double[point.Beta.Length];
        for (double scale = 1; scale <= Steepest; scale *= 2)
        {
            TensorPrimitives.Multiply(point.Beta, scale, beta);
            shape.AsSpan().Clear();
            task.Offset?.CopyTo(shape, 0);
            task.Data.Design.Store.AddProduct(beta, shape);
            double largest = double.NegativeInfinity;
            for (int i = 0; i < shape.Length; i++)
            {
                largest = task.Weights[i] > 0 ? Math.Max(largest, shape[i]) : largest;
            }

            (double gain, double square) = (0, 0);
            for (int i = 0; i < shape.Length; i++)
            {
                double e = task.Weights[i] > 0 ? Math.Exp(shape[i] - largest) : 0;
                gain += task.Weights[i] * e * response[i];
                square += task.Weights[i] * e * e;
            }

            if (gain > 0)
            {
                return (beta, Math.Log(gain / square) - largest);
            }
        }

        return null;
    }
}
