namespace Gyrus.Covariance;

/// <summary>An estimated covariance with the weight that shrinkage had in it.</summary>
public sealed record CovarianceFit
{
    /// <summary>Gets the covariance, with the number of samples it was estimated from.</summary>
    public required SampleCovariance Covariance { get; init; }

    /// <summary>Gets the weight s of the target in (1 − s)·S + s·μ·I, with μ the mean variance. In [0, 1]; 0 is no shrinkage.</summary>
    public required double Shrinkage { get; init; }
}
