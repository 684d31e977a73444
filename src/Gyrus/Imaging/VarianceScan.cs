using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Finds the voxels that vary most while the volumes pass by, and their leading time courses at the end.</summary>
/// <remarks>
/// Per voxel: Σd, Σd² and Σr·d of d = x − (first value), r the centred ramp of unit norm. Shifting by the first value keeps
/// the digits that large means would cost. The values themselves are kept by a <see cref="CandidateStore"/>; when that has not
/// kept all that are needed, the image is read again for the chosen voxels.
/// </remarks>
internal sealed class VarianceScan
{
    private const int LongRun = 1000;

    private readonly HighVarianceConfounds _options;
    private readonly IVolumeSeries _image;
    private readonly bool[]? _mask;
    private readonly double[] _ramp;
    private double[] _first;
    private double[] _sum;
    private double[] _squares;
    private double[] _slope;
    private readonly long _budget;
    private CandidateStore? _store;
    private int _seen;

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
            _store = new CandidateStore(
                [.. Enumerable.Range(0, block.Voxels).Where(v => _mask is null || _mask[v])],
                _first,
                _image.Count,
                (_budget, _options.MostChosen(_mask?.Count(m => m) ?? block.Voxels))
            );
        }

        VarianceKernel.Accumulate(block.All, _ramp.AsSpan(block.First, block.Count), _first, (_sum, _squares, _slope));
        _seen += block.Count;
        for (int t = 0; t < block.Count; t++)
        {
            _store!.Add(block.Volume(t), Spread);
        }
    }

    /// <summary>The confounds, once all volumes have passed.</summary>
    public Confounds Finish(ExtractionRun run)
    {
        Confounds confounds = _options.LeadingTimeCourses(Courses(run));
        if (_image.Count > LongRun)
        {
            // Tens of megabytes have just become garbage; large arrays are else collected only when others need room.
            GC.Collect();
        }

        return confounds;
    }

    private VoxelCourses Courses(ExtractionRun run)
    {
        int[] chosen = _options.MostVarying(MeanSquares());
        VoxelCourses? courses = _store!.Courses(chosen);
        bool isSingle = VarianceKernel.TryNarrow(_first, new float[_first.Length]);
        (_store, _first, _sum, _squares, _slope) = (null, [], [], [], []);
        return courses
            ?? (isSingle ? ReadAgain(chosen, run, isSingle: true) : null)
            ?? ReadAgain(chosen, run, isSingle: false)!;
    }

    /// <summary>A second pass for the chosen voxels; null when single precision, once thought exact, is not.</summary>
    private VoxelCourses? ReadAgain(int[] chosen, ExtractionRun run, bool isSingle)
    {
        var courses = new VoxelCourses(_image.Count, chosen.Length, isSingle);
        bool isExact = true;
        VolumeBlocks.ForEach(
            _image,
            "Reading high-variance voxels",
            run,
            block =>
            {
                for (int t = 0; t < block.Count && isExact; t++)
                {
                    isExact = courses.TrySet(block.First + t, block.Volume(t), chosen);
                }
            }
        );
        return isExact ? courses : null;
    }

    /// <summary>How much each voxel has varied so far, about its mean.</summary>
    private double[] Spread()
    {
        double[] spread = new double[_sum.Length];
        for (int v = 0; v < spread.Length; v++)
        {
            spread[v] = _squares[v] - (_sum[v] * _sum[v] / _seen);
        }

        return spread;
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
}
