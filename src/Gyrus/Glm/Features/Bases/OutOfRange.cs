namespace Gyrus.Glm.Features;

/// <summary>What becomes of a covariate's value outside the range that its basis covers.</summary>
public enum OutOfRange
{
    /// <summary>Every function of the basis is <see cref="RangedBasis.FillValue"/> in that sample: NaN by default, which leaves the sample out of fits.</summary>
    Fill,

    /// <summary>The value is moved to the nearer end of the range.</summary>
    Clamp,

    /// <summary>An error that names the value and its sample.</summary>
    Error,
}
