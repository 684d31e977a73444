using System.Runtime.CompilerServices;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Finds the voxels that vary most while the volumes pass by, and their leading time courses at the end.</summary>
/// <remarks>
/// The values are kept by a <see cref="CandidateStore"/>; when that has not kept all that are needed, the image is read again
/// for the chosen voxels.
/// </remarks>
internal sealed class VarianceScan
{
    private const int LongRun = 1000;

    private readonly HighVarianceConfounds _options;
    private readonly IVolumeSeries _image;
    private readonly bool[]? _mask;
    private VoxelMoments? _moments;
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
        VoxelMoments moments = _moments!;
        moments.Add(block);
        _store ??= new CandidateStore(
            [.. Enumerable.Range(0, block.Voxels).Where(v => _mask is null || _mask[v])],
            moments.First,
            _image.Count,
            (_budget, _options.MostChosen(_mask?.Count(m => m) ?? block.Voxels))
        );
        for (int t = 0; t < block.Count; t++)
        {
            _store.Add(block.Volume(t), moments.Spread);
        }
    }

    /// <summary>The confounds, once all volumes have passed.</summary>
    public Confounds Finish(ExtractionRun run)
    {
        Confounds confounds = Leading(run);
        if (_image.Count > LongRun)
        {
            // Tens of megabytes have just become garbage; large arrays are else collected only when others need room.
            GC.Collect();
        }

        return confounds;
    }

    // A method of its own, so that no frame holds the courses any longer when they are to be collected.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Confounds Leading(ExtractionRun run) => _options.LeadingTimeCourses(Courses(run));

    private VoxelCourses Courses(ExtractionRun run)
    {
        VoxelMoments moments = _moments!;
        int[] chosen = _options.MostVarying(MeanSquares(moments));
        VoxelCourses? courses = _store!.Courses(chosen);
        bool isSingle = VarianceKernel.TryNarrow(moments.First, new float[moments.First.Length]);
        (_store, _moments) = (null, null); // what follows needs the room
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

    private double[] MeanSquares(VoxelMoments moments)
    {
        double[] result = new double[_image.Grid.Voxels];
        for (int v = 0; v < result.Length; v++)
        {
            double value = _options.Detrend ? moments.Variance(v, detrend: true) : moments.MeanSquare(v);
            result[v] = (_mask is null || _mask[v]) && double.IsFinite(value) ? Math.Max(value, 0) : double.NaN;
        }

        return result;
    }
}
