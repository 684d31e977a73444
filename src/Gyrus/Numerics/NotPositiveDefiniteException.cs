namespace Gyrus.Numerics;

/// <summary>A matrix that must be positive definite is not; the message says which, where, and what to do.</summary>
public sealed class NotPositiveDefiniteException : ArithmeticException
{
    /// <summary>Creates the exception with a full sentence.</summary>
    public NotPositiveDefiniteException(string message)
        : base(message) { }

    /// <summary>Creates the exception with a full sentence and its cause.</summary>
    public NotPositiveDefiniteException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the exception with a general sentence.</summary>
    public NotPositiveDefiniteException()
        : base("The matrix is not positive definite.") { }
}
