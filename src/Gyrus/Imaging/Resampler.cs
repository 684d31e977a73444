using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>Reads an image on another grid: y(v) = f(T⁻¹·v), f being the interpolant of the image's values.</summary>
/// <remarks>
/// <para>
/// A position outside [0, n − 1] of any axis gives <see cref="FillValue"/>, for every interpolation: there is no border of
/// half a voxel. Positions within 10⁻⁹ voxels of the edge count as on it.
/// </para>
/// <para>
/// Continuous interpolation is the cubic B-spline with mirror boundary: Unser, Aldroubi and Eden (1993),
/// IEEE Trans. Signal Process. 41:821, doi:10.1109/78.193220. Arithmetic is double whatever the file holds.
/// </para>
/// <para>
/// Voxels that are not finite are replaced before the interpolation (two shells by the mean of their known neighbours,
/// the rest by 0), and come back as NaN at the positions nearest to them.
/// </para>
/// </remarks>
public sealed record Resampler
{
    /// <summary>Gets how the image is read between its voxels. Default: continuous.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Continuous;

    /// <summary>Gets the value of positions outside the image. Default 0.</summary>
    public double FillValue { get; init; }

    /// <summary>
    /// Gets whether values are clipped to [min(least of the image, 0), max(greatest of the image, 0)], all volumes of a series
    /// together, as splines can leave it. Default: no.
    /// </summary>
    public bool Clip { get; init; }

    /// <summary>Resamples one volume.</summary>
    public Volume Resample(Volume image, Grid target)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(target);
        var series = new VolumeSeries("volume", image.Grid, [image.Values.ToArray()]);
        return new Volume(target, Resample(series, target)[0].ToArray());
    }

    /// <summary>Resamples every volume of a series.</summary>
    public VolumeSeries Resample(IVolumeSeries image, Grid target)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(target);
        IResamplingMap map = ResamplingMap.Create(image.Grid, target, Interpolation);
        bool[] inside = map.Inside();
        double[][] results = new double[image.Count][];
        double[] volume = new double[image.Grid.Voxels];
        var range = new ValueRange(0, 0);
        using IVolumeReader reader = image.Open();
        for (int t = 0; t < results.Length && reader.ReadNext(volume); t++)
        {
            range = range.Cover(volume);
            results[t] = new double[target.Voxels];
            ResampleOne(image.Grid, volume, map, (target, results[t]));
            for (int v = 0; v < inside.Length; v++)
            {
                results[t][v] = inside[v] ? results[t][v] : FillValue;
            }
        }

        if (Clip)
        {
            foreach (double[] result in results)
            {
                TensorPrimitives.Clamp<double>(result, range.Low, range.High, result);
            }
        }

        return new VolumeSeries(image.Name, target, results) { RepetitionTimeSeconds = image.RepetitionTimeSeconds };
    }

    /// <summary>Resamples one volume that may hold values that are not finite, and is overwritten then.</summary>
    internal static void ResampleOne(
        Grid source,
        Span<double> volume,
        IResamplingMap map,
        (Grid Grid, double[] Values) target
    )
    {
        Span<double> result = target.Values.AsSpan(0, target.Grid.Voxels);
        if (NonFinite.None(volume))
        {
            map.Forward(volume, result);
            return;
        }

        double[] missing = NonFinite.Extrapolate(source, volume);
        map.Forward(volume, result);
        double[] nearest = new double[result.Length];
        ResamplingMap.Create(source, target.Grid, Interpolation.Nearest).Forward(missing, nearest);
        for (int v = 0; v < nearest.Length; v++)
        {
            result[v] = nearest[v] == 0 ? result[v] : double.NaN;
        }
    }
}
