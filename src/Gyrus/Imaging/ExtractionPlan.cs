using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>An extraction made ready for all images on one grid: everything that does not depend on their values.</summary>
/// <remarks>Immutable, and safe to use for several images at once.</remarks>
public sealed class ExtractionPlan
{
    private readonly Matrix? _inverseGram;

    private ExtractionPlan(RegionExtractor options, IAtlas atlas, Grid image)
    {
        (Options, ImageGrid) = (options, image);
        var geometry = new ExtractionGeometry(options, atlas, image);
        var warnings = new List<string>(atlas.Warnings);
        SparseRows rows = atlas.On(geometry.Target).Within(geometry.Counts);
        int[] present = RegionCoverage.Present(options, atlas, rows, warnings);
        if (present.Length == 0)
        {
            throw RegionCoverage.NoOverlap(options, atlas, image);
        }

        rows = rows.Select(present);
        RegionOverlap.RequireAllowed(options, atlas, rows, present);
        Regions = [.. present.Select(r => atlas.Regions[r])];
        RegionCoverage.WarnOfCutRegions(atlas, Regions, image, warnings);
        Warnings = warnings;
        Resamples = geometry.Map is not null;
        if (atlas.Kind == RegionKind.Maps)
        {
            string[] names = [.. Regions.Select(r => r.Name)];
            _inverseGram = MapsLeastSquares.InverseGram(rows, names);
            MapsLeastSquares.WarnOfEntangledMaps(rows, _inverseGram, (atlas.Name, names), warnings);
        }

        RegionStatistic? statistic = atlas.Kind is RegionKind.Labels or RegionKind.Spheres ? options.Statistic : null;
        bool moves = geometry.Map is not null || options.Smoothing is not null;
        (Product, Volumewise) = (atlas.Kind, statistic) switch
        {
            // As many rows as voxels: moving each of them through the steps would cost more than any image.
            (RegionKind.Voxels, _) when moves => Stepwise(options, geometry, rows, null),
            (_, null or RegionStatistic.Sum) => Linear(options, geometry, rows),
            (_, RegionStatistic.Mean) => Linear(options, geometry, rows.Averages()),
            _ => Stepwise(options, geometry, rows, statistic),
        };
    }

    private ExtractionPlan(ExtractionPlan other)
    {
        (Options, Resamples, _inverseGram) = (other.Options, other.Resamples, other._inverseGram);
        (ImageGrid, Regions, Warnings) = (other.ImageGrid, other.Regions, other.Warnings);
        Volumewise = other.Volumewise;
    }

    /// <summary>Gets the grid of the images it is for.</summary>
    public Grid ImageGrid { get; }

    /// <summary>Gets the regions that have voxels, in the order of the columns.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Gets the whole extraction as one matrix, where that is exact: no clipping and no order statistic.</summary>
    internal LinearProduct? Product { get; }

    /// <summary>Gets the extraction step by step.</summary>
    internal VolumewiseReduction Volumewise { get; }

    /// <summary>Gets whether clipping can change a value: splines alone leave the range of what they interpolate.</summary>
    internal bool Clips => Options.Clip && Resamples && Options.Interpolation == Interpolation.Continuous;

    /// <summary>Gets whether every step but clipping is linear in the volume.</summary>
    internal bool IsLinear => Volumewise.IsLinear;

    /// <summary>Gets whether the image is resampled.</summary>
    internal bool Resamples { get; }

    /// <summary>Gets the options it was made from.</summary>
    internal RegionExtractor Options { get; }

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

        RequireRoom(image);
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

    /// <summary>The bytes that the signals of an image of so many volumes take. The extraction holds them twice.</summary>
    public long SignalBytes(int volumes) => 8L * volumes * Regions.Count;

    private void RequireRoom(IVolumeSeries image)
    {
        long bytes = SignalBytes(image.Count);
        if (bytes > Options.MostSignalBytes || bytes > 8L * Array.MaxLength)
        {
            throw new ArgumentException(
                Invariant(
                    $"{image.Name}: the signals of {image.Count} volumes × {Regions.Count} regions take {bytes} bytes ({bytes / 1e9:0.0} GB), more than the {Math.Min(Options.MostSignalBytes, 8L * Array.MaxLength)} allowed (MostSignalBytes). Take a smaller mask, or fewer volumes at a time."
                )
            );
        }
    }

    internal static ExtractionPlan Create(RegionExtractor options, IAtlas atlas, Grid image) =>
        new(options, atlas, image);

    /// <summary>The same extraction without its single product, for the tests of one against the other.</summary>
    internal ExtractionPlan StepByStep() => new(this);

    private static (LinearProduct?, VolumewiseReduction) Stepwise(
        RegionExtractor options,
        ExtractionGeometry geometry,
        SparseRows rows,
        RegionStatistic? statistic
    ) => (null, geometry.Steps(geometry.Map, Smoothing(options, geometry), (rows, statistic)));

    private static SmoothingMap? Smoothing(RegionExtractor options, ExtractionGeometry geometry) =>
        options.Smoothing is null ? null : new SmoothingMap(geometry.Target, options.Smoothing);

    /// <summary>Moves smoothing into the rows, and resampling too unless values are clipped in between.</summary>
    private (LinearProduct? Product, VolumewiseReduction Volumewise) Linear(
        RegionExtractor options,
        ExtractionGeometry geometry,
        SparseRows rows
    )
    {
        SparseRows smooth = Smoothing(options, geometry) is { } map ? AdjointRows.Of(rows, geometry.Target, map) : rows;
        LinearProduct? product = Clips
            ? null
            : LinearProduct.Create(smooth, geometry.Map, (ImageGrid.Voxels, geometry.Target.Voxels));
        return (product, geometry.Steps(geometry.MapTo(smooth, options.Interpolation), null, (smooth, null)));
    }

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
