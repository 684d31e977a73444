using System.Text.Json;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.Cli.Tests;

/// <summary>The participant level of the BIDS App from end to end.</summary>
public sealed class BidsParticipantTests(BidsStudy study) : IClassFixture<BidsStudy>
{
    private const string Bold = "space-MNI152NLin2009cAsym_desc-preproc_bold.nii.gz";
    private const string Table = "desc-confounds_timeseries.tsv";
    private const string First = "sub-01_ses-1_task-rest_run-1";

    [Fact]
    public async Task Participant_WritesADerivativeOfEachRun()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Path("out");

        Call call = await Participants(study.Root, output, "--participant-label", "01");

        Assert.Equal("", Progress(call.Error));
        Assert.Equal(0, call.Code);
        string func = Path.Combine(output, "sub-01", "ses-1", "func", First);
        string stem = $"{func}_space-MNI152NLin2009cAsym_seg-phantom";
        RegionSignals signals = SignalsFolder.Read(stem + "_desc-denoised_timeseries.tsv");
        Assert.Equal((60, 8), (signals.Samples, signals.Regions.Count));
        Assert.All(signals.Regions, region => Assert.NotNull(region.Centre));
        Assert.InRange(signals.Quality!.MeanFramewiseDisplacementMillimetres!.Value, 0.01, 1);
        foreach (string measure in (string[])["PearsonCorrelation", "CleanedCorrelation", "CleanedPartialCorrelation"])
        {
            string matrix = $"{stem}_meas-{measure}_desc-denoised_relmat";
            Assert.Equal(8, SignalsTable.Read(matrix + ".tsv").Values.Rows);
            using var sidecar = JsonDocument.Parse(File.ReadAllText(matrix + ".json"));
            Assert.Equal(measure, sidecar.RootElement.GetProperty("Measure").GetString());
            Assert.Equal(
                measure[0] == 'C',
                sidecar.RootElement.TryGetProperty("Diagnosis", out JsonElement diagnosis)
                    && diagnosis.GetProperty("samples").GetInt32() == 60
            );
        }

        string[] rows = File.ReadAllLines(Path.Combine(output, "sub-01", "sub-01_seg-phantom_runs.tsv"));
        Assert.Equal(1 + 4, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.Contains("\tused\t60\t60\t", row, StringComparison.Ordinal));
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "dataset_description.json")));
        Assert.Equal("derivative", description.RootElement.GetProperty("DatasetType").GetString());
        Assert.StartsWith(
            "Gyrus phantom",
            description.RootElement.GetProperty("SourceDatasets")[0].GetProperty("Name").GetString(),
            StringComparison.Ordinal
        );
    }

    /// <summary>The correlation on disk is that of the signals on disk.</summary>
    [Fact]
    public async Task Participant_CorrelationIsThatOfTheSignals()
    {
        using var folder = new TemporaryFolder();
        await Participants(
            study.Root,
            folder.Path("out"),
            "--participant-label",
            "01",
            "--run-label",
            "1",
            "--session-label",
            "1"
        );
        string stem =
            Path.Combine(folder.Path("out"), "sub-01", "ses-1", "func", First)
            + "_space-MNI152NLin2009cAsym_seg-phantom";
        Numerics.Matrix x = SignalsTable.Read(stem + "_desc-denoised_timeseries.tsv").Values;
        Numerics.Matrix r = SignalsTable.Read(stem + "_meas-PearsonCorrelation_desc-denoised_relmat.tsv").Values;

        for (int i = 0; i < 8; i++)
        {
            for (int j = 0; j < 8; j++)
            {
                Assert.Equal(Pearson(x.Column(i).ToArray(), x.Column(j).ToArray()), r[i, j], 1e-12);
            }
        }
    }

    [Fact]
    public async Task Participant_OneCallOrOneEach_AnyThreadsAndWorkFolder_GiveTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        (string all, string each) = (folder.Path("all"), folder.Path("each"));

        Assert.Equal(0, (await Participants(study.Root, all, "--threads", "1")).Code);
        foreach (string label in (string[])["sub-03", "01", "02"])
        {
            Call call = await Participants(
                study.Root,
                each,
                [.. (string[])["--participant-label", label, "--threads", "2"], "-w", folder.Path("work")]
            );
            Assert.Equal(0, call.Code);
        }

        Assert.Equal(FilesOf(all), FilesOf(each));
        Assert.True(FilesOf(all).Count > 3 * 4 * 8);

        // Again, with all signals from the work folder, over the files that are there.
        await Participants(study.Root, each, "-w", folder.Path("work"), "--participant-label", "02", "03", "01");
        Assert.Equal(FilesOf(all), FilesOf(each));
    }

    [Fact]
    public async Task Participant_WritesNoPathOfThisMachine()
    {
        using var folder = new TemporaryFolder();
        string root = study.LinkedIn(folder.Path("data set $(x) 'y'\nz"));
        File.Delete(BidsStudy.FileOf(root, "sub-01_ses-2_task-rest_run-2", Table));
        Truncate(BidsStudy.FileOf(root, First, Bold));

        Call call = await Participants(root, folder.Path("out"));

        Assert.Equal(0, call.Code);
        foreach (string file in Directory.EnumerateFiles(folder.Path("out"), "*", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain(folder.Root, text, StringComparison.Ordinal);
            Assert.DoesNotContain(study.Root, text, StringComparison.Ordinal);
            Assert.DoesNotContain("data set $(x)", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("confounds", "no table of confounds lies beside the image")]
    [InlineData("truncated", "the unpacked file ends at")]
    [InlineData("rows", "expected one confound row per volume (60), but got 59")]
    [InlineData("link", "its content is not here")]
    [InlineData("scrubbed", "all 60 volumes are censored")]
    [InlineData("zero", "do not vary")]
    public async Task Participant_LeavesOutARunThatCannotBeUsed_AndSaysWhy(string fault, string reason)
    {
        using var folder = new TemporaryFolder();
        string root = study.LinkedIn(folder.Path("data"));
        string output = folder.Path("out");
        string[] options = ["--participant-label", "01"];
        // What an earlier call wrote of the run must not stay.
        Assert.Equal(0, (await Participants(root, output, options)).Code);
        Spoil(root, fault);
        if (fault == "scrubbed")
        {
            options = [.. options, "--denoise", "scrubbing"];
        }

        Call call = await Participants(root, output, options);

        Assert.Equal(0, call.Code);
        Assert.Contains($"left out: {First}: ", call.Error, StringComparison.Ordinal);
        Assert.Contains(reason, call.Error, StringComparison.Ordinal);
        string row = File.ReadAllLines(Path.Combine(output, "sub-01", "sub-01_seg-phantom_runs.tsv"))[1];
        Assert.StartsWith($"{First}\t1\texcluded\t", row, StringComparison.Ordinal);
        Assert.Contains(reason, row, StringComparison.Ordinal);
        Assert.Contains(
            "Runs that are not used",
            File.ReadAllText(Path.Combine(output, "sub-01.html")),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(output, $"{First}_*", SearchOption.AllDirectories));
        Assert.NotEmpty(Directory.GetFiles(output, "sub-01_ses-1_task-rest_run-2_*", SearchOption.AllDirectories));

        Assert.Equal(1, (await Participants(root, output, [.. options, "--on-missing", "fail"])).Code);
    }

    [Fact]
    public async Task Participant_WithoutAnyUsableRun_EndsWithOne_ButTheOthersAreDone()
    {
        using var folder = new TemporaryFolder();
        string root = study.LinkedIn(folder.Path("data"));
        foreach (
            string table in Directory.GetFiles(Path.Combine(root, "sub-01"), "*" + Table, SearchOption.AllDirectories)
        )
        {
            File.Delete(table);
        }

        Call call = await Participants(root, folder.Path("out"));

        Assert.Equal(1, call.Code);
        Assert.Contains("gyrus: sub-01: no run can be used.", call.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["02", "03"],
            Directory
                .GetDirectories(folder.Path("out"), "sub-*")
                .Where(d => Directory.Exists(Path.Combine(d, "ses-1")))
                .Select(d => d[^2..])
                .Order()
        );
        Assert.True(File.Exists(folder.Path("out", "sub-01", "sub-01_seg-phantom_runs.tsv")));

        // Without denoising a table is not needed.
        Assert.Equal(
            0,
            (await Participants(root, folder.Path("none"), "--denoise", "none", "--participant-label", "01")).Code
        );
    }

    [Fact]
    public async Task Participant_FiltersThatFitNothing_SayWhatIsThere_AndWriteNothingOfTheParticipant()
    {
        using var folder = new TemporaryFolder();

        Call task = await Participants(study.Root, folder.Path("out"), "--task", "nback");
        Call label = await Participants(study.Root, folder.Path("out"), "--participant-label", "07");

        Assert.Equal((1, 1), (task.Code, label.Code));
        Assert.Contains(
            "gyrus: sub-01, sub-02, sub-03: --task nback fits no run. There is rest.",
            task.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("there is no sub-07. The data set has 01, 02, 03.", label.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path("out"), "sub-*"));
    }

    [Fact]
    public async Task Participant_RefusesOutputAmongItsInputs_AndAnotherAtlasOfTheSameName()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Participants(study.Root, folder.Path("out"), "--participant-label", "01")).Code);

        Call inside = await Participants(study.Root, study.Root);
        Call other = await Call.RunAsync(
            "bids",
            study.Root,
            folder.Path("out"),
            "participant",
            "--atlas",
            study.Atlas,
            "--participant-label",
            "02"
        );

        Assert.Equal((1, 1), (inside.Code, other.Code));
        Assert.Contains("not written among fMRIPrep's outputs", inside.Error, StringComparison.Ordinal);
        Assert.Contains("results of another atlas of this name", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Participant_Json_IsAnObjectWithWhatWasDone()
    {
        using var folder = new TemporaryFolder();

        Call call = await Participants(study.Root, folder.Path("out"), "--participant-label", "02", "--json");

        using var json = JsonDocument.Parse(call.Output);
        Assert.Equal("sub-02", json.RootElement.GetProperty("participants")[0].GetString());
        Assert.Equal(4, json.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Equal(0, json.RootElement.GetProperty("excluded").GetArrayLength());
    }

    private static void Spoil(string root, string fault)
    {
        string table = BidsStudy.FileOf(root, First, Table);
        string bold = BidsStudy.FileOf(root, First, Bold);
        switch (fault)
        {
            case "confounds":
                File.Delete(table);
                break;
            case "truncated":
                Truncate(bold);
                break;
            case "link":
                File.Delete(bold);
                File.CreateSymbolicLink(bold, Path.Combine(root, ".git", "annex", "objects", "gone"));
                break;
            case "zero":
                string mask = BidsStudy.FileOf(root, First, "space-MNI152NLin2009cAsym_desc-brain_mask.nii.gz");
                File.Delete(mask);
                Zero(bold);
                break;
            default:
                string[] lines = File.ReadAllLines(table);
                File.Delete(table);
                File.WriteAllLines(
                    table,
                    fault == "rows" ? lines[..^1] : [lines[0], .. lines.Skip(1).Select(l => Moving(lines[0], l))]
                );
                break;
        }
    }

    /// <summary>A row with a framewise displacement of a metre.</summary>
    private static string Moving(string header, string row)
    {
        string[] cells = row.Split('\t');
        cells[Array.IndexOf(header.Split('\t'), "framewise_displacement")] = "1000";
        return string.Join('\t', cells);
    }

    private static void Truncate(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
    }

    /// <summary>The same image without any signal.</summary>
    private static void Zero(string path)
    {
        IO.Nifti.NiftiImage image = IO.Nifti.NiftiImage.Open(path);
        string copy = path + ".copy.nii.gz";
        using (
            IO.Nifti.NiftiWriter writer = IO.Nifti.NiftiWriter.Create(
                copy,
                image.Grid,
                image.Count,
                new IO.Nifti.NiftiWriteOptions { Space = IO.Nifti.NiftiSpace.Mni152, RepetitionTimeSeconds = 2 }
            )
        )
        {
            using Imaging.IVolumeReader reader = image.Open();
            double[] volume = new double[image.Grid.Voxels];
            while (reader.ReadNext(volume))
            {
                Array.Clear(volume);
                writer.Append(volume);
            }

            writer.Complete();
        }

        File.Delete(path);
        File.Move(copy, path);
    }

    private Task<Call> Participants(string root, string output, params string[] options) =>
        Call.RunAsync([
            "bids",
            root,
            output,
            "participant",
            "--atlas",
            study.Atlas,
            "--labels",
            study.Labels,
            .. options,
        ]);

    private static string Progress(string error) =>
        string.Join(
            '\n',
            error.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("Participants", StringComparison.Ordinal))
        );

    private static SortedDictionary<string, string> FilesOf(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(
                    f => Path.GetRelativePath(folder, f),
                    f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))
                ),
            StringComparer.Ordinal
        );

    private static double Pearson(double[] a, double[] b)
    {
        (double ma, double mb) = (a.Average(), b.Average());
        double cross = a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum();
        return cross / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }
}
