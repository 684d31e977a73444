namespace Gyrus.Signals;

/// <summary>How many degrees of freedom cleaning took from each signal, and how many are left, summed over runs.</summary>
public sealed record DegreesOfFreedom
{
    /// <summary>Gets the number of kept volumes.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets what detrending (2 per run) or centring (1) took; 0 where a high-pass Butterworth takes it anyway.</summary>
    public required double Trend { get; init; }

    /// <summary>
    /// Gets what the Butterworth filter took, an estimate: volumes − Σ|H(f)|² over the frequencies of the discrete Fourier
    /// transform, which is the trace of the filter but for its ends.
    /// </summary>
    public required double Filter { get; init; }

    /// <summary>Gets the rank of the confounds and the cosine drifts together.</summary>
    public required int Confounds { get; init; }

    /// <summary>Gets what is left, at least 0. With fewer than regions, the covariance of the result is singular.</summary>
    public double Remaining => Math.Max(0, Samples - Trend - Filter - Confounds);

    /// <summary>The sum, for runs that are joined.</summary>
    internal static DegreesOfFreedom Add(DegreesOfFreedom a, DegreesOfFreedom b) =>
        new()
        {
            Samples = a.Samples + b.Samples,
            Trend = a.Trend + b.Trend,
            Filter = a.Filter + b.Filter,
            Confounds = a.Confounds + b.Confounds,
        };
}
