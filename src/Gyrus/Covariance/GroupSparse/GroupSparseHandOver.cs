namespace Gyrus.Covariance.GroupSparse;

/// <summary>When the descent gives way to ADMM: counts, shares and objectives, so that the answer does not depend on the machine's speed.</summary>
/// <remarks>
/// ADMM needs 20 to 80 iterations whatever the problem, each worth two to three sweeps. The descent needs 3 to 60 sweeps on most
/// problems and hundreds on singular covariances at small penalties: there the objective tells early, by falling slowly.
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

    /// <summary>Whether to hand over at a boundary of the extrapolation.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="descent">The descent, for the share of edges.</param>
    /// <param name="objectives">The objectives at the boundaries so far.</param>
    /// <param name="tolerance">The gap to be reached.</param>
    public bool IsDue(GroupSparseProblem problem, IDescent descent, IReadOnlyList<double> objectives, double tolerance)
    {
        int sweeps = objectives.Count * ExtrapolatedDescent.Window;
        return sweeps >= MostSweeps
            || (descent.EdgeShare > DenseShare && problem.Regions >= 200 && problem.Subjects >= 20)
            || (sweeps >= FirstSweeps && ExpectedSweeps(objectives, tolerance) > MostExpectedSweeps);
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
