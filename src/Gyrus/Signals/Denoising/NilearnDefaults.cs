namespace Gyrus.Signals.Denoising;

/// <summary>Whose thresholds of scrubbing: nilearn changed them between two versions.</summary>
public enum NilearnDefaults
{
    /// <summary>nilearn 0.13 and later, as fMRIPrep's own motion outliers: FD above 0.5 mm, standardised DVARS above 1.5.</summary>
    Version013 = 0,

    /// <summary>nilearn 0.9 to 0.12: FD above 0.2 mm, standardised DVARS above 3.</summary>
    Version012,
}
