using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Which engine runs, and when one hands over to the other. The rule reads counts and sizes, never clocks.</summary>
internal static class GroupSparseEngines
{
    private const int DescentCheckEvery = 3;
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
        if (stop.HandOver.FirstSweeps == 0)
        {
            double[][] first = [.. (start ?? problem.DiagonalPrecisions()).Select(m => m.AsSpan().ToArray())];
            return RunAdmm(problem, first, stop, run, cancellationToken);
        }

        if (stop.HandOver.StartsWithNewton(problem, start, stop.Rule))
        {
            return RunNewton(problem, start![0], stop, run, cancellationToken);
        }

        IDescent descent = Descent(problem, start);
        if (RunDescent(problem, descent, stop, run))
        {
            return descent;
        }

        // Rounding can take an iterate out of the cone at penalties far below any use; ADMM then starts afresh.
        run.Certify(descent, thorough: false);
        double[][] omega = run.Bound.IsPositiveDefinite
            ? Full(descent.View().Omega, problem.Regions)
            : [.. (start ?? problem.DiagonalPrecisions()).Select(m => m.AsSpan().ToArray())];
        return stop.HandOver.TakesNewton(problem, stop.Rule)
            ? RunNewton(problem, SymmetricMatrices.FromLower(omega[0], problem.Regions), stop, run, cancellationToken)
            : RunAdmm(problem, omega, stop, run, cancellationToken);
    }

    /// <summary>The descent in the widest lanes that the subjects fill and the processor has.</summary>
    public static IDescent Descent(GroupSparseProblem problem, IReadOnlyList<Matrix>? start) =>
        (problem.Subjects, Vector512.IsHardwareAccelerated) switch
        {
            (1, true) => new SingleDescent<Vector512<double>, Lanes8>(problem, start),
            (1, false) => new SingleDescent<Lanes8Halves.Halves, Lanes8Halves>(problem, start),
            (<= 4, _) => new BlockedDescent<Vector256<double>, Lanes4>(problem, start),
            (_, true) => new BlockedDescent<Vector512<double>, Lanes8>(problem, start),
            (_, false) => new BlockedDescent<Lanes8Halves.Halves, Lanes8Halves>(problem, start),
        };

    /// <summary>Whether the run finished; if not, it is the other engine's turn.</summary>
    private static bool RunDescent(
        GroupSparseProblem problem,
        IDescent descent,
        GroupSparseStop stop,
        GroupSparseRun run
    )
    {
        var extrapolated = new ExtrapolatedDescent(descent, problem, run.Certificate);
        while (true)
        {
            bool certified = run.Step(descent, DescentCheckEvery);
            if (run.Finished)
            {
                return true;
            }

            if (certified && !run.Bound.IsPositiveDefinite)
            {
                return false;
            }

            bool boundary = extrapolated.AfterSweep(certified ? run.Bound.Objective : null);
            if (boundary && stop.HandOver.IsDue(problem, descent, extrapolated.Objectives, stop))
            {
                return false;
            }
        }
    }

    /// <summary>Projected Newton steps; ADMM goes on from where they get stuck.</summary>
    private static IGroupSparseEngine RunNewton(
        GroupSparseProblem problem,
        Matrix start,
        GroupSparseStop stop,
        GroupSparseRun run,
        CancellationToken cancellationToken
    )
    {
        var newton = new DualProjectedNewton(problem, start, stop.HandOver.MostNewtonSteps);
        while (!run.Finished)
        {
            if (newton.GivesUp)
            {
                return RunAdmm(problem, [newton.Inverse.ToArray()], stop, run, cancellationToken);
            }

            run.CertifyNext();
            run.Step(newton, checkEvery: 1);
        }

        return newton;
    }

    private static AcceleratedAdmm RunAdmm(
        GroupSparseProblem problem,
        double[][] omega,
        GroupSparseStop stop,
        GroupSparseRun run,
        CancellationToken cancellationToken
    )
    {
        var admm = new AcceleratedAdmm(problem, omega, Residuals(problem, omega), stop, cancellationToken);
        while (!run.Finished)
        {
            run.Step(admm, AdmmCheckEvery);
        }

        return admm;
    }

    private static double[][] Full(double[][] lower, int size)
    {
        foreach (double[] matrix in lower)
        {
            for (int j = 0; j < size; j++)
            {
                for (int i = j + 1; i < size; i++)
                {
                    matrix[(i * size) + j] = matrix[(j * size) + i];
                }
            }
        }

        return lower;
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
