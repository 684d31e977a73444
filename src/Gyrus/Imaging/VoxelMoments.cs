using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>Mean, variance and straight line of every voxel, gathered while the volumes pass by once.</summary>
/// <remarks>
/// Per voxel: Σd, Σd² and Σr·d of d = x − (first value), r the centred ramp of unit norm. Shifting by the first value keeps
/// the digits that large means would cost.
/// </remarks>
internal sealed class VoxelMoments
{
    private readonly int _volumes;
    private readonly double[] _ramp;
    private readonly double[] _first;
    private readonly double[] _sum;
    private readonly double[] _squares;
    private readonly double[] _slope;
    private int _seen;

    /// <summary>Prepares the sums of an image.</summary>
    public VoxelMoments(IVolumeSeries image)
    {
        int voxels = image.Grid.Voxels;
        (_first, _sum, _squares, _slope) = (
            new double[voxels],
            new double[voxels],
            new double[voxels],
            new double[voxels]
        );
        _volumes = image.Count;
        _ramp = new double[image.Count];
        for (int t = 0; t < _ramp.Length; t++)
        {
            _ramp[t] = t - (0.5 * (_ramp.Length - 1));
        }

        double norm = TensorPrimitives.Norm<double>(_ramp);
        TensorPrimitives.Divide(_ramp, norm > 0 ? norm : 1, _ramp);
    }

    /// <summary>Gets the first value of every voxel.</summary>
    public double[] First => _first;

    /// <summary>Takes in the next volumes.</summary>
    public void Add(VolumeBlock block)
    {
        if (block.First == 0)
        {
            block.Volume(0).CopyTo(_first);
        }

        VarianceKernel.Accumulate(block.All, _ramp.AsSpan(block.First, block.Count), _first, (_sum, _squares, _slope));
        _seen += block.Count;
    }

    /// <summary>How much every voxel has varied so far about its mean: the sum of squares.</summary>
    public double[] Spread()
    {
        double[] spread = new double[_sum.Length];
        for (int v = 0; v < spread.Length; v++)
        {
            spread[v] = _squares[v] - (_sum[v] * _sum[v] / _seen);
        }

        return spread;
    }

    /// <summary>The mean of a voxel.</summary>
    public double Mean(int voxel) => _first[voxel] + (_sum[voxel] / _volumes);

    /// <summary>The mean square of a voxel about its mean, or about its straight line; at least 0.</summary>
    public double Variance(int voxel, bool detrend)
    {
        double total = _squares[voxel] - (_sum[voxel] * _sum[voxel] / _volumes);
        total -= detrend ? _slope[voxel] * _slope[voxel] : 0;
        return Math.Max(total, 0) / _volumes;
    }

    /// <summary>The mean square of a voxel about 0.</summary>
    public double MeanSquare(int voxel) =>
        (_squares[voxel] + (2 * _first[voxel] * _sum[voxel]) + (_volumes * _first[voxel] * _first[voxel])) / _volumes;
}
