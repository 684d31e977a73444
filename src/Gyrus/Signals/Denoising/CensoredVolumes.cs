namespace Gyrus.Signals.Denoising;

/// <summary>Which volumes are censored, and why. Volumes count from 0 and ascend.</summary>
public sealed record CensoredVolumes
{
    /// <summary>Gets the volumes before the magnetisation was steady, which fMRIPrep flags.</summary>
    public required IReadOnlyList<int> NonSteadyState { get; init; }

    /// <summary>Gets the volumes with a movement above a threshold.</summary>
    public required IReadOnlyList<int> MotionOutliers { get; init; }

    /// <summary>Gets the volumes in pieces that are too short to stay.</summary>
    public required IReadOnlyList<int> ShortPieces { get; init; }
}
