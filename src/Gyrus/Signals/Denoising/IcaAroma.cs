namespace Gyrus.Signals.Denoising;

/// <summary>How the movement components of ICA-AROMA are used.</summary>
/// <remarks>Source: Pruim et al. (2015), NeuroImage 112:267, doi:10.1016/j.neuroimage.2015.02.064.</remarks>
public enum IcaAroma
{
    /// <summary>The image was denoised non-aggressively already; no column is taken, and another image is an error.</summary>
    Full = 0,

    /// <summary>The columns <c>aroma_motion_*</c> are regressed out (aggressive denoising).</summary>
    Basic,
}
