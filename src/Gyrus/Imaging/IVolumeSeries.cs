namespace Gyrus.Imaging;

/// <summary>A 4-D image (a BOLD run, a set of maps) that can be read volume by volume, as often as needed.</summary>
/// <remarks>The readers of files implement it, so that a long recording never has to lie in memory.</remarks>
public interface IVolumeSeries
{
    /// <summary>Gets what the image is called in messages: a file name, mostly.</summary>
    string Name { get; }

    /// <summary>Gets the lattice that all volumes share.</summary>
    Grid Grid { get; }

    /// <summary>Gets the number of volumes, at least 1.</summary>
    int Count { get; }

    /// <summary>Gets the repetition time in seconds, or null when the image does not say.</summary>
    double? RepetitionTimeSeconds { get; }

    /// <summary>Starts a pass over the volumes.</summary>
    IVolumeReader Open();
}
