namespace Gyrus.Signals;

/// <summary>A region of an atlas: its label, its name and, where known, its place.</summary>
/// <param name="Label">The value in a label image, or the index of the map from 1.</param>
/// <param name="Name">The name. Unique within an atlas.</param>
public sealed record Region(int Label, string Name)
{
    /// <summary>Gets the centre in world coordinates (mm, RAS+), or null when not known.</summary>
    public WorldPoint? Centre { get; init; }

    /// <summary>Gets the network or lobe the region belongs to, or null when not known.</summary>
    public string? Network { get; init; }
}
