using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Status;

namespace Gyrus.Batch.Tests;

public sealed class LocalExecutorTests(Phantoms phantoms) : IClassFixture<Phantoms>
{
    [Fact]
    public async Task Run_IsSameWhateverTheProcessesAndThreads()
    {
        using var folder = new TemporaryFolder();
        SortedDictionary<string, string>[] contents = [.. await Task.WhenAll(Run(folder, 1), Run(folder, 2))];

        Assert.Equal(contents[0], contents[1]);
        Assert.True(contents[0].Count > 2 * Phantoms.Subjects);
    }

    [Fact]
    public async Task Run_Again_DoesNothing()
    {
        using var folder = new TemporaryFolder();
        await Run(folder, 2);
        (PlanFolder plan, BatchPlan tasks) = phantoms.Plan(folder.Path("work 2"), folder.Path("out 2"));
        string receipt = Directory.GetFiles(plan.Receipts)[0];
        DateTime written = File.GetLastWriteTimeUtc(receipt);

        RunSummary again = await new LocalExecutor(plan, tasks, new RunSettings()).RunAsync();

        Assert.True(again.IsComplete);
        Assert.Equal(written, File.GetLastWriteTimeUtc(receipt));
    }

    [Fact]
    public async Task Run_AfterAProcessWasKilledWhileItReadTheTime_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work 1"), folder.Path("out 1"));
        Directory.CreateDirectory(work.Attempts);
        File.WriteAllBytes(Path.Combine(work.Attempts, ".clock.killed"), []);

        Assert.True((await new LocalExecutor(work, plan, new RunSettings()).RunAsync()).IsComplete);

        Assert.Empty(Directory.GetFileSystemEntries(work.Attempts));
    }

    private async Task<SortedDictionary<string, string>> Run(TemporaryFolder folder, int processors)
    {
        string output = folder.Path($"out {processors}");
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(
            folder.Path($"work {processors}"),
            output,
            [.. phantoms.Tasks(output).Select(t => t with { Resources = t.Resources with { Threads = processors } })]
        );
        RunSummary result = await new LocalExecutor(work, plan, new RunSettings { Processors = 2 }).RunAsync();
        Assert.Empty(result.Failed);
        Assert.True(result.IsComplete);
        PlanStatus status = await PlanStatus.LookAsync(work, plan);
        Assert.Equal(plan.Count, status.Count(TaskState.Done));
        Assert.Empty(Directory.GetFileSystemEntries(work.Attempts));
        Assert.All(status.Tasks, t => Assert.True(t.Receipt!.PeakMebibytes > 10));
        return FolderContent.Of(output);
    }
}
