using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>When the descent gives way to ADMM: counts, shares and objectives, so that the answer does not depend on the machine's speed.</summary>
/// <remarks>
/// ADMM needs 20 to 80 iterations whatever the problem, each worth two to three sweeps. The descent needs 3 to 60 sweeps on most
/// problems and hundreds on singular covariances at small penalties: there the objective tells early, by falling slowly.
/// One subject with a gap to reach goes from the descent to Newton steps instead, and begins with them when its start is dense.
/// </remarks>
internal sealed record GroupSparseHandOver
{
    /// <summary>Gets the sweeps before the descent is judged; 0 starts with ADMM.</summary>
    public int FirstSweeps { get; init; } = 24;

    /// <summary>Gets the most sweeps that the descent may be expected to need still.</summary>
    public double MostExpectedSweeps { get; init; } = 120;

    /// <summary>Gets the most sweeps that it gets.</summary>
    public int MostSweeps { get; init; } = 200;

    /// <summary>Gets the share of edges from which a large problem of many subjects is ADMM's: a sweep then reads every inverse once per row.</summary>
    public double DenseShare { get; init; } = 0.5;

    /// <summary>Gets the most sweeps that the descent of one subject may be expected to need still, when Newton steps follow.</summary>
    public double MostExpectedSweepsOfOne { get; init; } = 40;

    /// <summary>Gets the share of edges of a start from which one subject begins with Newton steps; above 1, none are taken at all.</summary>
    public double NewtonShare { get; init; } = 0.1;

    /// <summary>Gets the most Newton steps before ADMM takes their place; they need 3 to 15.</summary>
    public int MostNewtonSteps { get; init; } = 30;

    /// <summary>Whether Newton steps follow the descent: one subject, and a gap to reach.</summary>
    public bool TakesNewton(GroupSparseProblem problem, GroupSparseStopRule rule) =>
        problem.Subjects == 1 && NewtonShare <= 1 && rule == GroupSparseStopRule.CertifiedGap;

    /// <summary>Whether Newton steps come first: the start has so many edges that most dual variables sit at their bounds.</summary>
    public bool StartsWithNewton(GroupSparseProblem problem, IReadOnlyList<Matrix>? start, GroupSparseStopRule rule)
    {
        if (start is null || !TakesNewton(problem, rule))
        {
            return false;
        }

        long filled = (long)start[0].AsSpan().Length - start[0].AsSpan().Count(0.0);
        long p = problem.Regions;
        return filled - p > NewtonShare * p * (p - 1);
    }

    /// <summary>Whether to hand over at a boundary of the extrapolation.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="descent">The descent, for the share of edges.</param>
    /// <param name="objectives">The objectives at the boundaries so far.</param>
    /// <param name="stop">The gap to be reached, and whether it is a gap.</param>
    public bool IsDue(
        GroupSparseProblem problem,
        IDescent descent,
        IReadOnlyList<double> objectives,
        GroupSparseStop stop
    )
    {
        int sweeps = objectives.Count * ExtrapolatedDescent.Window;
        double most = TakesNewton(problem, stop.Rule) ? MostExpectedSweepsOfOne : MostExpectedSweeps;
        return sweeps >= MostSweeps
            || (descent.EdgeShare > DenseShare && problem.Regions >= 200 && problem.Subjects >= 20)
            || (sweeps >= FirstSweeps && ExpectedSweeps(objectives, stop.Tolerance) > most);
    }

    /// <summary>The sweeps to go if the objective goes on falling by the factor of the last two windows.</summary>
    private static double ExpectedSweeps(IReadOnlyList<double> objectives, double tolerance)
    {
        if (objectives.Count < 3)
        {
            return 0;
        }

        double before = objectives[^3] - objectives[^2];
        double last = objectives[^2] - objectives[^1];
        double factor = before / last;
        double error = last / (factor - 1);
        return last <= 0 || error <= tolerance ? 0
            : factor <= 1 ? double.PositiveInfinity
            : ExtrapolatedDescent.Window * Math.Log(error / tolerance) / Math.Log(factor);
    }
}
