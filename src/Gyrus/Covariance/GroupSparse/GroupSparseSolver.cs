using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The certified solver: closed forms, exact screening, then the engines on each component.</summary>
internal static class GroupSparseSolver
{
    /// <summary>Solves a problem; running out of iterations is a result, not an exception.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">Symmetric positive definite matrices to start from; null for diag(1/S_ii).</param>
    /// <param name="stop">When to end.</param>
    /// <param name="probe">Called after every iteration; true ends the fit. With a probe the problem is not split.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    /// <exception cref="NotPositiveDefiniteException">α is 0 and a covariance is singular: there is no optimum.</exception>
    public static GroupSparseSolution Solve(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseStop stop,
        Func<GroupSparseProbe, bool>? probe = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (problem.Alpha == 0)
        {
            return Unpenalised(problem, stop);
        }

        if (probe is not null || stop.Rule != GroupSparseStopRule.CertifiedGap)
        {
            return SolveWhole(problem, start, stop, probe, cancellationToken);
        }

        IReadOnlyList<int[]> components = GroupSparseComponents.Of(problem);
        return components.Count == 1
            ? SolveWhole(problem, start, stop, probe: null, cancellationToken)
            : SolveParts(problem, start, stop, components, cancellationToken);
    }

    private static GroupSparseSolution SolveWhole(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseStop stop,
        Func<GroupSparseProbe, bool>? probe,
        CancellationToken cancellationToken
    )
    {
        var run = new GroupSparseRun(problem, stop, probe, cancellationToken);
        IGroupSparseEngine engine = GroupSparseEngines.Run(problem, start, stop, run, cancellationToken);
        run.Certify(engine, thorough: run.Bound.Gap > stop.Tolerance);
        double[][] omega = engine.View().Omega;
        GroupSparseBound bound = run.Bound;
        if (!bound.IsPositiveDefinite)
        {
            omega = TowardsDiagonal(problem, omega);
            bound = run.Certificate.Evaluate(omega, engine.View().Residuals, thorough: true);
        }

        bool byChange = stop.Rule == GroupSparseStopRule.LargestChange;
        return new GroupSparseSolution
        {
            Precisions = SymmetricMatrices.FromLower(omega, problem.Regions),
            DualBound = bound.Dual,
            Gap = bound.Gap,
            Convergence = new Convergence
            {
                Method = byChange
                    ? $"{engine.Name} (certificate: largest change in the last iteration)"
                    : $"{engine.Name} (certificate: duality gap)",
                Iterations = run.Iterations,
                Objective = bound.Objective,
                Certificate = byChange ? run.LargestChange : bound.Gap,
                Tolerance = stop.Tolerance,
            },
        };
    }

    /// <summary>Each component to its share of the tolerance: the gaps add up to the gap of the whole.</summary>
    private static GroupSparseSolution SolveParts(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseStop stop,
        IReadOnlyList<int[]> components,
        CancellationToken cancellationToken
    )
    {
        Matrix[] precisions = problem.DiagonalPrecisions();
        int connected = components.Sum(c => c.Length > 1 ? c.Length : 0);
        (double objective, double dual, int iterations, string method) = (0, 0, 0, "closed form");
        foreach (int[] part in components)
        {
            if (part.Length == 1)
            {
                double value = SingleRegion(problem, part[0]);
                (objective, dual) = (objective + value, dual + value);
                continue;
            }

            GroupSparseSolution solution = SolveWhole(
                problem.Select(part),
                start?.Select(m => m.Select(part, part)).ToArray(),
                stop with
                {
                    Tolerance = stop.Tolerance * part.Length / connected,
                },
                probe: null,
                cancellationToken
            );
            Place(solution.Precisions, part, precisions);
            objective += solution.Convergence.Objective;
            dual += solution.DualBound;
            method = solution.Convergence.Iterations >= iterations ? solution.Convergence.Method : method;
            iterations = Math.Max(iterations, solution.Convergence.Iterations);
        }

        return Summarise(precisions, method, iterations, (objective, dual), stop);
    }

    private static void Place(IReadOnlyList<Matrix> parts, int[] regions, Matrix[] precisions)
    {
        for (int k = 0; k < parts.Count; k++)
        {
            for (int j = 0; j < regions.Length; j++)
            {
                for (int i = 0; i < regions.Length; i++)
                {
                    precisions[k][regions[i], regions[j]] = parts[k][i, j];
                }
            }
        }
    }

    /// <summary>The optimum of one region alone, Σ w_k(1 + log S_k,ii).</summary>
    private static double SingleRegion(GroupSparseProblem problem, int region)
    {
        double value = 0;
        for (int k = 0; k < problem.Subjects; k++)
        {
            value += problem.Weights[k] * (1 + Math.Log(problem.Covariance(k)[region, region]));
        }

        return value;
    }

    /// <summary>α = 0: Ω_k = S_k⁻¹.</summary>
    private static GroupSparseSolution Unpenalised(GroupSparseProblem problem, GroupSparseStop stop)
    {
        int p = problem.Regions;
        var precisions = new Matrix[problem.Subjects];
        for (int k = 0; k < precisions.Length; k++)
        {
            Matrix inverse = problem.Covariance(k).Copy();
            int pivot = LinearAlgebra.Current.Cholesky(inverse.Values, p);
            if (pivot >= 0 || IsSingular(inverse, problem.Covariance(k)))
            {
                throw new NotPositiveDefiniteException(
                    Invariant(
                        $"With Alpha = 0 the optimum is the inverse of the sample covariance, but that of subject {k} is singular. Choose Alpha > 0; the data of this subject cannot support an unpenalised fit."
                    )
                );
            }

            LinearAlgebra.Current.CholeskyInverse(inverse.Values, p);
            precisions[k] = inverse;
        }

        GroupSparseBound bound = GroupSparseCertificate.Of(problem, precisions);
        return Summarise(precisions, "closed form", 0, (bound.Objective, bound.Dual), stop);
    }

    /// <summary>A pivot far below the variance it came from is rounding, not information.</summary>
    private static bool IsSingular(Matrix factor, Matrix covariance)
    {
        for (int j = 0; j < factor.Columns; j++)
        {
            if (factor[j, j] * factor[j, j] < 1e-13 * factor.Columns * covariance[j, j])
            {
                return true;
            }
        }

        return false;
    }

    private static GroupSparseSolution Summarise(
        Matrix[] precisions,
        string method,
        int iterations,
        (double Objective, double Dual) value,
        GroupSparseStop stop
    )
    {
        double gap = Math.Max(0, value.Objective - value.Dual);
        return new GroupSparseSolution
        {
            Precisions = precisions,
            DualBound = value.Dual,
            Gap = gap,
            Convergence = new Convergence
            {
                Method = method,
                Iterations = iterations,
                Objective = value.Objective,
                Certificate = gap,
                Tolerance = stop.Tolerance,
            },
        };
    }

    /// <summary>An unfinished iterate with its edges halved until it is positive definite.</summary>
    private static double[][] TowardsDiagonal(GroupSparseProblem problem, double[][] omega)
    {
        int p = problem.Regions;
        double[] factor = new double[p * p];
        double[][] result = [.. omega.Select(a => (double[])a.Clone())];
        for (int k = 0; k < result.Length; k++)
        {
            double[] matrix = result[k];
            for (int j = 0; j < p; j++)
            {
                double diagonal = matrix[(j * p) + j];
                matrix[(j * p) + j] = diagonal > 0 ? diagonal : 1 / problem.Covariance(k)[j, j];
            }

            for (matrix.CopyTo(factor, 0); LinearAlgebra.Current.Cholesky(factor, p) >= 0; matrix.CopyTo(factor, 0))
            {
                for (int at = 0; at < matrix.Length; at++)
                {
                    matrix[at] = at % (p + 1) == 0 ? matrix[at] : 0.5 * matrix[at];
                }
            }
        }

        return result;
    }
}
