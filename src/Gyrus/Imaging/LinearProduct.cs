namespace Gyrus.Imaging;

/// <summary>A whole extraction as rows on the voxels of the image, or on its spline coefficients.</summary>
internal sealed class LinearProduct
{
    // Above this size rows without gaps are given up: they would not stay near the processor anyway.
    private const long MostDenseBytes = 64L << 20;

    // The prefilter reaches 30 voxels far, so rows that contain it have no zeros. Up to this many rows, multiplying with them
    // takes less time than filtering each volume and multiplying with short rows (bench/results/extraction.md).
    private const int MostPushedRows = 24;

    // A dense product does this many multiplications in the time of a sparse one.
    private const int FewZeros = 8;

    private readonly IRegionRows _rows;
    private readonly VolumePrefilter? _prefilter;

    private LinearProduct(IRegionRows rows, VolumePrefilter? prefilter) => (_rows, _prefilter) = (rows, prefilter);

    /// <summary>Gets whether the prefilter of the splines is in the rows, or not needed.</summary>
    public bool IsOnVoxels => _prefilter is null;

    /// <summary>Moves rows from the grid where image and atlas meet to the image.</summary>
    /// <param name="rows">The rows there.</param>
    /// <param name="map">From the image to that grid, or null when they are one.</param>
    /// <param name="voxels">How many voxels the two have.</param>
    public static LinearProduct Create(SparseRows rows, IResamplingMap? map, (int Image, int Target) voxels)
    {
        if (map is null)
        {
            return new LinearProduct(Compact(rows, voxels.Image), null);
        }

        bool pushed = rows.Count <= MostPushedRows && DenseBytes(rows, voxels.Image) <= MostDenseBytes;
        return map.Prefilter is not null && pushed
            ? new LinearProduct(AdjointRows.Of(rows, map, voxels), null)
            : new LinearProduct(Compact(AdjointRows.OnCoefficients(rows, map, voxels), voxels.Image), map.Prefilter);
    }

    /// <summary>results ← rows·volumes, regions running fastest. The volumes are finite, and overwritten.</summary>
    public void Apply(Span<double> volumes, int count, Span<double> results)
    {
        int voxels = volumes.Length / count;
        for (int t = 0; t < count && _prefilter is not null; t++)
        {
            _prefilter.Apply(volumes.Slice(t * voxels, voxels));
        }

        _rows.MultiplyBlock(volumes, count, results);
    }

    private static IRegionRows Compact(SparseRows rows, int voxels) =>
        DenseBytes(rows, voxels) <= MostDenseBytes && rows.NonZeros * 8 * FewZeros > DenseBytes(rows, voxels)
            ? AdjointRows.Dense(rows, voxels)
            : rows;

    private static long DenseBytes(SparseRows rows, int voxels) => 8L * rows.Count * voxels;
}
