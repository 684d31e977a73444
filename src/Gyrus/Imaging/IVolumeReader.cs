namespace Gyrus.Imaging;

/// <summary>One pass over the volumes of an <see cref="IVolumeSeries"/>.</summary>
public interface IVolumeReader : IDisposable
{
    /// <summary>Reads the next volume, scale factors applied, the first axis running fastest.</summary>
    /// <param name="destination">One value per voxel is written here.</param>
    /// <returns>False when all volumes have been read; nothing is written then.</returns>
    /// <exception cref="InvalidDataException">The image ends early or is damaged.</exception>
    bool ReadNext(Span<double> destination);
}
