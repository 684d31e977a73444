using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tests;

/// <summary>Encoding models in blocks of neurons: the same tables and the same fitted model as by one call.</summary>
public sealed class GlmPlanTests
{
    private static readonly string[] FirstPart = ["unit-4", "unit 1"];
    private static readonly string[] SecondPart = ["unit5", "unit \"two\"", "unit=3"];

    [Fact]
    public async Task Plan_OfBlocks_GivesTheBytesOfOneCall()
    {
        using var folder = new TemporaryFolder();
        string model = Population.Write(folder);
        await Done("glm", "cv", model, "--nested", "--out", folder.Path("one"));
        await Done(
            "glm",
            "cv",
            model,
            "--nested",
            "--neurons-per-task",
            "2",
            "--plan",
            folder.Path("work"),
            "--out",
            folder.Path("out")
        );
        var work = PlanFolder.Open(folder.Path("work"));
        var plan = BatchPlan.Read(work);

        RunSummary run = await new LocalExecutor(work, plan, new RunSettings { Processors = 2 }).RunAsync();

        Assert.Empty(run.Failed);
        Assert.True(run.IsComplete);
        Assert.Equal(["0001", "0002", "0003", "join"], plan.Tasks.Select(t => t.Name));
        Assert.All(plan.Tasks, (t, i) => Assert.True(Peak(work, plan, i) < t.Resources.MemoryMebibytes));
        Assert.Equal(
            ["chosen.tsv", "coefficients.tsv", "curves.tsv", "cv.tsv", "effects.tsv"],
            Results(folder.Path("out")).Keys.Where(n => n.StartsWith('c') || n.StartsWith('e'))
        );
        Assert.Equal(Results(folder.Path("one")), Results(folder.Path("out")));
        Assert.Contains("nested.tsv", Results(folder.Path("out")).Keys);
        Assert.True(File.Exists(folder.Path("out", "parts", "0003", "report.html")));
        string page = await File.ReadAllTextAsync(
            folder.Path("out", "report.html"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("5 of 5", page, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Root, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit", 8)]
    [InlineData("path", 3)]
    [InlineData("select", 2)]
    [InlineData("compare", 2)]
    public async Task Join_OfPartsThatInterleave_GivesTheBytesOfOneCall(string verb, int files)
    {
        using var folder = new TemporaryFolder();
        string model = Population.Write(folder);
        await Done("glm", verb, model, "--out", folder.Path("one"));
        await Done(["glm", verb, model, "--out", folder.Path("a"), "--neurons", .. FirstPart]);
        await Done(["glm", verb, model, "--out", folder.Path("b"), .. SecondPart.Select(n => $"--neurons={n}")]);

        await Done("glm", "join", folder.Path("b"), folder.Path("a"), "--out", folder.Path("both"));

        Assert.Equal(files, Results(folder.Path("one")).Count);
        Assert.Equal(Results(folder.Path("one")), Results(folder.Path("both")));
    }

    [Fact]
    public async Task Join_OfFitsThatDidNotConverge_EndsWithThree()
    {
        using var folder = new TemporaryFolder();
        string model = Population.Write(folder, tolerance: "1e-30");
        Call[] parts = await Fit(folder, model);

        Call join = await Call.RunAsync(
            "glm",
            "join",
            folder.Path("a"),
            folder.Path("b"),
            "--out",
            folder.Path("both")
        );

        Assert.Contains(parts, p => p.Code == 3);
        Assert.Equal(3, join.Code);
        Assert.Contains("NOT CONVERGED", join.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_OfSomeNeurons_SaysWhichAreMissing()
    {
        using var folder = new TemporaryFolder();
        await Fit(folder, Population.Write(folder));

        Call join = await Call.RunAsync("glm", "join", folder.Path("a"), "--out", folder.Path("one"));

        Assert.Equal(0, join.Code);
        Assert.Contains(
            "3 of 5 neurons of the recording are in no part: unit \"two\", unit=3, unit5.",
            join.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Join_RefusesPartsThatDoNotBelongTogether()
    {
        using var folder = new TemporaryFolder();
        string model = Population.Write(folder);
        await Fit(folder, model);
        await Done("glm", "path", model, "--out", folder.Path("path"), "--neurons", "unit5");
        await Done("glm", "fit", model, "--out", folder.Path("again"), "--neurons", "unit-4");
        await File.AppendAllTextAsync(model, "// changed\n", TestContext.Current.CancellationToken);
        await Done("glm", "fit", model, "--out", folder.Path("changed"), "--neurons", "unit5");
        await Done("glm", "fit", model, "--out", folder.Path("whole"));

        foreach (
            (string part, string reason) in ((string, string)[])
                [
                    ("path", "the verbs (gyrus glm fit; gyrus glm path) differ"),
                    ("again", "the neuron 'unit-4' is in"),
                    ("changed", "the model or its data files differ"),
                    ("whole", "part.json: there is no such file"),
                    ("a", "is in " + folder.Path("a") + " already"),
                ]
        )
        {
            Call join = await Call.RunAsync(
                "glm",
                "join",
                folder.Path("a"),
                folder.Path(part),
                "--out",
                folder.Path("x")
            );
            Assert.Equal(1, join.Code);
            Assert.Contains(reason, join.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.Path("x")));
        }

        Call onto = await Call.RunAsync("glm", "join", folder.Path("a"), folder.Path("b"), "--out", folder.Path("a"));
        Assert.Equal(1, onto.Code);
        Assert.Contains("is one of the parts", onto.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_OfADamagedTable_SaysWhere()
    {
        using var folder = new TemporaryFolder();
        await Fit(folder, Population.Write(folder));
        await File.AppendAllTextAsync(
            folder.Path("b", "scores.tsv"),
            "nobody\t1\t1\t1\t1\n",
            TestContext.Current.CancellationToken
        );

        Call join = await Call.RunAsync("glm", "join", folder.Path("a"), folder.Path("b"), "--out", folder.Path("x"));

        Assert.Equal(1, join.Code);
        Assert.Contains("scores.tsv:5: expected the name of a neuron", join.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path("x", "report.html")));
    }

    [Theory]
    [InlineData("--neurons=unit6", "The recording has no neuron 'unit6'. It has 5: unit 1, unit \"two\", unit=3")]
    [InlineData("--part-folder=../elsewhere", "--part-folder: expected a folder below")]
    public async Task Fit_WithWhatIsNotThere_SaysSo(string word, string reason)
    {
        using var folder = new TemporaryFolder();
        string model = Population.Write(folder);

        Call call = await Call.RunAsync("glm", "fit", model, word, "--out", folder.Path("x"));

        Assert.Equal(1, call.Code);
        Assert.Contains(reason, call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("x")));
    }

    private static async Task<Call[]> Fit(TemporaryFolder folder, string model) =>
        [
            await Call.RunAsync(["glm", "fit", model, "--out", folder.Path("a"), "--neurons", .. FirstPart]),
            await Call.RunAsync(["glm", "fit", model, "--out", folder.Path("b"), "--neurons", .. SecondPart]),
        ];

    private static async Task Done(params string[] words)
    {
        Call call = await Call.RunAsync(words);
        Assert.True(call.Code == 0, call.Error);
    }

    private static double? Peak(PlanFolder work, BatchPlan plan, int index) =>
        new ReceiptStore(work).Valid(plan)[index]!.PeakMebibytes;

    /// <summary>Tables and the fitted model, by their bytes.</summary>
    private static SortedDictionary<string, string> Results(string folder) =>
        new(
            FolderContent
                .Of(folder)
                .Where(f =>
                    !f.Key.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
                    && (
                        f.Key.EndsWith(".tsv", StringComparison.Ordinal)
                        || f.Key.StartsWith("fitted.", StringComparison.Ordinal)
                    )
                )
                .ToDictionary(),
            StringComparer.Ordinal
        );
}
