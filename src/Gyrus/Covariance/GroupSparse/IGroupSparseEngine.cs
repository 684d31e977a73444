namespace Gyrus.Covariance.GroupSparse;

/// <summary>An iteration on the precisions, as the run that watches it sees it.</summary>
internal interface IGroupSparseEngine
{
    string Name { get; }

    /// <summary>Gets the largest change of an entry of a precision in the last iteration.</summary>
    double LargestChange { get; }

    /// <summary>Gets a value indicating whether every iterate is positive definite, not only the limit.</summary>
    bool StaysPositiveDefinite { get; }

    void Iterate();

    /// <summary>The iterate and candidates for Ω⁻¹ − S, one matrix per subject; valid until the next iteration.</summary>
    /// <remarks>Only lower triangles are promised. The engine owns the arrays.</remarks>
    (double[][] Omega, double[][] Residuals) View();

    /// <summary>Gets a value indicating whether the iterate of a subject equals its transpose to the last bit.</summary>
    bool IsSymmetric(int subject);
}
