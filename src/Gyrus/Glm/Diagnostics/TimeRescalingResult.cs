namespace Gyrus.Glm.Diagnostics;

/// <summary>Rescaled intervals between spikes and how far they are from uniform.</summary>
public sealed record TimeRescalingResult
{
    /// <summary>Gets z of each interval, in the order of time. In [0, 1).</summary>
    public required IReadOnlyList<double> Uniform { get; init; }

    /// <summary>Gets the Kolmogorov-Smirnov distance from the uniform distribution; NaN without intervals.</summary>
    public required double Statistic { get; init; }

    /// <summary>Gets the correlation of neighbouring intervals; near 0 if the model is right.</summary>
    public required double SerialCorrelation { get; init; }

    /// <summary>Gets the seed of the places inside bins.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets 1.36/√n, which a right model exceeds once in twenty.</summary>
    public double Bound95 => 1.36 / Math.Sqrt(Uniform.Count);

    /// <summary>Gets 1.63/√n, which a right model exceeds once in a hundred.</summary>
    public double Bound99 => 1.63 / Math.Sqrt(Uniform.Count);

    /// <summary>Gets a value indicating whether the distance is inside the 95 % bound.</summary>
    public bool IsInsideBound95 => Statistic <= Bound95;
}
