using System.Buffers;

namespace Gyrus.Imaging;

/// <summary>The steps of the extraction, one after another, for one volume: resample, clip, smooth, reduce.</summary>
/// <remarks>Safe to use from several threads. It defines what the single product of an <see cref="ExtractionPlan"/> must equal.</remarks>
internal sealed class VolumewiseReduction
{
    private readonly Grid _image;
    private readonly Grid _target;
    private readonly IResamplingMap? _map;
    private readonly SmoothingMap? _smoothing;
    private readonly SparseRows _rows;
    private readonly RegionStatistic? _statistic;
    private readonly int[] _support;
    private readonly int _mostVoxels;

    /// <summary>Prepares the steps.</summary>
    /// <param name="grids">The grid of the image and the one where it meets the atlas.</param>
    /// <param name="map">From the first to the second, or null when they are one.</param>
    /// <param name="smoothing">Smoothing on the second, or null.</param>
    /// <param name="reduction">Weights on the second, and the statistic of their voxels, or null for the weighted sum.</param>
    public VolumewiseReduction(
        (Grid Image, Grid Target) grids,
        IResamplingMap? map,
        SmoothingMap? smoothing,
        (SparseRows Rows, RegionStatistic? Statistic) reduction
    )
    {
        (_image, _target) = grids;
        (_map, _smoothing) = (map, smoothing);
        (_rows, _statistic) = reduction;
        _support = smoothing is null ? _rows.Support(_target.Voxels) : [.. Enumerable.Range(0, _target.Voxels)];
        _mostVoxels = Enumerable.Range(0, _rows.Count).Max(r => _rows.Voxels(r).Length);
    }

    /// <summary>Gets whether all steps but clipping are linear in the volume.</summary>
    public bool IsLinear => _statistic is null;

    /// <summary>Reduces one volume, which may be overwritten.</summary>
    /// <param name="volume">The volume on the image's grid; values that are not finite are allowed.</param>
    /// <param name="range">The range to clip to, or null.</param>
    /// <param name="result">One value per region.</param>
    /// <returns>Whether a value lay below and above the range.</returns>
    public (bool Below, bool Above) Reduce(Span<double> volume, ValueRange? range, Span<double> result)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(_target.Voxels);
        Span<double> values = buffer.AsSpan(0, _target.Voxels);
        Resample(volume, buffer);
        (bool, bool) clipped = range is { } r ? Clip(values, r) : (false, false);
        _smoothing?.Apply(values);
        if (_statistic is { } statistic)
        {
            Statistics(statistic, values, result);
        }
        else
        {
            _rows.Multiply(values, result);
        }

        ArrayPool<double>.Shared.Return(buffer);
        return clipped;
    }

    private (bool Below, bool Above) Clip(Span<double> values, ValueRange range)
    {
        (bool below, bool above) = (false, false);
        foreach (int v in _support)
        {
            if (values[v] < range.Low)
            {
                (values[v], below) = (range.Low, true);
            }
            else if (values[v] > range.High)
            {
                (values[v], above) = (range.High, true);
            }
        }

        return (below, above);
    }

    private void Resample(Span<double> volume, double[] values)
    {
        if (_map is null)
        {
            volume.CopyTo(values);
        }
        else if (NonFinite.None(volume))
        {
            _map.Forward(volume, values.AsSpan(0, _target.Voxels));
            return;
        }
        else
        {
            Resampler.ResampleOne(_image, volume, _map, (_target, values));
        }

        NonFinite.Clear(values.AsSpan(0, _target.Voxels));
    }

    private void Statistics(RegionStatistic statistic, ReadOnlySpan<double> values, Span<double> result)
    {
        double[] gathered = ArrayPool<double>.Shared.Rent(_mostVoxels);
        for (int r = 0; r < _rows.Count; r++)
        {
            ReadOnlySpan<int> voxels = _rows.Voxels(r);
            for (int n = 0; n < voxels.Length; n++)
            {
                gathered[n] = values[voxels[n]];
            }

            result[r] = VoxelStatistics.Of(statistic, gathered.AsSpan(0, voxels.Length));
        }

        ArrayPool<double>.Shared.Return(gathered);
    }
}
