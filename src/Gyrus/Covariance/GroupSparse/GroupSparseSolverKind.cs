namespace Gyrus.Covariance.GroupSparse;

/// <summary>Which algorithm solves the group-sparse problem.</summary>
public enum GroupSparseSolverKind
{
    /// <summary>Component screening, blocked coordinate descent with extrapolation, and accelerated ADMM behind it.</summary>
    Certified,
}
