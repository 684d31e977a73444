namespace Gyrus.Signals.Denoising;

/// <summary>Which CompCor components are taken; the masks are those that fMRIPrep's JSON file names.</summary>
public enum CompCorKind
{
    /// <summary>Anatomical, of white matter and cerebrospinal fluid in one mask.</summary>
    AnatCombined = 0,

    /// <summary>Anatomical, of white matter and of cerebrospinal fluid apart; a number counts for each mask.</summary>
    AnatSeparated,

    /// <summary>Temporal: of the voxels that vary most.</summary>
    Temporal,

    /// <summary><see cref="Temporal"/> and <see cref="AnatCombined"/>.</summary>
    TemporalAnatCombined,

    /// <summary><see cref="Temporal"/> and <see cref="AnatSeparated"/>.</summary>
    TemporalAnatSeparated,
}
