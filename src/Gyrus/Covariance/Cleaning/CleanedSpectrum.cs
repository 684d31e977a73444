namespace Gyrus.Covariance.Cleaning;

/// <summary>The eigenvalues of the sample, and what an estimator made of each. Both in the decreasing order of the sample.</summary>
public sealed record CleanedSpectrum
{
    /// <summary>Gets the eigenvalues λ of the sample, decreasing.</summary>
    public required IReadOnlyList<double> Sample { get; init; }

    /// <summary>Gets ξᵢ, the cleaned eigenvalue that belongs to the eigenvector of λᵢ. They need not decrease.</summary>
    public required IReadOnlyList<double> Cleaned { get; init; }
}
