using System.Diagnostics;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Status;

namespace Gyrus.Batch.Tests;

/// <summary>What goes wrong is said in a sentence, and nothing half-written is left.</summary>
public sealed class FaultTests(Phantoms phantoms) : IClassFixture<Phantoms>
{
    private static readonly RunSettings Settings = new() { Retries = 0 };

    [Fact]
    public async Task UnreadableSubject_IsNamed_AndTheGroupDoesWithout_UntilItIsThere()
    {
        using var folder = new TemporaryFolder();
        BatchTask[] tasks = [.. phantoms.Tasks(folder.Path("out"), subjects: 3, tolerant: true)];
        string image = folder.Write("sub-x_bold.nii", "no image");
        tasks[1] = tasks[1] with
        {
            Arguments = [.. tasks[1].Arguments.Select(a => a == phantoms.Bold[1] ? image : a)],
            Inputs = [TaskInput.Of(image)],
        };
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work"), folder.Path("out"), tasks);

        RunSummary first = await new LocalExecutor(work, plan, Settings).RunAsync();

        (int index, string reason) = Assert.Single(first.Failed);
        Assert.Equal(1, index);
        Assert.Contains(image, reason, StringComparison.Ordinal);
        Assert.Equal(3, first.Done);
        Assert.Equal(2, new ReceiptStore(work).Valid(plan)[3]!.Read.Count);

        (work, plan) = phantoms.Plan(
            work.Root,
            folder.Path("out"),
            phantoms.Tasks(folder.Path("out"), subjects: 3, tolerant: true)
        );
        PlanStatus between = await PlanStatus.LookAsync(work, plan, TestContext.Current.CancellationToken);
        Assert.Equal(2, between.Count(TaskState.Done));
        Assert.True((await new LocalExecutor(work, plan, Settings).RunAsync()).IsComplete);
        Assert.Equal(3, new ReceiptStore(work).Valid(plan)[3]!.Read.Count);
    }

    [Fact]
    public async Task InputChangedAfterPlanning_IsSaid()
    {
        using var folder = new TemporaryFolder();
        string image = folder.Path("sub-x_bold.nii.gz");
        File.Copy(phantoms.Bold[0], image);
        BatchTask[] tasks = [.. phantoms.Tasks(folder.Path("out"), subjects: 1).Take(1)];
        tasks[0] = tasks[0] with { Inputs = [TaskInput.Of(image)] };
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work"), folder.Path("out"), tasks);
        File.SetLastWriteTimeUtc(image, DateTime.UtcNow.AddMinutes(1));

        RunSummary result = await new LocalExecutor(work, plan, Settings).RunAsync();

        Assert.Contains(
            "was changed after the plan was made",
            Assert.Single(result.Failed).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DiskFull_IsSaid_NothingHalfWritten()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounts a small file system.");
        using var folder = new TemporaryFolder();
        string output = Directory.CreateDirectory(folder.Path("out")).FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", output);
        try
        {
            (PlanFolder work, BatchPlan plan) = phantoms.Plan(
                folder.Path("work"),
                output,
                [.. phantoms.Tasks(output, subjects: 3).Take(3)]
            );

            RunSummary result = await new LocalExecutor(work, plan, Settings).RunAsync();

            Assert.NotEmpty(result.Failed);
            Assert.All(result.Failed, f => Assert.Contains("No space left", f.Reason, StringComparison.Ordinal));
            Receipt?[] receipts = new ReceiptStore(work).Valid(plan);
            Assert.All(result.Failed, f => Assert.Null(receipts[f.Index]));
            Assert.DoesNotContain(Directory.GetFiles(output), f => Path.GetFileName(f).StartsWith('.'));
        }
        finally
        {
            await RunAsync("umount", output);
        }
    }

    [Fact]
    public async Task OutputThatMayNotBeWritten_IsSaid()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Path("out");
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(
            folder.Path("work"),
            output,
            [.. phantoms.Tasks(output, subjects: 1).Take(1)]
        );
        Directory.Delete(output);
        folder.Write("out", "a file, where the folder of results was");

        RunSummary result = await new LocalExecutor(work, plan, Settings).RunAsync();

        Assert.Contains(output, Assert.Single(result.Failed).Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(work.Attempts));
    }

    [Fact]
    public async Task ReadOnlyFileSystem_IsSaid()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounts a file system.");
        using var folder = new TemporaryFolder();
        string output = Directory.CreateDirectory(folder.Path("out")).FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", output);
        try
        {
            (PlanFolder work, BatchPlan plan) = phantoms.Plan(
                folder.Path("work"),
                output,
                [.. phantoms.Tasks(output, subjects: 1).Take(1)]
            );

            RunSummary result = await new LocalExecutor(work, plan, Settings).RunAsync();

            Assert.Contains("Read-only file system", Assert.Single(result.Failed).Reason, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("umount", output);
        }
    }

    [Fact]
    public async Task TooLittleMemory_IsRaised_AndTriedAgain()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Path("out");
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("work"), output, [HungryTask.Of(folder)]);
        var said = new List<string>();

        RunSummary result = await new LocalExecutor(work, plan, new RunSettings { Retries = 4 }).RunAsync(
            warn: said.Add
        );

        Assert.True(result.IsComplete, string.Join('\n', said));
        Assert.NotEmpty(said);
        Assert.All(said, s => Assert.Contains("memory", s, StringComparison.Ordinal));
        Assert.True(new ReceiptStore(work).Valid(plan)[0]!.Given.MemoryMebibytes >= 128);
    }

    [Fact]
    public async Task TwoTasksThatWriteOneFile_AreAFaultOfThePlan()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Path("out");
        BatchTask task = phantoms.Tasks(output, subjects: 1)[0];
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(
            folder.Path("work"),
            output,
            [task, task with { Name = "other", Arguments = [.. task.Arguments, "--no-detrend"] }]
        );

        RunSummary result = await new LocalExecutor(work, plan, new RunSettings { Processors = 1 }).RunAsync();

        Assert.Contains("other content", Assert.Single(result.Failed).Reason, StringComparison.Ordinal);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
