using System.Diagnostics;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tests;

/// <summary>The files that others carry out a plan with: each is carried out, and gives the bytes of a run.</summary>
public sealed class ExportTests(Phantoms phantoms) : IClassFixture<Phantoms>
{
    private const string Work = "it's $(touch hacked) work";

    [Fact]
    public async Task Snakefile_GivesTheSameFiles()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/snakemake"), "snakemake is not installed.");
        using var folder = new TemporaryFolder();
        (PlanFolder work, BatchPlan plan) = Export(folder);

        await RunAsync("snakemake", work.Root, ["--snakefile", "Snakefile", "--cores", "2", "--quiet"]);

        await AssertWholeAsync(folder, work, plan);
    }

    [Fact]
    public async Task SubmitScript_GivesTheSameFiles()
    {
        await using SlurmCluster cluster = await SlurmCluster.StartAsync();
        using var folder = new TemporaryFolder();
        (PlanFolder work, BatchPlan plan) = Export(folder);

        await RunAsync("sh", folder.Root, [Path.Combine(work.Root, "submit.sh")]);
        long started = Stopwatch.GetTimestamp();
        while (
            (await cluster.RunAsync("squeue", "--noheader")).Length > 0
            && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(3)
        )
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        await AssertWholeAsync(folder, work, plan);
    }

    private (PlanFolder Work, BatchPlan Plan) Export(TemporaryFolder folder)
    {
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(
            folder.Path(Work),
            folder.Path("out"),
            phantoms.Tasks(folder.Path("out"), subjects: 3)
        );
        PlanExport.Write(work, plan, new RunSettings { AtOnce = 2 });
        return (work, plan);
    }

    private async Task AssertWholeAsync(TemporaryFolder folder, PlanFolder work, BatchPlan plan)
    {
        Assert.All(new ReceiptStore(work).Valid(plan), Assert.NotNull);
        Assert.Empty(Directory.GetFiles(folder.Root, "hacked", SearchOption.AllDirectories));
        (PlanFolder other, BatchPlan same) = phantoms.Plan(
            folder.Path("local work"),
            folder.Path("local"),
            phantoms.Tasks(folder.Path("local"), subjects: 3)
        );
        Assert.True((await new LocalExecutor(other, same, new RunSettings()).RunAsync()).IsComplete);
        Assert.Equal(FolderContent.Of(folder.Path("local")), FolderContent.Of(folder.Path("out")));
    }

    private static async Task RunAsync(string program, string directory, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error + await output);
    }
}
