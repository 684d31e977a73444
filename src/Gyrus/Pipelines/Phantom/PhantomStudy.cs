using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>A simulated study: a brain, an atlas, subjects, and the connections that they share.</summary>
public sealed record PhantomStudy
{
    /// <summary>Gets the options it was made from, seed included.</summary>
    public required BoldPhantom Options { get; init; }

    /// <summary>Gets the mask: 1 inside the brain, 0 outside.</summary>
    public required Volume Mask { get; init; }

    /// <summary>Gets the image without activity, drift, motion and noise; 0 outside the brain.</summary>
    public required Volume Anatomy { get; init; }

    /// <summary>Gets the atlas: overlapping maps with values in [0, 1], one volume per region, on the grid of the recordings.</summary>
    public required IVolumeSeries Atlas { get; init; }

    /// <summary>Gets the regions with centres and networks, mirrored pairs next to each other.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the true pattern: 1 where two regions are connected in every subject, 0 elsewhere and on the diagonal.</summary>
    public required Matrix Topology { get; init; }

    /// <summary>Gets the runs of the subjects; a subject has one unless the options say otherwise, and one precision in any case.</summary>
    public required IReadOnlyList<PhantomSubject> Subjects { get; init; }
}
