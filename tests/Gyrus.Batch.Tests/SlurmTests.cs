using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Status;

namespace Gyrus.Batch.Tests;

/// <summary>Plans on a real Slurm, with the faults that clusters have. The results must be those of this machine, byte by byte.</summary>
public sealed class SlurmTests(Phantoms phantoms) : IClassFixture<Phantoms>
{
    private static readonly RunSettings Settings = new() { Executor = ExecutorKind.Slurm };
    private static readonly SlurmOptions Quick = new() { PollSeconds = 1, PatienceSeconds = 20 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ArrayWithFailingTask_OthersAreDone_GroupDoesWithout(bool accounting)
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync(accounting ? ["--accounting"] : []);
        using var folder = new TemporaryFolder();
        BatchTask[] tasks = [.. phantoms.Tasks(folder.Path("out"), subjects: 6, tolerant: true)];
        string broken = folder.Write("sub-99_task-rest_bold.nii", "this is no image");
        tasks[2] = tasks[2] with
        {
            Inputs = [TaskInput.Of(broken)],
            Arguments = [.. tasks[2].Arguments.Select(a => a == phantoms.Bold[2] ? broken : a)],
        };
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work"), folder.Path("out"), tasks);

        RunSummary result = await new SlurmExecutor(work, plan, Settings, Quick).RunAsync(
            cancellationToken: TestContext.Current.CancellationToken
        );

        (int index, string reason) = Assert.Single(result.Failed);
        Assert.Equal(2, index);
        Assert.Contains(broken, reason, StringComparison.Ordinal);
        Assert.Equal(plan.Count - 1, result.Done);
        PlanStatus status = await PlanStatus.LookAsync(work, plan);
        Assert.Equal(1, status.Count(TaskState.Failed));
        Assert.Equal(plan.Count - 1, status.Count(TaskState.Done));
        Assert.True(File.Exists(Path.Combine(work.Root, status.Tasks[2].Failure!.Log)));
        await AssertSameAsLocal(folder, tasks);
    }

    [Fact]
    public async Task NodeCrash_TaskRunsElsewhere()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var study = new SlowStudy(tasks: 4);
        Task<RunSummary> run = study.SubmitAsync(Settings, Quick);
        string node = await study.WaitForNodeAsync();

        await cluster.FaultAsync("crash", node);
        RunSummary result = await run;

        Assert.True(result.IsComplete);
        Assert.True(study.BegunAttempts() > study.Plan.Count, "No task was begun twice.");
        await study.AssertWholeAsync();
    }

    [Fact]
    public async Task FrozenNode_TwoAttempts_OneResult()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var study = new SlowStudy(tasks: 2);
        Task<RunSummary> run = study.SubmitAsync(Settings, Quick);
        string node = await study.WaitForNodeAsync();

        // A network that is cut off: Slurm gives up the node and starts the task elsewhere, while the first attempt is there and goes on later.
        await cluster.FaultAsync("freeze", node);
        IReadOnlyList<int> first = study.ProcessesOn(node);
        Assert.NotEmpty(first);
        await SlowStudy.SignalAsync("STOP", first);
        RunSummary result = await run;
        Assert.True(result.IsComplete);
        Assert.True(study.BegunAttempts() > study.Plan.Count, "No task was begun twice.");
        await SlowStudy.SignalAsync("CONT", first);
        await study.WaitForNoAttemptAsync();
        await cluster.FaultAsync("thaw", node);

        await study.AssertWholeAsync();
    }

    [Fact]
    public async Task ControllerRestart_RunGoesOn()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var study = new SlowStudy(tasks: 4);
        Task<RunSummary> run = study.SubmitAsync(Settings, Quick);
        await study.WaitForNodeAsync();

        await cluster.FaultAsync("ctld-crash");
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        await cluster.FaultAsync("ctld-start");
        RunSummary result = await run;

        Assert.True(result.IsComplete);
        await study.AssertWholeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RecordsPurged_ReceiptsAreTheTruth(bool accounting)
    {
        string[] options = ["--min-job-age", "2", .. accounting ? (string[])["--accounting"] : []];
        await using SlurmCluster cluster = await SlurmCluster.StartAsync(options);
        using var study = new SlowStudy(tasks: 3, volumes: 40);
        await study.SubmitAsync(Settings, Quick with { Follow = false });
        await study.WaitForReceiptsAsync();
        await Task.Delay(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);

        Assert.Equal("", await cluster.RunAsync("squeue", "--noheader", "--states=all"));
        RunSummary result = await study.SubmitAsync(Settings, Quick);

        Assert.True(result.IsComplete);
        Assert.Single(new SubmissionStore(study.Folder).All());
        await study.AssertWholeAsync();
    }

    [Fact]
    public async Task Cancelled_IsSaid_AndResumed()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var study = new SlowStudy(tasks: 3);
        Task<RunSummary> run = study.SubmitAsync(Settings, Quick);
        await study.WaitForNodeAsync();

        await cluster.RunAsync("scancel", "--user=root");
        RunSummary result = await run;

        Assert.NotEmpty(result.Failed);
        Assert.All(result.Failed, f => Assert.Contains("cancelled", f.Reason, StringComparison.Ordinal));
        Assert.True((await study.SubmitAsync(Settings, Quick)).IsComplete);
        await study.AssertWholeAsync();
    }

    [Fact]
    public async Task Cancelled_GroupThatDoesWithout_WaitsToo()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync("--nodes", "1");
        using var folder = new TemporaryFolder();
        BatchTask[] tasks = [.. phantoms.Tasks(folder.Path("out"), subjects: 6, tolerant: true)];
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work"), folder.Path("out"), tasks);
        Task<RunSummary> run = new SlurmExecutor(work, plan, Settings, Quick).RunAsync(
            cancellationToken: TestContext.Current.CancellationToken
        );
        while (Directory.GetFiles(work.Receipts, "*.json").Length == 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await cluster.RunAsync("scancel", "--user=root");
        RunSummary result = await run;
        Assert.NotEmpty(result.Failed);
        Assert.Null(new ReceiptStore(work).Valid(plan)[^1]);
        Assert.True((await new SlurmExecutor(work, plan, Settings, Quick).RunAsync()).IsComplete);
        await AssertSameAsLocal(folder, tasks);
    }

    [Fact]
    public async Task TooLittleMemory_IsRaised_AndWhatNeedsTheTaskIsHandedOverAgain()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var folder = new TemporaryFolder();
        BatchTask hungry = HungryTask.Of(folder);
        BatchTask next = phantoms.Tasks(folder.Path("out"), subjects: 1)[0] with { Needs = [0] };
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work"), folder.Path("out"), [hungry, next]);

        RunSummary result = await new SlurmExecutor(work, plan, Settings with { Retries = 4 }, Quick).RunAsync(
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.True(result.IsComplete, string.Join('\n', result.Failed));
        Assert.True(new ReceiptStore(work).Valid(plan)[0]!.Given.MemoryMebibytes >= 128);
    }

    [Fact]
    public async Task Preempted_RunsAgain()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync("--nodes", "1");
        using var study = new SlowStudy(tasks: 2);
        Task<RunSummary> run = study.SubmitAsync(Settings with { Partition = "scavenge" }, Quick);
        await study.WaitForNodeAsync();

        await cluster.RunAsync("sbatch", "--exclusive", "--output=/dev/null", "--wrap", "sleep 5");
        RunSummary result = await run;

        Assert.True(result.IsComplete);
        Assert.Contains(study.Attempts(), a => a.EndsWith("-1", StringComparison.Ordinal));
        await study.AssertWholeAsync();
    }

    private async Task AssertSameAsLocal(TemporaryFolder folder, IReadOnlyList<BatchTask> tasks)
    {
        string output = folder.Path("local");
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(
            folder.Path("local work"),
            output,
            [
                .. tasks.Select(t =>
                    t with
                    {
                        Arguments =
                        [
                            .. t.Arguments.Select(a => a.Replace(folder.Path("out"), output, StringComparison.Ordinal)),
                        ],
                    }
                ),
            ]
        );
        await new LocalExecutor(work, plan, new RunSettings()).RunAsync();
        Assert.Equal(FolderContent.Of(output), FolderContent.Of(folder.Path("out")));
    }
}
