using System.Numerics.Tensors;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Temporal signal-to-noise ratio of every voxel: the mean over time by the standard deviation over time.</summary>
/// <remarks>
/// The standard deviation divides by the number of volumes, as nipype's <c>TSNR</c> does. The image is read once, volume by volume.
/// Source: Krüger and Glover (2001), Magn. Reson. Med. 46:631, doi:10.1002/mrm.1240.
/// </remarks>
public sealed record TemporalSnr
{
    /// <summary>Gets a value indicating whether the straight line of each voxel is removed before the deviation. Default false.</summary>
    public bool Detrend { get; init; }

    /// <summary>Computes the map.</summary>
    /// <param name="image">The recording, at least 2 volumes.</param>
    /// <param name="run">Who is told how far it is, and how to stop; null for the defaults.</param>
    /// <returns>One ratio per voxel; 0 where a voxel does not vary or is not finite at some time.</returns>
    public Volume Of(IVolumeSeries image, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Numerics.Require.AtLeast(2, image.Count, "the number of volumes");
        var moments = new VoxelMoments(image);
        VolumeBlocks.ForEach(image, "Temporal signal-to-noise ratio", run ?? new ExtractionRun(), moments.Add);
        return Of(image.Grid, moments);
    }

    /// <summary>Computes the ratio of each region from its signal, as it was extracted and before it is cleaned.</summary>
    /// <param name="signals">The signals, in the units of the image, at least 2 samples.</param>
    /// <returns>One ratio per region; 0 where a signal does not vary.</returns>
    public IReadOnlyList<double> Of(RegionSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Numerics.Require.AtLeast(2, signals.Samples, "the number of samples");
        var trend = new LinearTrend(signals.Samples);
        double[] ratio = new double[signals.Regions.Count];
        double[] course = new double[signals.Samples];
        for (int j = 0; j < ratio.Length; j++)
        {
            signals.Values.Column(j).CopyTo(course);
            double mean = LinearTrend.Centre(course);
            if (Detrend)
            {
                trend.Remove(course);
            }

            ratio[j] = Of(mean, Math.Sqrt(TensorPrimitives.SumOfSquares<double>(course) / course.Length));
        }

        return ratio;
    }

    internal Volume Of(Grid grid, VoxelMoments moments)
    {
        double[] ratio = new double[grid.Voxels];
        for (int v = 0; v < ratio.Length; v++)
        {
            ratio[v] = Of(moments.Mean(v), Math.Sqrt(moments.Variance(v, Detrend)));
        }

        return new Volume(grid, ratio);
    }

    /// <summary>Below this the deviation is rounding of the sums.</summary>
    private static double Of(double mean, double deviation) =>
        deviation > 1e-12 * Math.Abs(mean) ? mean / deviation : 0;
}
