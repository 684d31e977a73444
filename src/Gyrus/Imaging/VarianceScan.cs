using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Finds the voxels that vary most while the volumes pass by, and their leading time courses at the end.</summary>
/// <remarks>
/// Per voxel: Σd, Σd² and Σr·d of d = x − (first value), r the centred ramp of unit norm. Shifting by the first value keeps
/// the digits that large means would cost. Volumes are kept, in single precision where that is exact, as long as they fit
/// in the budget; else the image is read again for the chosen voxels.
/// </remarks>
internal sealed class VarianceScan
{
    private const int Chunk = 2048;

    private readonly HighVarianceConfounds _options;
    private readonly IVolumeSeries _image;
    private readonly bool[]? _mask;
    private readonly double[] _ramp;
    private readonly double[] _first;
    private readonly double[] _sum;
    private readonly double[] _squares;
    private readonly double[] _slope;
    private readonly long _budget;
    private List<Array>? _kept = [];
    private long _bytes;

    public VarianceScan(HighVarianceConfounds options, IVolumeSeries image, long budget, bool[]? mask = null)
    {
        (_options, _image, _budget, _mask) = (options, image, budget, mask);
        int voxels = image.Grid.Voxels;
        (_first, _sum, _squares, _slope) = (
            new double[voxels],
            new double[voxels],
            new double[voxels],
            new double[voxels]
        );
        _ramp = new double[image.Count];
        for (int t = 0; t < _ramp.Length; t++)
        {
            _ramp[t] = t - (0.5 * (_ramp.Length - 1));
        }

        double norm = TensorPrimitives.Norm<double>(_ramp);
        TensorPrimitives.Divide(_ramp, norm > 0 ? norm : 1, _ramp);
    }

    /// <summary>Takes in the next volumes.</summary>
    public void Add(VolumeBlock block)
    {
        if (block.First == 0)
        {
            block.Volume(0).CopyTo(_first);
        }

        Span<double> difference = stackalloc double[Chunk];
        for (int start = 0; start < block.Voxels; start += Chunk)
        {
            int length = Math.Min(Chunk, block.Voxels - start);
            Span<double> d = difference[..length];
            Span<double> sum = _sum.AsSpan(start, length);
            Span<double> squares = _squares.AsSpan(start, length);
            Span<double> slope = _slope.AsSpan(start, length);
            for (int t = 0; t < block.Count; t++)
            {
                TensorPrimitives.Subtract(block.Volume(t).Slice(start, length), _first.AsSpan(start, length), d);
                TensorPrimitives.Add(sum, d, sum);
                TensorPrimitives.MultiplyAdd(d, d, squares, squares);
                TensorPrimitives.MultiplyAdd(d, _ramp[block.First + t], slope, slope);
            }
        }

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
        double count = _image.Count;
        double[] result = new double[_sum.Length];
        for (int v = 0; v < result.Length; v++)
        {
            double total = _options.Detrend
                ? _squares[v] - (_sum[v] * _sum[v] / count) - (_slope[v] * _slope[v])
                : _squares[v] + (2 * _first[v] * _sum[v]) + (count * _first[v] * _first[v]);
            bool counts = (_mask is null || _mask[v]) && double.IsFinite(total);
            result[v] = counts ? Math.Max(total, 0) / count : double.NaN;
        }

        return result;
    }

    private void Keep(ReadOnlySpan<double> volume)
    {
        Array copy = Single(volume) ?? (Array)volume.ToArray();
        _bytes += Buffer.ByteLength(copy);
        _kept!.Add(copy);
        if (_bytes > _budget)
        {
            _kept = null;
        }
    }

    /// <summary>The volume in single precision, or null when that would lose digits.</summary>
    private static float[]? Single(ReadOnlySpan<double> volume)
    {
        float[] single = GC.AllocateUninitializedArray<float>(volume.Length);
        Span<double> back = stackalloc double[Chunk];
        for (int start = 0; start < volume.Length; start += Chunk)
        {
            ReadOnlySpan<double> part = volume.Slice(start, Math.Min(Chunk, volume.Length - start));
            Span<float> narrow = single.AsSpan(start, part.Length);
            TensorPrimitives.ConvertTruncating(part, narrow);
            TensorPrimitives.ConvertTruncating<float, double>(narrow, back);
            if (
                !MemoryMarshal
                    .Cast<double, long>(part)
                    .SequenceEqual(MemoryMarshal.Cast<double, long>(back[..part.Length]))
            )
            {
                return null;
            }
        }

        return single;
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
