namespace Gyrus.Signals.Denoising;

/// <summary>Order and units of the six movements in a program's table.</summary>
public enum MotionConvention
{
    /// <summary>SPM (rp_*.txt) and fMRIPrep: x, y, z in mm, then rotations in radians.</summary>
    Spm = 0,

    /// <summary>FSL's mcflirt (*.par): rotations in radians, then x, y, z in mm.</summary>
    Fsl,

    /// <summary>AFNI's 3dvolreg (*.1D): rotations in degrees, then shifts in mm.</summary>
    Afni,

    /// <summary>HCP's Movement_Regressors: x, y, z in mm, then rotations in degrees.</summary>
    Hcp,
}
