using System.Diagnostics;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.Numerics;
using Gyrus.Signals;
using Gyrus.Testing;

namespace Gyrus.Bench;

/// <summary>Extraction against the time that unpacking the file takes, at the size of nilearn's multi-subject example.</summary>
/// <remarks>
/// <c>extraction</c> prints the tables; <c>extraction clipping</c>, <c>extraction parts</c> and <c>extraction maps</c> one of them;
/// <c>extraction peak [free]</c> extracts once and prints the peak of the memory of the process; <c>extraction write FOLDER VOLUMES</c>
/// writes an image of so many volumes and atlases of 39 and 1,024 maps, to measure the command with.
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
        if (args is ["write", var to, var volumes])
        {
            Directory.CreateDirectory(to);
            Image(
                Path.Combine(to, "bold.nii.gz"),
                int.Parse(volumes, System.Globalization.CultureInfo.InvariantCulture)
            );
            NiftiWriter.Write(Path.Combine(to, "maps39.nii.gz"), MapSeries(Atlas, 39));
            NiftiWriter.Write(Path.Combine(to, "maps1024.nii.gz"), MapSeries(Atlas, 1024));
            return;
        }

        NiftiImage image = Image(Path.Combine(folder, "bold.nii.gz"));
        if (args is ["peak", ..])
        {
            Peak(image, !args.Contains("free"));
            return;
        }

        if (args is ["clipping"])
        {
            Clipping();
            return;
        }

        if (args is ["maps"])
        {
            ManyMaps(image);
            return;
        }

        MapsAtlas maps = Maps(Atlas);
        MapsAtlas turned = Maps(Turned);
        if (args is ["parts"])
        {
            Parts(image, maps, turned);
            return;
        }

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
        Row("the same without clipping", unpack, () => (example with { Clip = false }).Extract(image, maps));
        Row("39 maps on the atlas grid", unpack, () => plain.Extract(image, maps));
        Row(
            "39 maps, smoothed 6 mm",
            unpack,
            () => (plain with { Smoothing = Smoothing.Gaussian(6) }).Extract(image, maps)
        );
        Row("39 maps, oblique atlas grid", unpack, () => plain.Extract(image, turned));
        Row("39 maps, oblique, without clipping", unpack, () => (plain with { Clip = false }).Extract(image, turned));
        Row("39 maps on the data grid", unpack, () => new RegionExtractor().Extract(image, maps));
        Row("116 labels, mean, data grid", unpack, () => new RegionExtractor().Extract(image, labels));
        Row("116 labels, mean, atlas grid", unpack, () => plain.Extract(image, labels));
        Row(
            "116 labels, median, atlas grid",
            unpack,
            () => (plain with { Statistic = RegionStatistic.Median }).Extract(image, labels)
        );
        Console.WriteLine();
        Clipping();
        ClipEffect("the synthetic image", plain, image, maps);
        Parts(image, maps, turned);
    }

    /// <summary>39 maps against 1,024, the atlas's preparation included, as each call of the command pays for it.</summary>
    private static void ManyMaps(NiftiImage image)
    {
        MapsAtlas few = Maps(Atlas);
        MapsAtlas many = MapsAtlas.Read(MapSeries(Atlas, 1024));
        Console.WriteLine("| what | wall s | CPU s | wall / 39 maps |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (ResamplingTarget target in new[] { ResamplingTarget.Data, ResamplingTarget.Atlas })
        {
            foreach (bool clip in new[] { true, false })
            {
                var extractor = new RegionExtractor
                {
                    Target = target,
                    Clip = clip,
                    HighVariance = new HighVarianceConfounds(),
                };
                string how =
                    $"{(target == ResamplingTarget.Data ? "data" : "atlas")} grid{(clip ? "" : ", no clipping")}";
                double base39 = Row($"39 maps, {how}", 0, () => extractor.Extract(image, few));
                Row($"1,024 maps, {how}: preparation", base39, () => extractor.Prepare(many, image.Grid));
                Row($"1,024 maps, {how}", base39, () => extractor.Extract(image, many));
            }
        }
    }

    private static void Parts(NiftiImage image, MapsAtlas maps, MapsAtlas turned)
    {
        double[] volume = new double[image.Grid.Voxels];
        double[] result = new double[Atlas.Voxels];
        using IVolumeReader reader = image.Open();
        reader.ReadNext(volume);
        double[] work = (double[])volume.Clone();
        Console.WriteLine("\n| one volume, one thread | µs |\n| --- | ---: |");
        Part("prefilter", () => new VolumePrefilter(image.Grid).Apply(work));
        IResamplingMap straight = ResamplingMap.Create(image.Grid, Atlas, Interpolation.Continuous);
        Part("prefilter and resample, axes parallel", () => straight.Forward(volume, result));
        IResamplingMap oblique = ResamplingMap.Create(image.Grid, Turned, Interpolation.Continuous);
        Part("prefilter and resample, oblique", () => oblique.Forward(volume, result));
        var extractor = new RegionExtractor { Target = ResamplingTarget.Atlas, Clip = false };
        double[] signals = new double[64];
        foreach ((MapsAtlas atlas, string name) in new[] { (maps, "parallel"), (turned, "oblique") })
        {
            ExtractionPlan plan = extractor.Prepare(atlas, image.Grid);
            Part($"prefilter and 39 rows on the coefficients, {name}", () => plan.Product!.Apply(work, 1, signals));
            Part($"steps, {name}", () => plan.Volumewise.Reduce(volume, null, signals));
        }

        var dense = new DenseRows(40, image.Grid.Voxels);
        for (int r = 0; r < 40; r++)
        {
            dense.Row(r).Fill(1e-3);
        }

        dense.Seal();
        double[] block = new double[12 * volume.Length];
        Part("40 dense rows (of 12 volumes at once)", () => dense.MultiplyBlock(block, 12, new double[480]), 12);
        double[] sums = new double[volume.Length];
        Part(
            "variances (of 12 volumes at once)",
            () => VarianceKernel.Accumulate(block, new double[12], volume, (sums, sums, sums)),
            12
        );
        Part("to single precision", () => VarianceKernel.TryNarrow(volume, new float[volume.Length]));
    }

    private static void Part(string what, Action action, int volumes = 1) =>
        Console.WriteLine($"| {what} | {1e6 * ThreadClock.LeastSeconds(action) / volumes:0} |");

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

    /// <summary>What clipping changes in signals: on the recordings of the shared folder, with 12 blobs on a shifted, coarser grid.</summary>
    private static void Clipping()
    {
        Console.WriteLine("| recording | offset / sd | change about the mean / sd | change of a correlation |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        string folder = SharedFolder.Path("data");
        string[] images =
        [
            "bold4d_misc/nimh_filtered_func_data_64vol.nii.gz",
            "bold4d_misc/nitime_fmri1_40vol.nii.gz",
            "bold4d_misc/niivue_pcasl_10vol.nii.gz",
            "bold4d_haxby_lowres/run001_bold_25mm.nii.gz",
        ];
        foreach (string name in images)
        {
            NiftiImage image = NiftiImage.Open(Path.Combine(folder, name));
            ClipEffect(name, new RegionExtractor { Target = ResamplingTarget.Atlas }, image, Blobs(image.Grid));
        }
    }

    private static MapsAtlas Blobs(Grid data)
    {
        double[] rows = [.. Enumerable.Range(0, 12).Select(n => data.Affine[n / 4, n % 4] * (n % 4 == 3 ? 1 : 1.2))];
        for (int r = 0; r < 3; r++)
        {
            rows[(4 * r) + 3] += 0.4 * (data.Affine[r, 0] + data.Affine[r, 1] + data.Affine[r, 2]);
        }

        var grid = new Grid((int)(data.I / 1.25), (int)(data.J / 1.25), (int)(data.K / 1.25), new Affine(rows));
        var maps = new List<double[]>();
        for (int n = 0; n < 12; n++)
        {
            double[] map = new double[grid.Voxels];
            for (int v = 0; v < map.Length; v++)
            {
                double x = ((v % grid.I) + 0.5) / grid.I * 3;
                double y = ((v / grid.I % grid.J) + 0.5) / grid.J * 2;
                double z = ((v / grid.I / grid.J) + 0.5) / grid.K * 2;
                double d2 =
                    Math.Pow(x - (n % 3) - 0.5, 2)
                    + Math.Pow(y - (n / 3 % 2) - 0.5, 2)
                    + Math.Pow(z - (n / 6) - 0.5, 2);
                map[v] = d2 < 0.6 ? Math.Exp(-3 * d2) : 0;
            }

            maps.Add(map);
        }

        return MapsAtlas.Read(new VolumeSeries("blobs", grid, maps));
    }

    private static void ClipEffect(string what, RegionExtractor extractor, NiftiImage image, MapsAtlas maps)
    {
        Matrix free = (extractor with { Clip = false }).Extract(image, maps).Signals.Values;
        Matrix clipped = extractor.Extract(image, maps).Signals.Values;
        (double offset, double change, double correlation) = (0, 0, 0);
        double[][] a = [.. Enumerable.Range(0, free.Columns).Select(r => Scaled(free.Column(r), free.Column(r)))];
        double[][] b = [.. Enumerable.Range(0, free.Columns).Select(r => Scaled(clipped.Column(r), free.Column(r)))];
        for (int r = 0; r < a.Length; r++)
        {
            double mean = b[r].Average();
            offset = Math.Max(offset, Math.Abs(mean));
            change = Math.Max(change, a[r].Zip(b[r], (x, y) => Math.Abs(y - mean - x)).Max());
            for (int s = 0; s < r; s++)
            {
                correlation = Math.Max(correlation, Math.Abs(Correlation(a[r], a[s]) - Correlation(b[r], b[s])));
            }
        }

        Console.WriteLine($"| {what} | {offset:0.0e+0} | {change:0.0e+0} | {correlation:0.0e+0} |");
    }

    /// <summary>The values in standard deviations of a reference about its mean.</summary>
    private static double[] Scaled(ReadOnlySpan<double> values, ReadOnlySpan<double> reference)
    {
        double[] r = reference.ToArray();
        double mean = r.Average();
        double deviation = Math.Sqrt(r.Average(v => (v - mean) * (v - mean)));
        return [.. values.ToArray().Select(v => (v - mean) / deviation)];
    }

    private static double Correlation(double[] a, double[] b)
    {
        (double ma, double mb) = (a.Average(), b.Average());
        double cross = a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum();
        return cross / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }

    private static void ReadAll(NiftiImage image)
    {
        double[] volume = new double[image.Grid.Voxels];
        using IVolumeReader reader = image.Open();
        while (reader.ReadNext(volume)) { }
    }

    /// <summary>A bright ellipsoid with smooth and white fluctuations on a background of small whole numbers, as float32: it packs to a third.</summary>
    private static NiftiImage Image(string path, int count = Volumes)
    {
        if (!File.Exists(path))
        {
            using NiftiWriter writer = NiftiWriter.Create(path, Data, count);
            var rng = new Rng(1);
            double[] volume = new double[Data.Voxels];
            double[] phases = [.. Enumerable.Range(0, 12).Select(_ => 6.28 * rng.NextDouble())];
            for (int t = 0; t < count; t++)
            {
                for (int v = 0; v < volume.Length; v++)
                {
                    (double x, double y, double z) = Place(Data, v);
                    double inside = 1 - (x * x) - (y * y) - (z * z);
                    double slow = Math.Sin((9 * x) + phases[t % 12]) + Math.Cos((7 * y) - (5 * z) + (0.2 * t));
                    volume[v] =
                        inside > 0
                            ? 500 + (200 * inside) + (8 * slow) + (10 * rng.NextNormal())
                            : Math.Round(12 * Math.Abs(rng.NextNormal()));
                }

                writer.Append(volume);
            }

            writer.Complete();
        }

        return NiftiImage.Open(path);
    }

    /// <summary>39 overlapping blobs in the ellipsoid.</summary>
    private static MapsAtlas Maps(Grid grid) => MapsAtlas.Read(MapSeries(grid, 39));

    /// <summary>Blobs of which about 15 meet in a voxel when there are 1,024; no two centres are closer than 6 mm or so.</summary>
    private static VolumeSeries MapSeries(Grid grid, int count)
    {
        var rng = new Rng(2);
        var maps = new List<double[]>();
        var centres = new List<(double X, double Y, double Z)>();
        while (maps.Count < count)
        {
            (double x, double y, double z) = (
                (2 * rng.NextDouble()) - 1,
                (2 * rng.NextDouble()) - 1,
                (2 * rng.NextDouble()) - 1
            );
            bool isClose = centres.Exists(c =>
                Math.Pow(c.X - x, 2) + Math.Pow(c.Y - y, 2) + Math.Pow(c.Z - z, 2) < 0.006
            );
            if ((x * x) + (y * y) + (z * z) > 0.8 || isClose)
            {
                continue;
            }

            centres.Add((x, y, z));
            double[] map = new double[grid.Voxels];
            for (int v = 0; v < map.Length; v++)
            {
                (double a, double b, double c) = Place(grid, v);
                double d2 = ((a - x) * (a - x)) + ((b - y) * (b - y)) + ((c - z) * (c - z));
                map[v] = d2 < 0.06 ? Math.Exp(-d2 / 0.02) : 0;
            }

            maps.Add(map);
        }

        return new VolumeSeries("maps", grid, maps);
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
