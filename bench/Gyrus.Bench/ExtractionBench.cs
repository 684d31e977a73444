using System.Diagnostics;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Bench;

/// <summary>Extraction against the time that unpacking the file takes, at the size of nilearn's multi-subject example.</summary>
/// <remarks>
/// <c>extraction</c> prints the table; <c>extraction peak [clip]</c> extracts once and prints the peak of the memory of the process.
/// </remarks>
internal static class ExtractionBench
{
    private const int Volumes = 168;
    private const int Repeats = 5;

    private static readonly Grid Data = new(50, 59, 50, new Affine([4, 0, 0, -98, 0, 4, 0, -134, 0, 0, 4, -72]));
    private static readonly Grid Atlas = new(40, 48, 35, new Affine([4, 0, 0, -78, 0, 4, 0, -112, 0, 0, 4, -48.5]));
    private static readonly Grid Turned = new(
        40,
        48,
        35,
        new Affine([3.9, -0.8, 0, -60, 0.8, 3.9, 0.2, -125, 0, -0.2, 4, -46])
    );

    public static void Run(string[] args)
    {
        string folder = Path.Combine(Path.GetTempPath(), "gyrus-bench-extraction");
        Directory.CreateDirectory(folder);
        NiftiImage image = Image(Path.Combine(folder, "bold.nii.gz"));
        if (args is ["peak", ..])
        {
            Peak(image, args.Contains("clip"));
            return;
        }

        MapsAtlas maps = Maps(Atlas);
        MapsAtlas turned = Maps(Turned);
        LabelsAtlas labels = Labels();
        var example = new RegionExtractor
        {
            Target = ResamplingTarget.Atlas,
            HighVariance = new HighVarianceConfounds(),
        };
        RegionExtractor plain = example with { HighVariance = null };
        Console.WriteLine("| what | wall s | CPU s | wall / unpacking |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        double unpack = Row("unpack the file", 0, () => ReadAll(image));
        Row(
            "unpack + high-variance confounds",
            unpack,
            () => ImageConfounds.HighVariance(image, new HighVarianceConfounds())
        );
        Row("prepare 39 maps", unpack, () => example.Prepare(maps, image.Grid));
        Row("39 maps on the atlas grid, confounds", unpack, () => example.Extract(image, maps));
        Row("39 maps on the atlas grid", unpack, () => plain.Extract(image, maps));
        Row("39 maps, clipped, confounds", unpack, () => (example with { Clip = true }).Extract(image, maps));
        Row(
            "39 maps, smoothed 6 mm",
            unpack,
            () => (plain with { Smoothing = Smoothing.Gaussian(6) }).Extract(image, maps)
        );
        Row("39 maps, oblique atlas grid", unpack, () => plain.Extract(image, turned));
        Row("39 maps, oblique, clipped", unpack, () => (plain with { Clip = true }).Extract(image, turned));
        Row("39 maps on the data grid", unpack, () => new RegionExtractor().Extract(image, maps));
        Row("116 labels, mean, data grid", unpack, () => new RegionExtractor().Extract(image, labels));
        Row("116 labels, mean, atlas grid", unpack, () => plain.Extract(image, labels));
        Row(
            "116 labels, median, atlas grid",
            unpack,
            () => (plain with { Statistic = RegionStatistic.Median }).Extract(image, labels)
        );
        ClipEffect(plain, image, maps);
    }

    private static double Row(string what, double unpack, Action action)
    {
        (double wall, double cpu) = (double.PositiveInfinity, double.PositiveInfinity);
        using var process = Process.GetCurrentProcess();
        for (int i = 0; i < Repeats; i++)
        {
            process.Refresh();
            double before = process.TotalProcessorTime.TotalSeconds;
            var clock = Stopwatch.StartNew();
            action();
            wall = Math.Min(wall, clock.Elapsed.TotalSeconds);
            process.Refresh();
            cpu = Math.Min(cpu, process.TotalProcessorTime.TotalSeconds - before);
        }

        Console.WriteLine($"| {what} | {wall:0.000} | {cpu:0.000} | {wall / (unpack > 0 ? unpack : wall):0.00} |");
        return wall;
    }

    private static void Peak(NiftiImage image, bool clip)
    {
        var example = new RegionExtractor
        {
            Target = ResamplingTarget.Atlas,
            HighVariance = new HighVarianceConfounds(),
            Clip = clip,
        };
        var clock = Stopwatch.StartNew();
        example.Extract(image, Maps(Atlas));
        double wall = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        double single = 4.0 * image.Grid.Voxels * image.Count;
        Console.WriteLine(
            $"peak {process.PeakWorkingSet64 / 1e6:0} MB, one float32 image {single / 1e6:0} MB, first run {wall:0.00} s"
        );
    }

    private static void ClipEffect(RegionExtractor extractor, NiftiImage image, MapsAtlas maps)
    {
        Matrix free = extractor.Extract(image, maps).Signals.Values;
        Matrix clipped = (extractor with { Clip = true }).Extract(image, maps).Signals.Values;
        double worst = 0;
        for (int r = 0; r < free.Columns; r++)
        {
            double[] a = free.Column(r).ToArray();
            double mean = a.Average();
            double deviation = Math.Sqrt(a.Average(v => (v - mean) * (v - mean)));
            worst = Math.Max(worst, a.Zip(clipped.Column(r).ToArray(), (x, y) => Math.Abs(x - y)).Max() / deviation);
        }

        Console.WriteLine($"\nClipping changes a signal by at most {worst:0.0e+0} of its standard deviation.");
    }

    private static void ReadAll(NiftiImage image)
    {
        double[] volume = new double[image.Grid.Voxels];
        using IVolumeReader reader = image.Open();
        while (reader.ReadNext(volume)) { }
    }

    /// <summary>A bright ellipsoid with smooth and white fluctuations on a background of zeros, as float32.</summary>
    private static NiftiImage Image(string path)
    {
        if (!File.Exists(path))
        {
            using NiftiWriter writer = NiftiWriter.Create(path, Data, Volumes);
            var rng = new Rng(1);
            double[] volume = new double[Data.Voxels];
            double[] phases = [.. Enumerable.Range(0, 12).Select(_ => 6.28 * rng.NextDouble())];
            for (int t = 0; t < Volumes; t++)
            {
                for (int v = 0; v < volume.Length; v++)
                {
                    (double x, double y, double z) = Place(Data, v);
                    double inside = 1 - (x * x) - (y * y) - (z * z);
                    double slow = Math.Sin((9 * x) + phases[t % 12]) + Math.Cos((7 * y) - (5 * z) + (0.2 * t));
                    volume[v] = inside > 0 ? 500 + (200 * inside) + (8 * slow) + (10 * rng.NextNormal()) : 0;
                }

                writer.Append(volume);
            }

            writer.Complete();
        }

        return NiftiImage.Open(path);
    }

    /// <summary>39 overlapping blobs in the ellipsoid.</summary>
    private static MapsAtlas Maps(Grid grid)
    {
        var rng = new Rng(2);
        var maps = new List<double[]>();
        while (maps.Count < 39)
        {
            (double x, double y, double z) = (
                (2 * rng.NextDouble()) - 1,
                (2 * rng.NextDouble()) - 1,
                (2 * rng.NextDouble()) - 1
            );
            if ((x * x) + (y * y) + (z * z) > 0.8)
            {
                continue;
            }

            double[] map = new double[grid.Voxels];
            for (int v = 0; v < map.Length; v++)
            {
                (double a, double b, double c) = Place(grid, v);
                double d2 = ((a - x) * (a - x)) + ((b - y) * (b - y)) + ((c - z) * (c - z));
                map[v] = d2 < 0.06 ? Math.Exp(-d2 / 0.02) : 0;
            }

            maps.Add(map);
        }

        return MapsAtlas.Read(new VolumeSeries("maps", grid, maps));
    }

    private static LabelsAtlas Labels()
    {
        double[] labels = new double[Atlas.Voxels];
        for (int v = 0; v < labels.Length; v++)
        {
            (double x, double y, double z) = Place(Atlas, v);
            int block = (int)((x + 1) * 2.5) + (5 * (int)((y + 1) * 2.5)) + (25 * (int)((z + 1) * 2.5));
            labels[v] = (x * x) + (y * y) + (z * z) < 1 ? 1 + (block % 116) : 0;
        }

        return LabelsAtlas.Create("labels", new Volume(Atlas, labels));
    }

    /// <summary>The place of a voxel, scaled so that the ellipsoid is the unit ball.</summary>
    private static (double X, double Y, double Z) Place(Grid grid, int v)
    {
        (double x, double y, double z) = grid.Affine.Apply(v % grid.I, v / grid.I % grid.J, v / grid.I / grid.J);
        return (x / 72, (y + 18) / 90, (z - 12) / 62);
    }
}
