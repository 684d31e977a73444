using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Tests;

/// <summary>The group level of the BIDS App from end to end.</summary>
public sealed class BidsGroupTests(BidsStudy study) : IClassFixture<BidsStudy>
{
    private static readonly string[] Fast = ["--alpha", "0.1", "--no-pooled", "--no-3d"];

    [Fact]
    public async Task Group_JoinsRunsAndSessions_AndSaysWhoIsIn()
    {
        using var folder = new TemporaryFolder();
        string output = await Participants(folder);

        Call call = await Group(output);

        Assert.Equal(0, call.Code);
        string group = Path.Combine(output, "group");
        ConnectomeResult result = ConnectomeFolder.Read(group);
        Assert.Equal(["sub-01", "sub-02", "sub-03"], result.Subjects.Select(s => s.Subject));
        Assert.All(result.Subjects, s => Assert.Equal(4 * 60, s.Samples));
        Assert.All(result.Regions, r => Assert.NotNull(r.Centre));
        Assert.All(
            Rows(group, "participants.tsv"),
            row => Assert.Contains("\ttrue\t4\t0\t240\t240\t", row, StringComparison.Ordinal)
        );
        Assert.Empty(Rows(group, "exclusions.tsv"));
        string report = File.ReadAllText(Path.Combine(group, "report.html"));
        Assert.Contains("3 of 3 participants are used", report, StringComparison.Ordinal);
        Assert.Contains("BOLD signals were extracted with the atlas phantom", report, StringComparison.Ordinal);
        Assert.Contains("strategy simple", report, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(group, "comparison", "report.html")));
        Assert.True(File.Exists(Path.Combine(group, "comparison", "comparison.json")));
    }

    [Fact]
    public async Task Group_OfAnyThreads_FromAnotherFolder_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string output = await Participants(folder);

        Assert.Equal(0, (await Group(output, "--threads", "1")).Code);
        string[] options = ["--derivatives", output, "--threads", "2", "--participant-label", "03", "01", "02"];
        Assert.Equal(0, (await Group(folder.Path("elsewhere"), options)).Code);

        Assert.Equal(FilesOf(Path.Combine(output, "group")), FilesOf(folder.Path("elsewhere", "group")));
        Assert.Equal(["dataset_description.json", "group"], Names(folder.Path("elsewhere")));
        foreach (string file in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(folder.Root, File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Group_LeavesOutWhatIsMissingDamagedOrOther_AndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        string output = await Participants(folder);
        string own = Path.Combine(output, "sub-01");
        string[] tables =
        [
            .. Directory.GetFiles(own, "*_timeseries.tsv", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        File.WriteAllText(tables[0], "a\tb\n1\t2\n3\n");
        File.Delete(tables[1]);
        string[] lines = File.ReadAllLines(tables[2]);
        File.WriteAllLines(tables[2], lines.Select(l => string.Join('\t', l.Split('\t').SkipLast(1))));
        File.Delete(Path.Combine(output, "sub-02", "sub-02_seg-phantom_runs.tsv"));

        Call call = await Group(output);
        Call strict = await Group(output, "--on-missing", "fail");

        Assert.Equal((0, 1), (call.Code, strict.Code));
        string[] rows = Rows(Path.Combine(output, "group"), "exclusions.tsv");
        Assert.Collection(
            rows,
            r => Fits(r, "sub-01\t1\tsub-01_ses-1_task-rest_run-1\tgroup\t", "expected 2"),
            r => Fits(r, "sub-01\t1\tsub-01_ses-1_task-rest_run-2\tgroup\t", "not there any more"),
            r => Fits(r, "sub-01\t2\tsub-01_ses-2_task-rest_run-1\tgroup\t", "It lacks '"),
            r => Fits(r, "sub-02\tn/a\tn/a\tgroup\t", "no results of this participant")
        );
        Assert.Equal(
            ["sub-01\ttrue\t1\t3\t60\t", "sub-02\tfalse\t0\t0\tn/a\t", "sub-03\ttrue\t4\t0\t240\t"],
            Rows(Path.Combine(output, "group"), "participants.tsv")
                .Select(r => string.Join('\t', r.Split('\t').Take(5)) + "\t")
        );

        // All runs count where the regions that all have are enough.
        Assert.Equal(0, (await Group(output, "--regions", "common")).Code);
        ConnectomeResult common = ConnectomeFolder.Read(Path.Combine(output, "group"));
        Assert.Equal((7, 120), (common.Regions.Count, common.Subjects[0].Samples));
    }

    [Fact]
    public async Task Group_TellsExclusionsOfTheParticipantLevel_AndThresholds()
    {
        using var folder = new TemporaryFolder();
        string data = study.LinkedIn(folder.Path("data"));
        File.Delete(BidsStudy.FileOf(data, "sub-03_ses-2_task-rest_run-2", "desc-confounds_timeseries.tsv"));
        string output = await Participants(folder, data);

        Call call = await Group(output, "--min-volumes", "200");

        Assert.Equal(0, call.Code);
        string[] rows = Rows(Path.Combine(output, "group"), "exclusions.tsv");
        Assert.Collection(
            rows,
            r => Fits(r, "sub-03\tn/a\tn/a\tgroup\t", "180 volumes were kept in 3 runs; at least 200"),
            r => Fits(r, "sub-03\t2\tsub-03_ses-2_task-rest_run-2\tparticipant\t", "no table of confounds")
        );

        Call still = await Group(output, "--max-mean-fd", "0.0001");
        Assert.Equal(1, still.Code);
        Assert.Contains("No participant can be used", still.Error, StringComparison.Ordinal);
        Assert.Contains(
            Rows(Path.Combine(output, "group"), "exclusions.tsv"),
            r => r.Contains("mean framewise displacement", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Group_OfRunsThatWereMadeDifferently_Warns()
    {
        using var folder = new TemporaryFolder();
        string output = await Participants(folder);
        Call other = await Call.RunAsync([
            .. (string[])["bids", study.Root, output, "participant", "--atlas", study.Atlas, "--labels", study.Labels],
            .. (string[])["--participant-label", "02", "--denoise", "compcor"],
        ]);
        Assert.Equal(0, other.Code);

        Call call = await Group(output, "--session-label", "1");

        Assert.Equal(0, call.Code);
        Assert.Contains("the option denoise is compcor or simple", call.Error, StringComparison.Ordinal);
        Assert.All(ConnectomeFolder.Read(Path.Combine(output, "group")).Subjects, s => Assert.Equal(120, s.Samples));
    }

    [Fact]
    public async Task Group_BeforeTheParticipants_SaysWhatToRunFirst()
    {
        using var folder = new TemporaryFolder();

        Call call = await Group(folder.Path("out"));

        Assert.Equal(1, call.Code);
        Assert.Contains("run that first", call.Error, StringComparison.Ordinal);
    }

    private async Task<string> Participants(TemporaryFolder folder, string? data = null)
    {
        Call call = await Call.RunAsync(
            "bids",
            data ?? study.Root,
            folder.Path("out"),
            "participant",
            "--atlas",
            study.Atlas,
            "--labels",
            study.Labels,
            "--quiet"
        );
        Assert.Equal(0, call.Code);
        return folder.Path("out");
    }

    private Task<Call> Group(string output, params string[] options) =>
        Call.RunAsync(["bids", study.Root, output, "group", .. Fast, .. options]);

    private static string[] Rows(string folder, string table) =>
        [.. File.ReadAllLines(Path.Combine(folder, table)).Skip(1)];

    private static void Fits(string row, string start, string reason)
    {
        Assert.StartsWith(start, row, StringComparison.Ordinal);
        Assert.Contains(reason, row, StringComparison.Ordinal);
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, string> FilesOf(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllText),
            StringComparer.Ordinal
        );
}
