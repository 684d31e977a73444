namespace Gyrus.Covariance.GroupSparse;

/// <summary>When a solver ends, and how carefully it looks at itself on the way.</summary>
internal sealed record GroupSparseStop
{
    public GroupSparseStopRule Rule { get; init; } = GroupSparseStopRule.CertifiedGap;

    /// <summary>Gets the certified gap (absolute), or the largest change, at which to stop.</summary>
    public double Tolerance { get; init; } = 1e-6;

    public int MaxIterations { get; init; } = 5000;

    /// <summary>Gets a value indicating whether symmetry and positive definiteness are checked after every iteration.</summary>
    public bool CheckIterates { get; init; }

    /// <summary>Gets the most threads of the parts that can use several; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Gets when the descent gives way to ADMM.</summary>
    public GroupSparseHandOver HandOver { get; init; } = new();
}
