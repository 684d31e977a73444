using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Finds the voxels that vary most while the volumes pass by, and their leading time courses at the end.</summary>
/// <remarks>
/// The values are kept by a <see cref="CandidateStore"/>; when that has not kept all that are needed, the image is read again
/// for the chosen voxels.
/// </remarks>
internal sealed class VarianceScan
{
    private readonly HighVarianceConfounds _options;
    private readonly IVolumeSeries _image;
    private readonly bool[]? _mask;
    private readonly VoxelMoments _moments;
    private readonly long _budget;
    private CandidateStore? _store;

    public VarianceScan(HighVarianceConfounds options, IVolumeSeries image, long budget, bool[]? mask = null)
    {
        (_options, _image, _budget, _mask) = (options, image, budget, mask);
        _moments = new VoxelMoments(image);
    }

    /// <summary>Takes in the next volumes.</summary>
    public void Add(VolumeBlock block)
    {
        _moments.Add(block);
        _store ??= new CandidateStore(
            [.. Enumerable.Range(0, block.Voxels).Where(v => _mask is null || _mask[v])],
            _moments.First,
            _image.Count,
            (_budget, _options.MostChosen(_mask?.Count(m => m) ?? block.Voxels))
        );
        for (int t = 0; t < block.Count; t++)
        {
            _store.Add(block.Volume(t), _moments.Spread);
        }
    }

    /// <summary>The confounds, once all volumes have passed.</summary>
    public Confounds Finish(ExtractionRun run)
    {
        int[] chosen = _options.MostVarying(MeanSquares());
        VoxelCourses? courses = _store!.Courses(chosen);
        _store.GiveUp();
        return _options.LeadingTimeCourses(
            courses ?? ReadAgain(chosen, run, isSingle: true) ?? ReadAgain(chosen, run, isSingle: false)!
        );
    }

    /// <summary>A second pass for the chosen voxels; null when single precision, once thought exact, is not.</summary>
    private VoxelCourses? ReadAgain(int[] chosen, ExtractionRun run, bool isSingle)
    {
        if (isSingle && !VarianceKernel.TryNarrow(_moments.First, new float[_moments.First.Length]))
        {
            return null;
        }

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
}
