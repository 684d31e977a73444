using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Fits by the published descent: one alone under any stop rule, or one of a path with early stopping.</summary>
internal static class PublishedFit
{
    private const int CheckEvery = 3;
    private const string ByChange = " (certificate: largest change in the last iteration)";

    /// <summary>Solves a problem under any stop rule, with the certificate of its last iterate.</summary>
    public static GroupSparseSolution Solve(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseStop stop,
        Func<GroupSparseProbe, bool>? probe = null,
        CancellationToken cancellationToken = default
    )
    {
        var run = new GroupSparseRun(problem, stop, probe, cancellationToken);
        var descent = new PublishedDescent(problem, start);
        while (!run.Finished)
        {
            run.Step(descent, CheckEvery);
        }

        run.Certify(descent, thorough: true);
        bool byChange = stop.Rule == GroupSparseStopRule.LargestChange;
        return new GroupSparseSolution
        {
            Precisions = SymmetricMatrices.FromLower(descent.View().Omega, problem.Regions),
            DualBound = run.Bound.Dual,
            Gap = run.Bound.Gap,
            Convergence = new Convergence
            {
                Method = descent.Name + (byChange ? ByChange : " (certificate: duality gap)"),
                Iterations = run.Iterations,
                Objective = run.Bound.Objective,
                Certificate = byChange ? run.LargestChange : run.Bound.Gap,
                Tolerance = stop.Tolerance,
            },
        };
    }

    /// <summary>One fit of a path: ends at the largest change, or when the likelihood of watched samples falls.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">Where to start; null for the diagonal.</param>
    /// <param name="stop">The tolerance on the largest change, and the most sweeps.</param>
    /// <param name="watched">
    /// Covariances of samples that are not fitted, or null. The fit ends after the first sweep that lowers their
    /// log-likelihood under the value before it, and keeps that last iterate, as nilearn does.
    /// </param>
    /// <param name="cancellationToken">Cancels between sweeps.</param>
    public static (IReadOnlyList<Matrix> Precisions, Convergence Convergence) OfPath(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseStop stop,
        IReadOnlyList<SampleCovariance>? watched,
        CancellationToken cancellationToken
    )
    {
        var descent = new PublishedDescent(problem, start);
        WatchedLikelihood? likelihood = watched is null ? null : new WatchedLikelihood(watched, problem);
        likelihood?.Falls(descent);
        int sweeps = 0;
        bool stopped = false;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            descent.Iterate();
            sweeps++;
            stopped = likelihood?.Falls(descent) ?? false;
        } while (!stopped && descent.LargestChange >= stop.Tolerance && sweeps < stop.MaxIterations);

        double[][] omega = descent.View().Omega;
        double[][] factors = [.. omega.Select(m => new double[m.Length])];
        return (
            SymmetricMatrices.FromLower(omega, problem.Regions),
            new Convergence
            {
                Method = descent.Name + (stopped ? ", stopped early" : ByChange),
                Iterations = sweeps,
                Objective = new GroupSparseCertificate(problem).Objective(omega, factors),
                Certificate = descent.LargestChange,
                Tolerance = stop.Tolerance,
            }
        );
    }
}
