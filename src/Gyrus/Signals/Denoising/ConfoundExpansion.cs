namespace Gyrus.Signals.Denoising;

/// <summary>How many columns a base column x (a movement, a tissue's mean) becomes.</summary>
/// <remarks>
/// Source: Satterthwaite et al. (2013), NeuroImage 64:240, doi:10.1016/j.neuroimage.2012.08.052; the names are fMRIPrep's.
/// </remarks>
public enum ConfoundExpansion
{
    /// <summary>x alone.</summary>
    Basic = 0,

    /// <summary>x and its square, <c>x_power2</c>.</summary>
    Power2,

    /// <summary>x and its backward difference, <c>x_derivative1</c>: xₜ − xₜ₋₁, missing at the first volume.</summary>
    Derivatives,

    /// <summary>x, its square, its backward difference and the square of that, <c>x_derivative1_power2</c>.</summary>
    Full,
}
