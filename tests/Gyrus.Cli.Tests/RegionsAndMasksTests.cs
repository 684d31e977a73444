using System.Text.Json;
using Gyrus.IO.Nifti;

namespace Gyrus.Cli.Tests;

/// <summary>Seeds, masks, voxels, inverse images and runs, from end to end on a small study.</summary>
public sealed class RegionsAndMasksTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public async Task Signals_OfSeeds_WritesATableThatKnowsTheirPlaces()
    {
        using var folder = new TemporaryFolder();
        string seeds = folder.Write("seeds.tsv", "x\ty\tz\tname\n-20\t-30\t20\tleft\n20\t-30\t20\tright\n");

        Call call = await Call.RunAsync([
            "signals",
            study.Bold[0],
            "--seeds",
            seeds,
            "--radius",
            "12",
            "--quiet",
            "--out",
            folder.Path("out"),
        ]);

        Assert.Equal((0, ""), (call.Code, call.Error));
        string table = Directory.GetFiles(folder.Path("out"), "*_timeseries.tsv").Single();
        Assert.Equal("left\tright", File.ReadLines(table).First());
        Assert.Contains(
            "-20\t-30\t20",
            File.ReadAllText(folder.Path("out", "seg-seeds_dseg.tsv")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("give one with --atlas or --seeds")]
    [InlineData("Expected --atlas or --seeds, but both were given", "--seeds", "SEEDS", "--atlas", "ATLAS")]
    [InlineData("--radius is that of spheres around seeds", "--atlas", "ATLAS", "--radius", "5")]
    [InlineData("--labels names the regions of an atlas", "--seeds", "SEEDS", "--labels", "SEEDS")]
    [InlineData("--radius must be a positive finite number, but was -5", "--seeds", "SEEDS", "--radius", "-5")]
    [InlineData("1 pair of regions shares voxels: 'a' and 'b'", "--seeds", "SEEDS", "--radius", "20")]
    [InlineData("'far' at (500, 0, 0)", "--seeds", "SEEDS", "--radius", "3")]
    public async Task Signals_OfSeedsThatCannotBe_SaysWhy(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();
        bool overlaps = options.Contains("20");
        string seeds = folder.Write("seeds.csv", "x,y,z,name\n0,0,0,a\n9,0,0,b\n" + (overlaps ? "" : "500,0,0,far\n"));
        string[] words =
        [
            .. options.Select(o =>
                o == "SEEDS" ? seeds
                : o == "ATLAS" ? study.Atlas
                : o
            ),
        ];

        Call call = await Call.RunAsync(["signals", study.Bold[0], .. words, "--out", folder.Path("out")]);

        Assert.Equal(1, call.Code);
        Assert.Contains(expected, call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    [Fact]
    public async Task Signals_AllowingOverlapAndDroppingEmptySeeds_WarnsAndWrites()
    {
        using var folder = new TemporaryFolder();
        string seeds = folder.Write("seeds.csv", "x,y,z,name\n0,0,0,a\n9,0,0,b\n500,0,0,far\n");
        string[] options = ["--radius", "20", "--allow-overlap", "--empty-regions", "drop", "--quiet"];

        Call call = await Call.RunAsync([
            "signals",
            study.Bold[0],
            "--seeds",
            seeds,
            .. options,
            "--out",
            folder.Path("out"),
        ]);

        Assert.Equal(0, call.Code);
        Assert.Contains("'far' at (500, 0, 0)", call.Error, StringComparison.Ordinal);
        string table = Directory.GetFiles(folder.Path("out"), "*_timeseries.tsv").Single();
        Assert.Equal("a\tb", File.ReadLines(table).First());
    }

    [Theory]
    [InlineData("epi")]
    [InlineData("background")]
    [InlineData("auto")]
    public async Task Mask_OfSeveralImages_IsOneMaskWithItsSidecar(string method)
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            "mask",
            .. study.Bold,
            "--method",
            method,
            "--json",
            "--quiet",
            "--out",
            folder.Root,
        ]);

        Assert.Equal(0, call.Code);
        using JsonDocument summary = JsonDocument.Parse(call.Output);
        string path = summary.RootElement.GetProperty("mask").GetString()!;
        Assert.Equal("task-rest_space-MNI152NLin2009cAsym_desc-brain_mask.nii.gz", Path.GetFileName(path));
        double[] values = NiftiImage.Open(path).ReadVolume().Values.ToArray();
        Assert.Equal([0, 1], values.Distinct().Order());
        Assert.Equal(summary.RootElement.GetProperty("voxels").GetInt32(), values.Count(v => v == 1));
        using JsonDocument sidecar = JsonDocument.Parse(
            File.ReadAllText(path.Replace(".nii.gz", ".json", StringComparison.Ordinal))
        );
        Assert.Equal("Brain", sidecar.RootElement.GetProperty("Type").GetString());
    }

    [Fact]
    public async Task Signals_WithTheMaskOfTheImages_AreThoseWithTheFileOfThatMask()
    {
        using var folder = new TemporaryFolder();
        string mask = folder.Path("mask.nii.gz");
        string[] call = ["signals", .. study.Bold, "--atlas", study.Atlas, "--quiet"];

        Assert.Equal(0, (await Call.RunAsync(["mask", .. study.Bold, "--method", "epi", "-q", "--out", mask])).Code);
        Assert.Equal(0, (await Call.RunAsync([.. call, "--mask", mask, "--out", folder.Path("file")])).Code);
        Assert.Equal(0, (await Call.RunAsync([.. call, "--mask", "epi", "--out", folder.Path("epi")])).Code);
        Assert.Equal(0, (await Call.RunAsync([.. call, "--out", folder.Path("none")])).Code);

        string table = Path.GetFileName(Directory.GetFiles(folder.Path("file"), "*_timeseries.tsv").Order().First());
        string file = File.ReadAllText(folder.Path("file", table));
        Assert.Equal(file, File.ReadAllText(folder.Path("epi", table)));
        Assert.NotEqual(file, File.ReadAllText(folder.Path("none", table)));
    }

    [Fact]
    public async Task Signals_OfVoxels_AreACleanedImage()
    {
        using var folder = new TemporaryFolder();
        string mask = Path.Combine(study.Root, "atlas", "desc-brain_mask.nii.gz");

        Call call = await Call.RunAsync([
            "signals",
            study.Bold[0],
            "--voxels",
            "--mask",
            mask,
            "--quiet",
            "--out",
            folder.Root,
        ]);

        Assert.Equal(0, call.Code);
        NiftiImage image = NiftiImage.Open(Directory.GetFiles(folder.Root, "*_desc-clean_bold.nii.gz").Single());
        Assert.Equal(60, image.Count);
        double[] inside = NiftiImage.Open(mask).ReadVolume().Values.ToArray();
        Imaging.VolumeSeries volumes = image.ReadSeries();
        int voxel = Array.FindIndex(inside, v => v != 0);
        double[] course = [.. Enumerable.Range(0, 60).Select(t => volumes[t][voxel])];
        Assert.Equal(0, course.Average(), 1e-6);
        Assert.Equal(59, course.Sum(v => v * v), 1e-3);
        Assert.All(Enumerable.Range(0, inside.Length).Where(v => inside[v] == 0), v => Assert.Equal(0, volumes[5][v]));
    }

    [Fact]
    public async Task Image_OfSignals_ExtractedAgain_IsTheSignals()
    {
        using var folder = new TemporaryFolder();
        string image = folder.Path("back.nii.gz");
        string[] from = ["--atlas", study.Atlas, "--labels", study.Labels];
        string[] plain =
        [
            "--standardize",
            "none",
            "--no-detrend",
            "--high-pass",
            "0",
            "--high-variance-confounds",
            "0",
        ];

        Assert.Equal(0, (await Call.RunAsync(["image", study.Signals[0], .. from, "-q", "--out", image])).Code);
        Call again = await Call.RunAsync(["signals", image, .. from, .. plain, "-q", "--out", folder.Path("out")]);

        Assert.Equal(0, again.Code);
        double[] before = Numbers(study.Signals[0]);
        double[] after = Numbers(Directory.GetFiles(folder.Path("out"), "*_timeseries.tsv").Single());
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Fact]
    public async Task Connectome_OfRunsOfOneSubject_WarnsAndJoinsThemOnRequest()
    {
        using var folder = new TemporaryFolder();
        string[] runs = [folder.Path("sub-1_task-rest_run-1_bold.tsv"), folder.Path("sub-1_task-rest_run-2_bold.tsv")];
        File.Copy(study.Signals[0], runs[0]);
        File.Copy(study.Signals[1], runs[1]);
        string[] call = ["connectome", .. runs, "--alpha", "0.1", "--no-pooled", "--json", "--quiet"];

        Call apart = await Call.RunAsync([.. call, "--out", folder.Path("apart")]);
        Call joined = await Call.RunAsync([.. call, "--join-runs", "--out", folder.Path("joined")]);

        Assert.Equal((0, 0), (apart.Code, joined.Code));
        Assert.Contains(
            "sub-1 comes 2 times (sub-1_task-rest_run-1, sub-1_task-rest_run-2)",
            apart.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("", joined.Error);
        using JsonDocument summary = JsonDocument.Parse(joined.Output);
        Assert.Equal(1, summary.RootElement.GetProperty("subjects").GetInt32());
        Assert.NotEmpty(Directory.GetFiles(folder.Path("joined"), "sub-1_task-rest_*relmat.tsv"));
    }

    [Fact]
    public async Task Signals_OfRuns_AreApartOrJoinedEachCleanedAlone()
    {
        using var folder = new TemporaryFolder();
        string[] runs = [folder.Path("sub-1_run-1_bold.nii.gz"), folder.Path("sub-1_run-2_bold.nii.gz")];
        File.Copy(study.Bold[0], runs[0]);
        File.Copy(study.Bold[1], runs[1]);
        string[] call = ["signals", .. runs, "--atlas", study.Atlas, "--quiet"];

        Assert.Equal(0, (await Call.RunAsync([.. call, "--out", folder.Path("apart")])).Code);
        Assert.Equal(0, (await Call.RunAsync([.. call, "--join-runs", "--out", folder.Path("joined")])).Code);

        string[] apart = [.. Directory.GetFiles(folder.Path("apart"), "*_timeseries.tsv").Order()];
        string joined = Directory.GetFiles(folder.Path("joined"), "*_timeseries.tsv").Single();
        Assert.Equal(2, apart.Length);
        Assert.StartsWith("sub-1_seg", Path.GetFileName(joined), StringComparison.Ordinal);
        Assert.Equal(
            [.. File.ReadLines(apart[0]), .. File.ReadLines(apart[1]).Skip(1)],
            File.ReadLines(joined).ToArray()
        );
    }

    private static double[] Numbers(string table) =>
        [
            .. File.ReadLines(table)
                .Skip(1)
                .SelectMany(line => line.Split('\t'))
                .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)),
        ];
}
