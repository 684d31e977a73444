namespace Gyrus.Covariance.GroupSparse;

/// <summary>Which algorithm solves the group-sparse problem.</summary>
public enum GroupSparseSolverKind
{
    /// <summary>Component screening, blocked coordinate descent with extrapolation, and accelerated ADMM behind it.</summary>
    Certified,

    /// <summary>
    /// The descent as published, row after row from the first, nothing else: nilearn's order of updates and its iterates.
    /// Slower, and there for comparison; where it stops, the answer depends on the iterates.
    /// </summary>
    Published,
}
