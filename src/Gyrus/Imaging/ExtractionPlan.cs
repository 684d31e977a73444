using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>An extraction made ready for all images on one grid: everything that does not depend on their values.</summary>
/// <remarks>Immutable, and safe to use for several images at once.</remarks>
public sealed class ExtractionPlan
{
    // Above this size the one product is given up: its weights would not stay near the processor anyway.
    private const long MostDenseBytes = 64L << 20;

    // The prefilter reaches 30 voxels far, so rows that contain it have no zeros. Up to this many rows, multiplying with them
    // takes less time than filtering each volume and multiplying with short rows (bench/results/extraction.md).
    private const int MostPushedRows = 24;

    // A dense product does this many multiplications in the time of a sparse one.
    private const int FewZeros = 8;

    private readonly RegionExtractor _options;
    private readonly bool _resamples;
    private readonly Matrix? _inverseGram;

    private ExtractionPlan(RegionExtractor options, IAtlas atlas, Grid image)
    {
        (_options, ImageGrid) = (options, image);
        var geometry = new ExtractionGeometry(options, atlas, image);
        var warnings = new List<string>(atlas.Warnings);
        SparseRows rows = atlas.On(geometry.Target).Within(geometry.Counts);
        int[] present = RegionCoverage.Present(options, atlas, rows, warnings);
        if (present.Length == 0)
        {
            throw RegionCoverage.NoOverlap(options, atlas, image);
        }

        rows = rows.Select(present);
        Regions = [.. present.Select(r => atlas.Regions[r])];
        RegionCoverage.WarnOfCutRegions(atlas, Regions, image, warnings);
        Warnings = warnings;
        _resamples = geometry.Map is not null;
        RegionStatistic? statistic = atlas.IsLabels ? options.Statistic : null;
        if (!atlas.IsLabels)
        {
            string[] names = [.. Regions.Select(r => r.Name)];
            _inverseGram = MapsLeastSquares.InverseGram(rows, names);
            MapsLeastSquares.WarnOfEntangledMaps(rows, _inverseGram, (atlas.Name, names), warnings);
        }

        SmoothingMap? smoothing = options.Smoothing is null
            ? null
            : new SmoothingMap(geometry.Target, options.Smoothing);
        if (statistic is null or RegionStatistic.Mean or RegionStatistic.Sum)
        {
            rows = statistic == RegionStatistic.Mean ? rows.Averages() : rows;
            rows = smoothing is null ? rows : AdjointRows.Of(rows, geometry.Target, smoothing);
            if (!Clips)
            {
                (Direct, DirectPrefilter) = Product(rows, geometry, image);
            }

            IResamplingMap? map = geometry.MapTo(rows, options.Interpolation);
            Volumewise = new VolumewiseReduction((image, geometry.Target), map, null, (rows, null));
        }
        else
        {
            Volumewise = new VolumewiseReduction((image, geometry.Target), geometry.Map, smoothing, (rows, statistic));
        }
    }

    /// <summary>Gets the grid of the images it is for.</summary>
    public Grid ImageGrid { get; }

    /// <summary>Gets the regions that have voxels, in the order of the columns.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Gets the whole extraction as one matrix of regions × voxels of the image, where that is exact.</summary>
    internal IRegionRows? Direct { get; }

    /// <summary>Gets what comes before the matrix: it acts on spline coefficients when this is not null.</summary>
    internal VolumePrefilter? DirectPrefilter { get; }

    /// <summary>Gets the extraction step by step.</summary>
    internal VolumewiseReduction Volumewise { get; }

    /// <summary>Gets whether clipping can change a value: splines alone leave the range of what they interpolate.</summary>
    internal bool Clips => _options.Clip && _resamples && _options.Interpolation == Interpolation.Continuous;

    /// <summary>Gets whether every step but clipping is linear in the volume.</summary>
    internal bool IsLinear => Volumewise.IsLinear;

    /// <summary>Gets whether values that are not finite can simply be taken as 0 in the image.</summary>
    internal bool Resamples => _resamples;

    internal RegionExtractor Options => _options;

    /// <summary>Extracts the signals of one image.</summary>
    /// <param name="image">The image, on <see cref="ImageGrid"/>; it is read once or twice, volume by volume.</param>
    /// <param name="run">What the signals are called, who is told how far it is, and how to stop; null for the defaults.</param>
    /// <exception cref="ArgumentException">The image is on another grid.</exception>
    /// <exception cref="InvalidDataException">The image ends early or is damaged.</exception>
    public ExtractedSignals Extract(IVolumeSeries image, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.Grid.IsSameAs(ImageGrid))
        {
            throw new ArgumentException(
                $"{image.Name}: the extraction was prepared for {ImageGrid}, {ExtractionGeometry.Extent(ImageGrid)}, but this image has {image.Grid}, {ExtractionGeometry.Extent(image.Grid)}."
            );
        }

        run ??= new ExtractionRun();
        var pass = new ExtractionPass(this, image, run);
        pass.Run();
        return new ExtractedSignals
        {
            Signals = new RegionSignals(run.Subject ?? image.Name, Signals(pass.Reduced, image.Count), Regions)
            {
                RepetitionTimeSeconds = image.RepetitionTimeSeconds,
            },
            HighVariance = pass.HighVariance,
            Warnings = [.. Warnings, .. pass.Warnings],
        };
    }

    internal static ExtractionPlan Create(RegionExtractor options, IAtlas atlas, Grid image) =>
        new(options, atlas, image);

    /// <summary>The same extraction without its single product, for the tests of one against the other.</summary>
    internal ExtractionPlan StepByStep() => new(this);

    private ExtractionPlan(ExtractionPlan other)
    {
        (_options, _resamples, _inverseGram) = (other._options, other._resamples, other._inverseGram);
        (ImageGrid, Regions, Warnings) = (other.ImageGrid, other.Regions, other.Warnings);
        Volumewise = other.Volumewise;
    }

    /// <summary>The whole extraction as rows on the image, or on its spline coefficients when there are many regions.</summary>
    private static (IRegionRows Rows, VolumePrefilter? Prefilter) Product(
        SparseRows rows,
        ExtractionGeometry geometry,
        Grid image
    )
    {
        (int Image, int Target) voxels = (image.Voxels, geometry.Target.Voxels);
        if (geometry.Map is not { } map)
        {
            return (Compact(rows, image), null);
        }

        if (map.Prefilter is not null && rows.Count <= MostPushedRows && DenseBytes(rows, image) <= MostDenseBytes)
        {
            return (AdjointRows.Of(rows, map, voxels), null);
        }

        return (Compact(AdjointRows.OnCoefficients(rows, map, voxels), image), map.Prefilter);
    }

    private static IRegionRows Compact(SparseRows rows, Grid image) =>
        DenseBytes(rows, image) <= MostDenseBytes && rows.NonZeros * 8 * FewZeros > DenseBytes(rows, image)
            ? AdjointRows.Dense(rows, image.Voxels)
            : rows;

    private static long DenseBytes(SparseRows rows, Grid image) => 8L * rows.Count * image.Voxels;

    private Matrix Signals(double[] reduced, int volumes)
    {
        int n = Regions.Count;
        var signals = new Matrix(volumes, n);
        for (int r = 0; r < n; r++)
        {
            Span<double> column = signals.MutableColumn(r);
            for (int t = 0; t < volumes; t++)
            {
                column[t] = _inverseGram is null
                    ? reduced[(t * n) + r]
                    : TensorPrimitives.Dot(_inverseGram.Column(r), reduced.AsSpan(t * n, n));
            }
        }

        return signals;
    }
}
