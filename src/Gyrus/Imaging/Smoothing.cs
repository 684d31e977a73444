using Gyrus.Numerics;

namespace Gyrus.Imaging;

/// <summary>Spatial smoothing: a Gaussian of a given width in mm, or a fixed 7-point star.</summary>
/// <remarks>
/// Gaussian: σ = FWHM/√(8 ln 2) over the voxel size of each axis, cut at ⌊4σ + ½⌋ voxels, weights summing to 1, the edge
/// voxel repeated at the boundary (half-sample reflection). Both kernels are symmetric operators, S = Sᵀ.
/// Values that are not finite become 0 first.
/// </remarks>
public sealed record Smoothing
{
    private Smoothing(double x, double y, double z, bool star) => (FwhmX, FwhmY, FwhmZ, IsStar) = (x, y, z, star);

    /// <summary>
    /// Gets the 7-point star: (value + 0.2·(sum of the 6 neighbours))/2.2, neighbours beyond the edge counting as 0.
    /// </summary>
    public static Smoothing Star { get; } = new(0, 0, 0, true);

    /// <summary>Gets the width at half maximum in mm along the first axis; 0 means none.</summary>
    public double FwhmX { get; }

    /// <summary>Gets the width at half maximum in mm along the second axis; 0 means none.</summary>
    public double FwhmY { get; }

    /// <summary>Gets the width at half maximum in mm along the third axis; 0 means none.</summary>
    public double FwhmZ { get; }

    /// <summary>Gets whether this is the 7-point star.</summary>
    public bool IsStar { get; }

    /// <summary>A Gaussian of one width in mm (full width at half maximum).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive.</exception>
    public static Smoothing Gaussian(double fwhmMillimetres) =>
        Gaussian(Require.Positive(fwhmMillimetres), fwhmMillimetres, fwhmMillimetres);

    /// <summary>A Gaussian with a width in mm for each voxel axis; 0 leaves an axis as it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width is negative.</exception>
    public static Smoothing Gaussian(double fwhmX, double fwhmY, double fwhmZ) =>
        new(Require.NotNegative(fwhmX), Require.NotNegative(fwhmY), Require.NotNegative(fwhmZ), false);

    /// <summary>Smooths a volume.</summary>
    public Volume Apply(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        double[] values = volume.Values.ToArray();
        NonFinite.Clear(values);
        new SmoothingMap(volume.Grid, this).Apply(values);
        return new Volume(volume.Grid, values);
    }

    /// <summary>Smooths every volume of a series.</summary>
    public VolumeSeries Apply(IVolumeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var map = new SmoothingMap(series.Grid, this);
        VolumeSeries loaded = VolumeSeries.Load(series);
        var volumes = new List<double[]>(series.Count);
        for (int t = 0; t < series.Count; t++)
        {
            double[] values = loaded[t].ToArray();
            NonFinite.Clear(values);
            map.Apply(values);
            volumes.Add(values);
        }

        return new VolumeSeries(series.Name, series.Grid, volumes)
        {
            RepetitionTimeSeconds = series.RepetitionTimeSeconds,
        };
    }
}
