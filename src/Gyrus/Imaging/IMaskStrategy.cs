namespace Gyrus.Imaging;

/// <summary>A way to tell the brain from its background by the values of an image.</summary>
public interface IMaskStrategy
{
    /// <summary>Computes the mask of one image, which is read once, volume by volume.</summary>
    /// <param name="image">A run, or a single volume.</param>
    /// <param name="run">Who is told how far it is, and how to stop; null for the defaults.</param>
    /// <exception cref="InvalidDataException">The image ends early or is damaged.</exception>
    ComputedMask Compute(IVolumeSeries image, ExtractionRun? run = null);
}
