using System.Diagnostics;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tests;

/// <summary>A run that is killed at any moment loses nothing that was done, and leaves nothing behind once it is resumed.</summary>
public sealed class KillTests(Phantoms phantoms) : IClassFixture<Phantoms>
{
    private const int Kills = 50;

    [Fact]
    public async Task KilledAtRandomMoments_Resumed_GivesSameFiles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills with signal 9.");
        using var folder = new TemporaryFolder();
        (PlanFolder work, BatchPlan plan) = phantoms.Plan(folder.Path("whole work"), folder.Path("whole"));
        Assert.True((await new LocalExecutor(work, plan, new RunSettings()).RunAsync()).IsComplete);
        SortedDictionary<string, string> whole = FolderContent.Of(folder.Path("whole"));
        var random = new Random(7);
        int kills = 0;
        for (int study = 0; kills < Kills; study++)
        {
            string output = folder.Path("out");
            (work, plan) = phantoms.Plan(folder.Path($"work {study}"), output);
            bool done = false;
            while (!done)
            {
                using Process run = Start(work);
                TimeSpan wait = TimeSpan.FromMilliseconds(random.Next(200, 2500));
                done = run.WaitForExit(wait) || kills == Kills;
                if (!done)
                {
                    // Half of the time the workers die too, as they do when a machine loses its power.
                    run.Kill(entireProcessTree: kills % 2 == 0);
                    kills++;
                }

                await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            Assert.All(new ReceiptStore(work).Valid(plan), Assert.NotNull);
            Assert.Equal(whole, FolderContent.Of(output));
            Assert.Empty(Directory.GetFileSystemEntries(work.Attempts));
            Directory.Delete(output, recursive: true);
        }
    }

    private static Process Start(PlanFolder work) =>
        Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "gyrus-cli"))
            {
                ArgumentList = { "run", work.Root, "--cores", "2", "--quiet" },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
}
