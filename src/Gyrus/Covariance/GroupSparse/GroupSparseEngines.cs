using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Which engine runs, and when one hands over to the other. The rule reads counts and sizes, never clocks.</summary>
internal static class GroupSparseEngines
{
    private const int AdmmCheckEvery = 5;

    /// <summary>Runs the engines until the run is finished; returns the one that holds the answer.</summary>
    public static IGroupSparseEngine Run(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseStop stop,
        GroupSparseRun run,
        CancellationToken cancellationToken
    )
    {
        double[][] omega = [.. (start ?? problem.DiagonalPrecisions()).Select(m => m.AsSpan().ToArray())];
        var admm = new AcceleratedAdmm(problem, omega, Residuals(problem, omega), stop, cancellationToken);
        while (!run.Finished)
        {
            run.Step(admm, AdmmCheckEvery);
        }

        return admm;
    }

    /// <summary>Ω_k⁻¹ − S_k.</summary>
    private static double[][] Residuals(GroupSparseProblem problem, double[][] omega)
    {
        var residuals = new double[omega.Length][];
        for (int k = 0; k < omega.Length; k++)
        {
            double[] inverse = (double[])omega[k].Clone();
            if (LinearAlgebra.Current.Cholesky(inverse, problem.Regions) >= 0)
            {
                throw new NotPositiveDefiniteException(
                    $"The starting precision of subject {k} is not positive definite."
                );
            }

            LinearAlgebra.Current.CholeskyInverse(inverse, problem.Regions);
            TensorPrimitives.Subtract(inverse, problem.Covariance(k).AsSpan(), inverse);
            residuals[k] = inverse;
        }

        return residuals;
    }
}
