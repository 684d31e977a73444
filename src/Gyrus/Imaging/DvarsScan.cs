using System.Numerics.Tensors;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Global signal and DVARS of the voxels of a mask, gathered over as many passes as the memory asks for.</summary>
/// <remarks>
/// The quartiles of a voxel need its whole course, so courses are kept, for as many voxels at a time as fit in the budget. Sums over
/// voxels go block by block in a fixed order: results do not depend on threads.
/// </remarks>
internal sealed class DvarsScan
{
    private const int VoxelsPerBlock = 256;
    private readonly IVolumeSeries _image;
    private readonly int _volumes;
    private readonly double[] _courses;
    private readonly int _perPass;
    private readonly double[] _changes;
    private readonly double[] _all;
    private readonly FloatMedian _median = new();
    private double _expected;
    private int _varying;
    private int _notFinite;
    private int _start;

    /// <summary>Prepares a scan whose first pass is the caller's.</summary>
    public DvarsScan(IVolumeSeries image, int[] voxels, long budget)
    {
        _image = image;
        Voxels = voxels;
        _volumes = image.Count;
        _perPass = (int)Math.Clamp(budget / (8L * _volumes), 1, voxels.Length);
        _courses = new double[checked(_perPass * _volumes)];
        _changes = new double[_volumes];
        _all = new double[_volumes];
    }

    /// <summary>Gets the voxels of the mask.</summary>
    public int[] Voxels { get; }

    /// <summary>Gets the mean over the mask, one per volume.</summary>
    public double[] GlobalSignal { get; private set; } = [];

    /// <summary>Gets DVARS on a scale on which the median of the mask is 1000; NaN for the first volume.</summary>
    public double[] Dvars { get; private set; } = [];

    /// <summary>Gets the standardised DVARS; NaN for the first volume.</summary>
    public double[] StandardisedDvars { get; private set; } = [];

    /// <summary>Takes in the next volumes of a pass.</summary>
    public void Add(VolumeBlock block)
    {
        int count = Math.Min(_perPass, Voxels.Length - _start);
        for (int t = 0; t < block.Count; t++)
        {
            ReadOnlySpan<double> volume = block.Volume(t);
            for (int v = 0; v < count; v++)
            {
                _courses[(v * _volumes) + block.First + t] = volume[Voxels[_start + v]];
            }
        }
    }

    /// <summary>Makes the further passes, and the results.</summary>
    public void Finish(ExtractionRun run, List<string> warnings)
    {
        Take();
        bool isWhole = _perPass == Voxels.Length;
        for (_start = _perPass; _start < Voxels.Length; _start += _perPass)
        {
            VolumeBlocks.ForEach(_image, "Measuring quality, more voxels", run, Add);
            Take();
        }

        double median = Median(isWhole, run);
        int counted = Voxels.Length - _notFinite;
        if (_varying == 0)
        {
            throw new ArgumentException(
                $"{_image.Name}: no voxel of the mask varies in time, so there is no DVARS. Is the mask one of this image?"
            );
        }

        if (_notFinite > 0)
        {
            warnings.Add(
                Invariant(
                    $"{_image.Name}: {_notFinite} of {Voxels.Length} voxels of the mask are not finite at some time and do not count."
                )
            );
        }

        if (median <= 0)
        {
            warnings.Add(
                $"{_image.Name}: the median of the mask is not positive (was the mean removed?), so DVARS keeps the units of the image."
            );
        }

        double scale = median > 0 ? 1000 / median : 1;
        double expected = _expected / _varying;
        GlobalSignal = [.. _all.Select(sum => sum / counted)];
        double[] raw = [.. _changes.Select((sum, t) => t == 0 ? double.NaN : Math.Sqrt(sum / _varying))];
        Dvars = [.. raw.Select(d => d * scale)];
        StandardisedDvars = [.. raw.Select(d => d / expected)];
    }

    private double Median(bool isWhole, ExtractionRun run)
    {
        _median.Locate();
        _start = 0;
        if (isWhole)
        {
            Finite(_median.CountWithin);
            return _median.Value();
        }

        for (; _start < Voxels.Length; _start += _perPass)
        {
            VolumeBlocks.ForEach(_image, "Measuring quality, median", run, Add);
            Finite(_median.CountWithin);
        }

        return _median.Value();
    }

    private delegate void CourseAction(ReadOnlySpan<double> course);

    /// <summary>Every course of the pass that is finite throughout.</summary>
    private void Finite(CourseAction action)
    {
        int count = Math.Min(_perPass, Voxels.Length - _start);
        for (int v = 0; v < count; v++)
        {
            ReadOnlySpan<double> course = _courses.AsSpan(v * _volumes, _volumes);
            if (TensorPrimitives.IsFiniteAll(course))
            {
                action(course);
            }
        }
    }

    /// <summary>Takes in the voxels of the pass that has ended.</summary>
    private void Take()
    {
        int count = Math.Min(_perPass, Voxels.Length - _start);
        Finite(_median.Count);
        int blocks = (count + VoxelsPerBlock - 1) / VoxelsPerBlock;
        var parts = new Part[blocks];
        Parallel.For(0, blocks, b => parts[b] = Sum(b * VoxelsPerBlock, Math.Min(count, (b + 1) * VoxelsPerBlock)));
        foreach (Part part in parts)
        {
            TensorPrimitives.Add<double>(_changes, part.Changes, _changes);
            TensorPrimitives.Add<double>(_all, part.All, _all);
            _expected += part.Expected;
            _varying += part.Varying;
            _notFinite += part.NotFinite;
        }
    }

    private Part Sum(int from, int to)
    {
        var part = new Part(new double[_volumes], new double[_volumes]);
        double[] buffer = new double[_volumes];
        for (int v = from; v < to; v++)
        {
            ReadOnlySpan<double> course = _courses.AsSpan(v * _volumes, _volumes);
            if (!TensorPrimitives.IsFiniteAll(course))
            {
                part.NotFinite++;
                continue;
            }

            TensorPrimitives.Add(part.All, course, part.All);
            double expected = ExpectedChange(course, buffer);
            if (expected > 0)
            {
                part.Varying++;
                part.Expected += expected;
                TensorPrimitives.Subtract(course[1..], course[..^1], buffer.AsSpan(1));
                buffer[0] = 0;
                TensorPrimitives.MultiplyAdd<double>(buffer, buffer, part.Changes, part.Changes);
            }
        }

        return part;
    }

    /// <summary>(IQR / 1.349)·√(2(1 − ρ₁)); 0 where the quartiles agree but for rounding.</summary>
    private static double ExpectedChange(ReadOnlySpan<double> course, Span<double> buffer)
    {
        course.CopyTo(buffer);
        buffer.Sort();
        double low = buffer[(int)(0.25 * (course.Length - 1))];
        double high = buffer[(int)(0.75 * (course.Length - 1))];
        if (high - low <= 1e-10 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            return 0;
        }

        TensorPrimitives.Subtract(course, TensorPrimitives.Sum(course) / course.Length, buffer);
        double correlation =
            TensorPrimitives.Dot<double>(buffer[1..], buffer[..^1]) / TensorPrimitives.SumOfSquares<double>(buffer);
        return (high - low) / 1.349 * Math.Sqrt(2 * (1 - correlation));
    }

    private sealed class Part(double[] changes, double[] all)
    {
        public double[] Changes { get; } = changes;

        public double[] All { get; } = all;

        public double Expected { get; set; }

        public int Varying { get; set; }

        public int NotFinite { get; set; }
    }
}
