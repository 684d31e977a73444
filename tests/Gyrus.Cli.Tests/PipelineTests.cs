using System.Text.Json;
using Gyrus.IO.Nifti;

namespace Gyrus.Cli.Tests;

/// <summary>The verbs from end to end, on a small study.</summary>
public sealed class PipelineTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public async Task Demo_WritesEverythingAndLeavesNoTemporaryFile()
    {
        using var folder = new TemporaryFolder();
        string[] small = ["--subjects", "2", "--regions", "8", "--volumes", "50", "--voxel", "8"];

        Call call = await Call.RunAsync(["demo", "--out", folder.Path("demo"), .. small]);

        Assert.Equal(0, call.Code);
        Assert.Contains("report.html", call.Output, StringComparison.Ordinal);
        foreach (
            string file in (string[])["report.html", "connectome.json", "group_edges.tsv", "dataset_description.json"]
        )
        {
            Assert.True(File.Exists(folder.Path("demo", file)), file);
        }

        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories),
            f => f.EndsWith(".tmp", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task ImagesInOneStep_AndSignalsFirst_GiveTheSameMatrices()
    {
        using var folder = new TemporaryFolder();
        string[] from = ["--atlas", study.Atlas, "--labels", study.Labels, "--denoise", "simple"];
        Call signals = await Call.RunAsync(["signals", .. study.Bold, .. from, "--out", folder.Path("s"), "--quiet"]);
        Assert.Equal(0, signals.Code);

        Call once = await Call.RunAsync(["connectome", .. study.Bold, .. from, "--out", folder.Path("a"), "--quiet"]);
        Call twice = await Call.RunAsync([
            "connectome",
            .. Tables(folder.Path("s")),
            "--out",
            folder.Path("b"),
            "--quiet",
        ]);

        Assert.Equal(0, once.Code);
        Assert.Equal(0, twice.Code);
        string[] names = [.. Directory.GetFiles(folder.Path("a"), "*_relmat.tsv").Select(Path.GetFileName)!];
        Assert.Equal(11, names.Length);
        Assert.All(
            names,
            n => Assert.Equal(File.ReadAllText(folder.Path("a", n)), File.ReadAllText(folder.Path("b", n)))
        );
    }

    [Theory]
    [InlineData("--smoothing-fwhm", "12")]
    [InlineData("--high-variance-confounds", "0")]
    [InlineData("--high-pass", "0.05")]
    [InlineData("--low-pass", "0.1")]
    [InlineData("--filter", "cosine")]
    [InlineData("--standardize", "psc")]
    [InlineData("--no-detrend", "")]
    [InlineData("--tr", "3")]
    [InlineData("--mask", "MASK")]
    [InlineData("--confounds", "CONFOUNDS")]
    [InlineData("--sample-mask", "KEPT")]
    public async Task Signals_EveryOption_ChangesTheSignals(string option, string value)
    {
        using var folder = new TemporaryFolder();
        string kept = folder.Write("kept.txt", string.Concat(Enumerable.Range(3, 57).Select(t => $"{t}\n")));
        string given = value switch
        {
            "MASK" => Hollow(folder),
            "CONFOUNDS" => study.Confounds[0],
            "KEPT" => kept,
            _ => value,
        };
        string[] call = ["signals", study.Bold[0], "--atlas", study.Atlas, "--no-detrend", "--quiet"];
        string[] usual = option == "--no-detrend" ? [.. call.Where(word => word != option)] : call;
        string[] changed = option == "--no-detrend" ? call : [.. call, option, given];

        Assert.Equal(0, (await Call.RunAsync([.. usual, "--standardize", "none", "--out", folder.Path("a")])).Code);
        string[] scale = option == "--standardize" ? [] : ["--standardize", "none"];
        Assert.Equal(0, (await Call.RunAsync([.. changed, .. scale, "--out", folder.Path("b")])).Code);

        string before = File.ReadAllText(Tables(folder.Path("a"))[0]);
        string after = File.ReadAllText(Tables(folder.Path("b"))[0]);
        Assert.NotEqual(before, after);
        Assert.Equal(option == "--sample-mask" ? 58 : 61, after.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Connectome_WithOneThreadOrTwo_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string threads in (string[])["1", "2"])
        {
            string[] call = ["connectome", .. study.Bold, "--atlas", study.Atlas, "--threads", threads, "--quiet"];
            Assert.Equal(0, (await Call.RunAsync([.. call, "--out", folder.Path(threads)])).Code);
        }

        foreach (string file in Directory.GetFiles(folder.Path("1"), "*.tsv"))
        {
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(folder.Path("2", Path.GetFileName(file))));
        }
    }

    [Fact]
    public async Task Connectome_Json_IsOneObjectWithTheCertificate()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync(["connectome", .. study.Signals, "--json", "--out", folder.Path("out")]);

        using JsonDocument summary = JsonDocument.Parse(call.Output);
        Assert.True(summary.RootElement.GetProperty("converged").GetBoolean());
        Assert.InRange(summary.RootElement.GetProperty("duality_gap").GetDouble(), 0, 1e-6);
        Assert.Equal(3, summary.RootElement.GetProperty("subjects").GetInt32());
    }

    [Fact]
    public async Task Connectome_TooFewIterations_WritesAndExitsWithThree()
    {
        using var folder = new TemporaryFolder();
        string[] few = ["--alpha", "0.01", "--max-iterations", "1", "--tolerance", "1e-12", "--no-pooled"];

        Call call = await Call.RunAsync(["connectome", .. study.Signals, .. few, "--out", folder.Path("out")]);

        Assert.Equal(3, call.Code);
        Assert.Contains("NOT CONVERGED", call.Output, StringComparison.Ordinal);
        Assert.Contains(">NO<", File.ReadAllText(folder.Path("out", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAFolder_IsTheReportThatTheRunWrote()
    {
        using var folder = new TemporaryFolder();
        string[] from = [.. study.Bold, "--atlas", study.Atlas, "--labels", study.Labels];
        Assert.Equal(0, (await Call.RunAsync(["connectome", .. from, "--out", folder.Root, "--quiet"])).Code);
        string before = File.ReadAllText(folder.Path("report.html"));

        Call call = await Call.RunAsync("report", folder.Root, "--figures");

        Assert.Equal(0, call.Code);
        Assert.Equal(before, File.ReadAllText(folder.Path("report.html")));
        Assert.NotEmpty(Directory.GetFiles(folder.Path("figures"), "*.svg"));
    }

    [Fact]
    public async Task Connectome_Npy_HoldsTheNumbersOfTheTable()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            "connectome",
            .. study.Signals,
            "--npy",
            "--no-pooled",
            "--quiet",
            "--out",
            folder.Root,
        ]);

        Assert.Equal(0, call.Code);
        string npy = Directory.GetFiles(folder.Root, "*GroupSparsePrecision_relmat.npy").Order().First();
        double[] table =
        [
            .. File.ReadLines(Path.ChangeExtension(npy, ".tsv"))
                .Skip(1)
                .SelectMany(l => l.Split('\t'))
                .Select(double.Parse),
        ];
        Assert.Equal(table, Npy.Read(npy).Values);
    }

    [Fact]
    public async Task Info_SaysWhatIsInAnImageAndATable()
    {
        Call call = await Call.RunAsync("info", study.Bold[0], study.Atlas, study.Signals[0]);

        Assert.Equal(0, call.Code);
        Assert.Contains("a BOLD run", call.Output, StringComparison.Ordinal);
        Assert.Contains("a set of 10 maps", call.Output, StringComparison.Ordinal);
        Assert.Contains("table of 60 rows × 10 columns", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_OfATableOfRegionsWithoutIndex_SaysWhatItHolds()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write(
            "maps.csv",
            "x,y,z,name,net name\n-53.2,-8.8,32.3, L Aud,  Aud\n53.5,-6.5,27.5,R Aud , Aud\n"
        );

        Call call = await Call.RunAsync("info", table);

        Assert.Equal(0, call.Code);
        Assert.Contains("table of 2 regions", call.Output, StringComparison.Ordinal);
        Assert.Contains("L Aud, R Aud", call.Output, StringComparison.Ordinal);
        Assert.Contains("networks    Aud\n", call.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("all regions have x, y and z", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneSubject_Works()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync("connectome", study.Signals[0], "--quiet", "--out", folder.Root);

        Assert.Equal((0, ""), (call.Code, call.Error));
    }

    [Fact]
    public async Task FewerSamplesThanRegions_WorksAndWarns()
    {
        using var folder = new TemporaryFolder();
        string[] lines = File.ReadAllLines(study.Signals[0]);
        string table = folder.Write("sub-01_short.tsv", string.Join('\n', lines.Take(10)) + "\n");

        Call call = await Call.RunAsync("connectome", table, "--folds", "3", "--quiet", "--out", folder.Root);

        Assert.Equal(0, call.Code);
        Assert.Contains("there are fewer samples than regions", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlphaAboveAlphaMax_IsDiagonalAndSaidSo()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync(["connectome", .. study.Signals, "--alpha", "5", "--out", folder.Root]);

        Assert.Equal(0, call.Code);
        Assert.Contains("0 of 45 edges", call.Output, StringComparison.Ordinal);
        Assert.Contains("diagonal", call.Error, StringComparison.Ordinal);
    }

    [SharedFact]
    public async Task BandPassedSeries_WorkAndAreDiagnosed()
    {
        using var folder = new TemporaryFolder();
        string[] tables =
        [
            .. ((string[])["50005", "50006"]).Select(s =>
                SharedFolder.Path("data", "rest_abide_pitt_aal116", $"sub-{s}_aal116.tsv.gz")
            ),
        ];

        Call call = await Call.RunAsync([
            "connectome",
            .. tables,
            "--alpha",
            "0.05",
            "--no-pooled",
            "--quiet",
            "--out",
            folder.Root,
        ]);

        Assert.Equal(0, call.Code);
        Assert.Contains(
            "(rank 60 of 116) although there are more samples than regions",
            call.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Results_SayNothingOfTheFoldersOfTheInputs()
    {
        using var folder = new TemporaryFolder();
        string[] maps =
        [
            study.Bold[0],
            "--atlas",
            study.Atlas,
            "--resampling-target",
            "data",
            "--mask",
            Hollow(folder),
        ];

        Call call = await Call.RunAsync(["connectome", .. maps, "--out", folder.Path("out")]);

        Assert.Equal(0, call.Code);
        Assert.NotEmpty(call.Error);
        foreach (string file in Directory.GetFiles(folder.Path("out")))
        {
            Assert.DoesNotContain(study.Root, File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    /// <summary>A mask without the voxels of the left half, so that extraction has something to warn of.</summary>
    private string Hollow(TemporaryFolder folder)
    {
        NiftiImage mask = NiftiImage.Open(Path.Combine(study.Root, "atlas", "desc-brain_mask.nii.gz"));
        double[] values = mask.ReadVolume().Values.ToArray();
        for (int v = 0; v < values.Length; v++)
        {
            values[v] = v % mask.Grid.I < mask.Grid.I / 2 ? 0 : values[v];
        }

        NiftiWriter.Write(folder.Path("half.nii.gz"), new Imaging.Volume(mask.Grid, values));
        return folder.Path("half.nii.gz");
    }

    private static string[] Tables(string folder) => [.. Directory.GetFiles(folder, "*_timeseries.tsv").Order()];
}
