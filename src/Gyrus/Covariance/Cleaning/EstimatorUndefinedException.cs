namespace Gyrus.Covariance.Cleaning;

/// <summary>An estimator has no value on these data: too few samples, or a singular sample. The message gives the reason.</summary>
public sealed class EstimatorUndefinedException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public EstimatorUndefinedException() { }

    /// <summary>Creates the exception with its reason.</summary>
    public EstimatorUndefinedException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its reason and cause.</summary>
    public EstimatorUndefinedException(string message, Exception innerException)
        : base(message, innerException) { }
}
