namespace Gyrus.Imaging;

/// <summary>A mask made from images.</summary>
public sealed record ComputedMask
{
    /// <summary>Gets the mask: 1 in the brain, 0 outside.</summary>
    public required Volume Mask { get; init; }

    /// <summary>Gets the number of voxels in the brain.</summary>
    public required int Voxels { get; init; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
