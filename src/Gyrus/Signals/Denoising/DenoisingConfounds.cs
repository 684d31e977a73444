namespace Gyrus.Signals.Denoising;

/// <summary>What <see cref="ConfoundStrategy.Select"/> returns: what the cleaning of one run needs.</summary>
public sealed record DenoisingConfounds
{
    /// <summary>Gets the confounds, columns sorted by name, or null when the strategy takes no column. Shape: volumes × columns.</summary>
    public required Confounds? Confounds { get; init; }

    /// <summary>Gets the volumes to keep, ascending, from 0, or null when all are kept.</summary>
    public required IReadOnlyList<int>? KeptSamples { get; init; }

    /// <summary>Gets the number of volumes of the run.</summary>
    public required int Volumes { get; init; }

    /// <summary>Gets which volumes are censored, and why.</summary>
    public required CensoredVolumes Censored { get; init; }

    /// <summary>Gets a value indicating whether the confounds hold slow cosines, so that a second high-pass filter would be one too many.</summary>
    public required bool HasCosines { get; init; }

    /// <summary>Gets the mean framewise displacement in mm, or null when the table does not say how the head moved.</summary>
    public required double? MeanFramewiseDisplacementMillimetres { get; init; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
