namespace Gyrus.Covariance.GroupSparse;

/// <summary>What ends a group-sparse fit, besides the number of iterations and the probe.</summary>
public enum GroupSparseStopRule
{
    /// <summary>The certified duality gap is at most the tolerance: the objective is that close to the optimum.</summary>
    CertifiedGap,

    /// <summary>No entry of a precision changed by the tolerance or more in the last iteration. Bounds nothing; nilearn's rule.</summary>
    LargestChange,

    /// <summary>All iterations are used; the tolerance only says whether the gap reached counts as converged.</summary>
    Iterations,
}
