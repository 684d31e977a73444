namespace Gyrus.IO.Nifti;

/// <summary>How an image is read. The values read do not depend on it.</summary>
public sealed record NiftiReadOptions
{
    /// <summary>Gets whether gzipped data are unpacked on a thread of their own, 1.5 MB ahead. Default: yes.</summary>
    public bool UnpacksAhead { get; init; } = true;
}
