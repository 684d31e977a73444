namespace Gyrus.Imaging;

/// <summary>How one volume was clipped: the range known then, and on which sides a value lay outside it.</summary>
internal readonly record struct VolumeClipping(ValueRange Range, bool Below, bool Above)
{
    /// <summary>Whether the volume would be clipped otherwise now that the whole range is known.</summary>
    public bool IsStale(ValueRange whole) => (Below && Range.Low != whole.Low) || (Above && Range.High != whole.High);
}
