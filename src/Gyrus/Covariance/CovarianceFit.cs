using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance;

/// <summary>An estimated covariance, and what its estimator knows besides.</summary>
public sealed record CovarianceFit
{
    /// <summary>Gets the covariance, with the number of samples it was estimated from.</summary>
    public required SampleCovariance Covariance { get; init; }

    /// <summary>
    /// Gets the weight s of the target in (1 − s)·S + s·μ·I, with μ the mean variance. In [0, 1]; 0 is no shrinkage, and null
    /// says that the estimator is not of this form.
    /// </summary>
    public double? Shrinkage { get; init; }

    /// <summary>
    /// Gets the inverse of the covariance where the estimator has it at hand, or null: <see cref="Inverse.Precision"/> computes
    /// it, or says why there is none.
    /// </summary>
    public Matrix? Precision { get; init; }

    /// <summary>Gets the eigenvalues before and after cleaning, or null where the estimator is not a map of the spectrum.</summary>
    public CleanedSpectrum? Spectrum { get; init; }

    /// <summary>Gets the eigenvalues of <see cref="Covariance"/>, in any order, where they are known without a decomposition; else null.</summary>
    internal IReadOnlyList<double>? Eigenvalues { get; init; }

    /// <summary>Gets the hyper-parameter that was chosen or given, or null where there is none.</summary>
    public HyperParameterChoice? Choice { get; init; }

    /// <summary>
    /// Gets which estimator was used, and why, where the estimator chooses among several: its name in the catalogue, a colon, a
    /// sentence; otherwise null.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>Gets how an iterative fit ended, or null for a closed form.</summary>
    public Convergence? Convergence { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
