using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Cli;

namespace Gyrus.Batch.Tests;

/// <summary>Verbs with --plan: the tasks give the bytes of one call, also where names mean something to a shell.</summary>
public sealed class VerbPlanTests
{
    [Theory]
    [InlineData(ExecutorKind.Local)]
    [InlineData(ExecutorKind.Slurm)]
    public async Task Bids_PlanGivesTheBytesOfCalls(ExecutorKind executor)
    {
        Assert.SkipWhen(
            executor == ExecutorKind.Slurm && SlurmCluster.Obstacle is not null,
            SlurmCluster.Obstacle ?? ""
        );
        using var folder = new TemporaryFolder();
        string data = folder.Path("it's $(touch hacked) `data`; \"x\"\nsecond line");
        string work = folder.Path("work $(touch hacked) 'q'");
        await CallAsync(
            "simulate",
            "--out",
            data,
            "--subjects",
            "3",
            "--regions",
            "6",
            "--volumes",
            "80",
            "--voxel",
            "10"
        );
        string[] atlas =
        [
            "--atlas",
            Path.Combine(data, "atlas", "atlas-phantom_probseg.nii.gz"),
            "--labels",
            Path.Combine(data, "atlas", "atlas-phantom_dseg.tsv"),
        ];
        string[] few = ["--refinements", "2", "--folds", "3", "--no-compare"];
        await CallAsync(["bids", data, folder.Path("one"), "participant", .. atlas]);
        await CallAsync(["bids", data, folder.Path("one"), "group", .. atlas, .. few]);
        await CallAsync([
            "bids",
            data,
            folder.Path("planned"),
            "group",
            .. atlas,
            .. few,
            "--plan",
            work,
            "--task-minutes",
            "5",
            "--task-memory",
            "512",
            "--task-cores",
            "1",
        ]);
        var plan = PlanFolder.Open(work);
        var tasks = BatchPlan.Read(plan);

        RunSummary result =
            executor == ExecutorKind.Local
                ? await new LocalExecutor(plan, tasks, new RunSettings()).RunAsync()
                : await OnSlurmAsync(plan, tasks);

        Assert.Equal(3 + (2 * 3) + 1, tasks.Count);
        Assert.True(result.IsComplete, string.Join('\n', result.Failed));
        Assert.Equal(FolderContent.Of(folder.Path("one")), FolderContent.Of(folder.Path("planned")));
        Assert.DoesNotContain(
            Directory.GetFiles(folder.Root, "hacked", SearchOption.AllDirectories),
            path => Path.GetFileName(path) == "hacked"
        );
        Assert.False(File.Exists("hacked"));
    }

    [Fact]
    public async Task Bids_BrokenParticipant_GroupNamesIt()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Path("data");
        await CallAsync(
            "simulate",
            "--out",
            data,
            "--subjects",
            "3",
            "--regions",
            "6",
            "--volumes",
            "80",
            "--voxel",
            "10"
        );
        string image = Directory.GetFiles(Path.Combine(data, "sub-02"), "*_bold.nii.gz", SearchOption.AllDirectories)[
            0
        ];
        await File.WriteAllTextAsync(image, "no image", TestContext.Current.CancellationToken);
        string atlas = Path.Combine(data, "atlas", "atlas-phantom_probseg.nii.gz");
        await CallAsync(
            "bids",
            data,
            folder.Path("out"),
            "group",
            "--atlas",
            atlas,
            "--alpha",
            "0.1",
            "--no-pooled",
            "--no-compare",
            "--plan",
            folder.Path("work")
        );
        var work = PlanFolder.Open(folder.Path("work"));

        RunSummary result = await new LocalExecutor(work, BatchPlan.Read(work), new RunSettings()).RunAsync();

        Assert.Equal(1, Assert.Single(result.Failed).Index);
        Assert.Equal(3, result.Done);
        string exclusions = await File.ReadAllTextAsync(
            folder.Path("out", "group", "exclusions.tsv"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("sub-02", exclusions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoiseCleaning_PlanGivesTheBytesOfOneCall()
    {
        using var folder = new TemporaryFolder();
        string[] call =
        [
            "reproduce",
            "noise-cleaning",
            "--t",
            "144",
            "--alpha-d",
            "1",
            "3",
            "--regions",
            "8",
            "--subjects",
            "20",
            "--estimators",
            "raw",
            "shrinkage-cv",
            "rie",
            "--table",
        ];
        await CallAsync([.. call, "--out", folder.Path("one"), "--reproducible"]);
        await CallAsync([.. call, "--out", folder.Path("planned"), "--plan", folder.Path("work")]);
        var work = PlanFolder.Open(folder.Path("work"));

        RunSummary result = await new LocalExecutor(work, BatchPlan.Read(work), new RunSettings()).RunAsync();

        Assert.Equal(5, result.Tasks);
        Assert.True(result.IsComplete, string.Join('\n', result.Failed));
        Assert.Equal(FolderContent.Of(folder.Path("one")), FolderContent.Of(folder.Path("planned")));
    }

    private static async Task<RunSummary> OnSlurmAsync(PlanFolder plan, BatchPlan tasks)
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        return await new SlurmExecutor(
            plan,
            tasks,
            new RunSettings { Executor = ExecutorKind.Slurm },
            new SlurmOptions { PollSeconds = 1, PatienceSeconds = 30 }
        ).RunAsync(cancellationToken: limit.Token);
    }

    private static async Task CallAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        int code = await GyrusCommand.RunAsync([.. arguments, "--quiet"], TextWriter.Null, error);
        Assert.True(code is 0 or 3, error.ToString());
    }
}
