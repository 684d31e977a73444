namespace Gyrus.Glm.Features;

/// <summary>How a time bin gets the value of a covariate that was sampled at other times.</summary>
public enum Alignment
{
    /// <summary>The last value at or before the centre of the bin; none before the first sample.</summary>
    Previous,

    /// <summary>The straight line between the samples around the centre of the bin; none outside the samples.</summary>
    Linear,

    /// <summary>The mean of the finite values in the bin; none where there are none.</summary>
    Mean,
}
