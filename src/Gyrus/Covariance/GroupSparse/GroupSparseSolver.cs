using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The certified solver: closed forms, exact screening, then the engines on each component.</summary>
internal static partial class GroupSparseSolver
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
}
