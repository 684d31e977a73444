namespace Gyrus.Covariance.GroupSparse;

/// <summary>When the descent gives way to ADMM: counts and shares, so that the answer does not depend on the machine's speed.</summary>
internal sealed record GroupSparseHandOver
{
    /// <summary>Gets the share of α_max below which ADMM starts at once.</summary>
    public double AtOnceBelow { get; init; } = 0.03;

    /// <summary>Gets the most sweeps of the descent.</summary>
    public int MostSweeps { get; init; } = 100;

    public bool AtOnce(GroupSparseProblem problem) => problem.Alpha < AtOnceBelow * problem.AlphaMax;

    public bool After(GroupSparseProblem problem, IDescent descent, int sweeps) =>
        sweeps >= MostSweeps
        || (descent.EdgeShare > 0.8 && problem.Regions >= 100 && problem.Subjects >= 8)
        || (descent.EdgeShare > 0.5 && problem.Regions >= 200 && problem.Subjects >= 20);
}
