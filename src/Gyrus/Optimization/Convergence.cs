namespace Gyrus.Optimization;

/// <summary>How an iterative fit ended: the same facts for every solver, so that a report prints them once.</summary>
public sealed record Convergence
{
    /// <summary>Gets the name of the method that produced the answer.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the iterations used; the method says what one is.</summary>
    public required int Iterations { get; init; }

    /// <summary>Gets the objective at the answer.</summary>
    public required double Objective { get; init; }

    /// <summary>Gets the certificate; the method says what it bounds. For a duality gap: objective − optimum is at most this.</summary>
    public required double Certificate { get; init; }

    /// <summary>Gets the value of the certificate at which the fit was to stop.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Gets a value indicating whether the certificate reached the tolerance.</summary>
    public bool Converged => Certificate <= Tolerance;
}
