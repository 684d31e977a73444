using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>One run of a subject of a phantom: the recording, and the truth behind it.</summary>
public sealed record PhantomSubject
{
    /// <summary>Gets the name, such as <c>sub-01</c>, or <c>sub-01_ses-1_run-2</c> where there are several.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the recording, computed while it is read: it never lies in memory, and every pass gives the same bits.</summary>
    public required IVolumeSeries Bold { get; init; }

    /// <summary>
    /// Gets the confounds, named as fMRIPrep names them: trans_x … rot_z (mm, radians), csf, white_matter,
    /// framewise_displacement (mm; NaN, n/a in a table, in the first row). Shape: volumes × 9.
    /// </summary>
    public required Confounds Confounds { get; init; }

    /// <summary>Gets the true precision Θ of the regions. Shape: regions × regions; the covariance Θ⁻¹ has unit diagonal.</summary>
    public required Matrix Precision { get; init; }

    /// <summary>Gets the true courses of the regions: mean 0, variance 1, covariance Θ⁻¹ at each time.</summary>
    public required RegionSignals Signals { get; init; }

    /// <summary>Gets the volumes, from 0, that a sudden movement spoils.</summary>
    public required IReadOnlyList<int> SpikeVolumes { get; init; }
}
