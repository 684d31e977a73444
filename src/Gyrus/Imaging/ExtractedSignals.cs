using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>What <see cref="RegionExtractor"/> returns.</summary>
public sealed record ExtractedSignals
{
    /// <summary>Gets the signals. Shape: volumes × regions that have voxels.</summary>
    public required RegionSignals Signals { get; init; }

    /// <summary>Gets the high-variance confounds of the raw image, or null when none were asked for.</summary>
    public Confounds? HighVariance { get; init; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
