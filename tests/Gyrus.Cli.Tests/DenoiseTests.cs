using System.Text.Json;
using Gyrus.IO.Tables;

namespace Gyrus.Cli.Tests;

/// <summary>fMRIPrep's confounds from end to end, on a small simulated study that lies as fMRIPrep's derivatives do.</summary>
public sealed class DenoiseTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Theory]
    [InlineData("simple", 24 + 2 + 1)]
    [InlineData("scrubbing", 24 + 8 + 1)]
    [InlineData("compcor", 24 + 5 + 1)]
    public async Task Signals_OfAPreset_FindTheirTablesAndSayWhatWasTaken(string preset, int columns)
    {
        using var folder = new TemporaryFolder();

        Call call = await Signals(folder, ["--denoise", preset]);

        Assert.Equal(0, call.Code);
        Assert.Contains("that of the cleaning is switched off", call.Error, StringComparison.Ordinal);
        using JsonDocument sidecar = Sidecar(folder);
        Assert.Equal(columns, sidecar.RootElement.GetProperty("Confounds").GetArrayLength());
        JsonElement options = sidecar.RootElement.GetProperty("Provenance").GetProperty("options");
        Assert.Equal(preset, options.GetProperty("denoise").GetString());
        Assert.Contains(
            "high_pass (cosines)",
            options.GetProperty("denoise-parts").GetString()!,
            StringComparison.Ordinal
        );
        Assert.Equal("0", options.GetProperty("high-pass").GetString());
        Assert.Contains(Inputs(sidecar), n => n.EndsWith("_desc-confounds_timeseries.tsv", StringComparison.Ordinal));
        Assert.Contains(Inputs(sidecar), n => n.EndsWith("_desc-confounds_timeseries.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signals_OfBothGenerationsOfThresholds_KeepOtherVolumes()
    {
        using var folder = new TemporaryFolder();
        string table = Jumps(folder, 0.3);

        Assert.Equal(0, (await Signals(folder, ["--denoise", "scrubbing", "--confounds", table])).Code);
        Assert.Equal(60, Kept(folder));
        string[] before = ["--denoise", "scrubbing", "--confounds", table, "--nilearn-defaults", "0.12"];
        Assert.Equal(0, (await Signals(folder, before)).Code);
        Assert.Equal(59, Kept(folder));
        using JsonDocument sidecar = Sidecar(folder);
        JsonElement options = sidecar.RootElement.GetProperty("Provenance").GetProperty("options");
        Assert.Equal("0.2", options.GetProperty("fd-threshold").GetString());
        Assert.Equal("3", options.GetProperty("std-dvars-threshold").GetString());
        JsonElement quality = sidecar.RootElement.GetProperty("Quality");
        Assert.Equal(60, quality.GetProperty("volumes").GetInt32());
        Assert.Equal(59, quality.GetProperty("keptVolumes").GetInt32());
    }

    /// <summary>Censored volumes are bridged for the filter: what they hold must not reach the kept ones.</summary>
    [Fact]
    public async Task Signals_WithAButterworthFilter_NeverSeeCensoredVolumes()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--denoise", "scrubbing", "--no-cosines", "--high-pass", "0.02", "--low-pass", "0.1"];
        string plain = Jumps(folder, 0.7);
        string wild = folder.Path("wild.tsv");
        string[] lines = File.ReadAllLines(plain);
        int csf = Array.IndexOf(lines[0].Split('\t'), "csf");
        string[] cells = lines[31].Split('\t');
        cells[csf] = "987654";
        lines[31] = string.Join('\t', cells);
        File.WriteAllLines(wild, lines);

        Assert.Equal(0, (await Signals(folder, [.. options, "--confounds", plain])).Code);
        string before = File.ReadAllText(TableOf(folder));
        Assert.Equal(0, (await Signals(folder, [.. options, "--confounds", wild])).Code);

        Assert.Equal(59, Kept(folder));
        Assert.Equal(before, File.ReadAllText(TableOf(folder)));
    }

    [Fact]
    public async Task Connectome_ShowsTheQualityOfEachRun_AlsoWhenTheReportIsMadeAgain()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Path("out");
        string[] call = ["connectome", .. study.Bold, "--atlas", study.Atlas, "--denoise", "simple", "--alpha", "0.3"];

        Assert.Equal(0, (await Call.RunAsync([.. call, "--no-pooled", "--out", output, "--quiet"])).Code);
        string first = File.ReadAllText(Path.Combine(output, "report.html"));
        Assert.Equal(0, (await Call.RunAsync("report", output, "--quiet")).Code);
        string again = File.ReadAllText(Path.Combine(output, "report.html"));

        foreach (string report in (string[])[first, again])
        {
            Assert.Contains("Mean FD (mm)", report, StringComparison.Ordinal);
            Assert.Contains("Censored (%)", report, StringComparison.Ordinal);
            Assert.Contains("Degrees of freedom left", report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Confounds_WritesColumnsMaskAndWhy()
    {
        using var folder = new TemporaryFolder();
        string table = Jumps(folder, 0.7);

        Call call = await Call.RunAsync("confounds", table, "--denoise", "scrubbing", "--out", folder.Path("out"));

        Assert.Equal("", call.Error);
        Assert.Equal(0, call.Code);
        double[] kept = ConfoundTable
            .Read(folder.Path("out", "sub-01_task-jumps_desc-kept_timeseries.tsv"))
            .Values.AsSpan()
            .ToArray();
        Assert.Equal((60, 59, 0.0), (kept.Length, kept.Sum(), kept[30]));
        Assert.Equal(
            24 + 8 + 1,
            ConfoundTable.Read(folder.Path("out", "sub-01_task-jumps_desc-denoising_timeseries.tsv")).Names.Count
        );
        using var json = JsonDocument.Parse(
            File.ReadAllText(folder.Path("out", "sub-01_task-jumps_desc-denoising_timeseries.json"))
        );
        Assert.Equal(30, json.RootElement.GetProperty("CensoredVolumes").GetProperty("MotionOutliers")[0].GetInt32());
        Assert.DoesNotContain(folder.Root, json.RootElement.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The mask that one verb writes is one that the other reads.</summary>
    [Fact]
    public async Task Confounds_MaskAndColumns_GiveTheSignalsOfThePreset()
    {
        using var folder = new TemporaryFolder();
        string table = Jumps(folder, 0.7);
        await Call.RunAsync("confounds", table, "--denoise", "scrubbing", "--out", folder.Path("c"), "--quiet");
        string[] apart =
        [
            "--confounds",
            folder.Path("c", "sub-01_task-jumps_desc-denoising_timeseries.tsv"),
            "--sample-mask",
            folder.Path("c", "sub-01_task-jumps_desc-kept_timeseries.tsv"),
            "--high-pass",
            "0",
            "--high-variance-confounds",
            "0",
        ];

        Assert.Equal(0, (await Signals(folder, apart)).Code);
        string expected = File.ReadAllText(TableOf(folder));
        Assert.Equal(0, (await Signals(folder, ["--denoise", "scrubbing", "--confounds", table])).Code);

        Assert.Equal(expected, File.ReadAllText(TableOf(folder)));
    }

    [Fact]
    public async Task Quality_WritesTableMapAndNumbers_AsTheTableOfTheStudyHasThem()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync(["quality", .. study.Bold, "--out", folder.Path("q"), "--json"]);

        Assert.Equal(0, call.Code);
        using var summary = JsonDocument.Parse(call.Output);
        Assert.Equal(3, summary.RootElement.GetProperty("mean_fd").GetArrayLength());
        Assert.Empty(summary.RootElement.GetProperty("warnings").EnumerateArray());
        string name = Directory.GetFiles(folder.Path("q"), "sub-01*_desc-quality_timeseries.tsv").Single();
        Signals.Confounds measured = ConfoundTable.Read(name);
        Signals.Confounds table = ConfoundTable.Select(ConfoundTable.Read(study.Confounds[0]), measured.Names);
        for (int t = 1; t < 60; t++)
        {
            for (int c = 0; c < 4; c++)
            {
                // The image holds single precision, the table what was simulated.
                NumericAssert.Close(table.Values[t, c], measured.Values[t, c], 1e-5);
            }
        }

        Assert.Single(Directory.GetFiles(folder.Path("q"), "sub-01*_stat-tsnr_boldmap.nii.gz"));
        Assert.DoesNotContain(
            study.Root,
            File.ReadAllText(Path.ChangeExtension(name, ".json")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a high-pass filter (of 128 s) already", "--denoise simple --high-pass 0.01")]
    [InlineData("give --denoise with it", "--motion full")]
    [InlineData("give --denoise with it", "--fd-threshold 0.5")]
    [InlineData("both say which columns", "--denoise simple --confound-columns csf")]
    [InlineData("ica_aroma (full) needs the image", "--denoise ica_aroma")]
    [InlineData("ica_aroma (basic) needs columns", "--denoise ica_aroma --ica-aroma basic")]
    [InlineData("compcor needs the cosines", "--denoise compcor --no-cosines")]
    [InlineData("--n-compcor: give --compcor", "--denoise simple --n-compcor 5")]
    [InlineData("at least 1, or all, but got '0'", "--denoise compcor --n-compcor 0")]
    [InlineData("but the call does not scrub", "--denoise simple --nilearn-defaults 0.12")]
    [InlineData("all 60 volumes are censored", "--denoise scrubbing --fd-threshold 1e-9")]
    [InlineData("must be a positive finite number", "--denoise scrubbing --fd-threshold -1")]
    public async Task Signals_OptionsThatDoNotFit_AreRefused(string sentence, string options)
    {
        using var folder = new TemporaryFolder();

        Call call = await Signals(folder, options.Split(' '));

        Refused(sentence, call, folder);
    }

    [Fact]
    public async Task Signals_TableOfAnotherRun_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("short.tsv", string.Join('\n', File.ReadLines(study.Confounds[0]).Take(60)) + "\n");

        Refused(
            "expected one confound row per volume (60), but got 59",
            await Signals(folder, ["--denoise", "simple", "--confounds", table]),
            folder
        );
    }

    [Fact]
    public async Task Signals_TableThatLacksColumns_NamesThem()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("few.tsv", "csf\n" + string.Concat(Enumerable.Repeat("1\n", 60)));

        Refused("motion needs 'trans_x'", await Signals(folder, ["--denoise", "simple", "--confounds", table]), folder);
    }

    [Fact]
    public async Task Signals_CompCorWithoutJson_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("alone.tsv", File.ReadAllText(study.Confounds[0]));

        Refused("needs the JSON file", await Signals(folder, ["--denoise", "compcor", "--confounds", table]), folder);
    }

    [Fact]
    public async Task Signals_NoTableBesideTheImage_NamesWhatWasLookedFor()
    {
        using var folder = new TemporaryFolder();
        string image = folder.Path("sub-09_task-rest_bold.nii.gz");
        File.Copy(study.Bold[0], image);

        Call call = await Call.RunAsync("signals", image, "--atlas", study.Atlas, "--denoise", "simple");

        Assert.Equal(1, call.Code);
        Assert.Contains("sub-09_task-rest_desc-confounds_timeseries.tsv", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_SixColumnsWithoutNames_AskForTheProgram()
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(0, 60).Select(t => $"{t * 0.01} 0 0 0 0 0\n"));
        string unknown = folder.Write("moved.txt", rows);
        string spm = folder.Write("rp_run1.txt", rows);
        string[] call = ["quality", study.Bold[0], "--out", folder.Path("q"), "--json", "--confounds"];

        Call refused = await Call.RunAsync([.. call, unknown]);
        Call named = await Call.RunAsync([.. call, spm]);
        Call fsl = await Call.RunAsync([.. call, unknown, "--motion-convention", "fsl"]);

        Assert.Equal(1, refused.Code);
        Assert.Contains("--motion-convention", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0.01, MeanDisplacement(named), 1e-9);
        Assert.Equal(0.5, MeanDisplacement(fsl), 1e-9);
    }

    private static double MeanDisplacement(Call call) =>
        JsonDocument.Parse(call.Output).RootElement.GetProperty("mean_fd")[0].GetDouble();

    private static void Refused(string sentence, Call call, TemporaryFolder folder)
    {
        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("s")));
    }

    private Task<Call> Signals(TemporaryFolder folder, string[] options) =>
        Call.RunAsync([
            "signals",
            study.Bold[0],
            "--atlas",
            study.Atlas,
            "--out",
            folder.Path("s"),
            "--quiet",
            .. options,
        ]);

    /// <summary>The first table with quiet movement but for one volume, 30, with its displacement.</summary>
    private string Jumps(TemporaryFolder folder, double displacement)
    {
        string[] lines = File.ReadAllLines(study.Confounds[0]);
        string[] names = lines[0].Split('\t');
        (int fd, int dvars) = (Array.IndexOf(names, "framewise_displacement"), Array.IndexOf(names, "std_dvars"));
        for (int t = 0; t < 60; t++)
        {
            string[] cells = lines[t + 1].Split('\t');
            cells[fd] =
                t == 0 ? "n/a"
                : t == 30 ? FormattableString.Invariant($"{displacement}")
                : "0.1";
            cells[dvars] = t == 0 ? "n/a" : "1";
            lines[t + 1] = string.Join('\t', cells);
        }

        return folder.Write("sub-01_task-jumps_desc-confounds_timeseries.tsv", string.Join('\n', lines) + "\n");
    }

    private static string TableOf(TemporaryFolder folder) =>
        Directory.GetFiles(folder.Path("s"), "*_timeseries.tsv").Single();

    private static int Kept(TemporaryFolder folder) => File.ReadLines(TableOf(folder)).Count() - 1;

    private static JsonDocument Sidecar(TemporaryFolder folder) =>
        JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(TableOf(folder), ".json")));

    private static IEnumerable<string> Inputs(JsonDocument sidecar) =>
        sidecar
            .RootElement.GetProperty("Provenance")
            .GetProperty("inputs")
            .EnumerateArray()
            .Select(i => i.GetProperty("name").GetString()!);
}
