namespace Gyrus.Imaging;

/// <summary>A regions × voxels matrix that is multiplied with volumes. Values must be finite.</summary>
internal interface IRegionRows
{
    /// <summary>Gets the number of regions.</summary>
    int Count { get; }

    /// <summary>result ← rows·volume.</summary>
    void Multiply(ReadOnlySpan<double> volume, Span<double> result);

    /// <summary>The same for volumes that follow each other; results lie one after another, regions running fastest.</summary>
    void MultiplyBlock(ReadOnlySpan<double> volumes, int count, Span<double> results);
}
