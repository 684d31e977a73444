using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>A label of an image and its centre.</summary>
/// <param name="Label">The value in the image.</param>
/// <param name="Centre">The centre in mm.</param>
public readonly record struct LabelCentre(int Label, WorldPoint Centre);
