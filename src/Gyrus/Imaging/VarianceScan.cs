using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Finds the voxels that vary most while the volumes pass by, and their leading time courses at the end.</summary>
/// <remarks>
/// Volumes are kept, in single precision where that is exact, as long as they fit in the budget; else the image is read again
/// for the chosen voxels.
/// </remarks>
internal sealed class VarianceScan
{
    private readonly HighVarianceConfounds _options;
    private readonly IVolumeSeries _image;
    private readonly bool[]? _mask;
    private readonly VoxelMoments _moments;
    private readonly long _budget;
    private List<Array>? _kept = [];
    private long _bytes;

    public VarianceScan(HighVarianceConfounds options, IVolumeSeries image, long budget, bool[]? mask = null)
    {
        (_options, _image, _budget, _mask) = (options, image, budget, mask);
        _moments = new VoxelMoments(image);
    }

    /// <summary>Takes in the next volumes.</summary>
    public void Add(VolumeBlock block)
    {
        _moments.Add(block);
        for (int t = 0; t < block.Count && _kept is not null; t++)
        {
            Keep(block.Volume(t));
        }
    }

    /// <summary>The confounds, once all volumes have passed.</summary>
    public Confounds Finish(ExtractionRun run)
    {
        int[] chosen = _options.MostVarying(MeanSquares());
        var x = new Matrix(_image.Count, chosen.Length);
        if (_kept is { } kept)
        {
            for (int t = 0; t < x.Rows; t++)
            {
                Gather(kept[t], chosen, x, t);
            }
        }
        else
        {
            VolumeBlocks.ForEach(
                _image,
                "Reading high-variance voxels",
                run,
                block =>
                {
                    for (int t = 0; t < block.Count; t++)
                    {
                        Gather(block.Volume(t), chosen, x, block.First + t);
                    }
                }
            );
        }

        if (_options.Detrend)
        {
            new LinearTrend(x.Rows).Remove(x);
        }

        return _options.LeadingTimeCourses(x);
    }

    private double[] MeanSquares()
    {
        double[] result = new double[_image.Grid.Voxels];
        for (int v = 0; v < result.Length; v++)
        {
            double value = _options.Detrend ? _moments.Variance(v, detrend: true) : _moments.MeanSquare(v);
            result[v] = (_mask is null || _mask[v]) && double.IsFinite(value) ? Math.Max(value, 0) : double.NaN;
        }

        return result;
    }

    private void Keep(ReadOnlySpan<double> volume)
    {
        float[] single = GC.AllocateUninitializedArray<float>(volume.Length);
        Array copy = VarianceKernel.TryNarrow(volume, single) ? single : volume.ToArray();
        _bytes += Buffer.ByteLength(copy);
        _kept!.Add(copy);
        if (_bytes > _budget)
        {
            _kept = null;
        }
    }

    private static void Gather(Array volume, int[] chosen, Matrix x, int row)
    {
        if (volume is double[] wide)
        {
            Gather(wide.AsSpan(), chosen, x, row);
            return;
        }

        float[] narrow = (float[])volume;
        for (int j = 0; j < chosen.Length; j++)
        {
            x[row, j] = narrow[chosen[j]];
        }
    }

    private static void Gather(ReadOnlySpan<double> volume, int[] chosen, Matrix x, int row)
    {
        for (int j = 0; j < chosen.Length; j++)
        {
            x[row, j] = volume[chosen[j]];
        }
    }
}
