using System.Globalization;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tests;

/// <summary>A plan of tasks that take some seconds each, so that faults meet them at work. Each simulates a recording of its own seed.</summary>
internal sealed class SlowStudy : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<BatchTask> _tasks;

    public SlowStudy(int tasks, int volumes = 700)
    {
        _tasks =
        [
            .. Enumerable
                .Range(1, tasks)
                .Select(seed => new BatchTask
                {
                    Name = $"recording {seed}",
                    Stage = "simulate",
                    Arguments =
                    [
                        "signals",
                        Recording(seed, volumes),
                        "--atlas",
                        _folder.Path("1", "atlas", "atlas-phantom_probseg.nii.gz"),
                        "--smoothing-fwhm",
                        "20",
                        "--resampling-target",
                        "data",
                        "--no-cache",
                        "--reproducible",
                        "--out",
                        BatchTask.Out,
                    ],
                    Resources = new TaskResources { MemoryMebibytes = 512, Minutes = 5 },
                }),
        ];
        (Folder, Plan) = Write("work", "out");
    }

    public PlanFolder Folder { get; }

    public BatchPlan Plan { get; }

    public async Task<RunSummary> SubmitAsync(RunSettings settings, SlurmOptions options)
    {
        using var limit = new CancellationTokenSource(Longest);
        return await new SlurmExecutor(Folder, Plan, settings, options).RunAsync(cancellationToken: limit.Token);
    }

    /// <summary>The node on which an attempt is at work.</summary>
    public async Task<string> WaitForNodeAsync()
    {
        await WaitAsync(() =>
            Directory.GetFiles(Folder.Attempts, "owner.json", SearchOption.AllDirectories).Length > 0
        );
        IReadOnlyList<SlurmElement> queue = await SlurmClient.QueueAsync(
            [.. new SubmissionStore(Folder).All().Select(s => s.JobName)],
            TestContext.Current.CancellationToken
        );
        return queue.First(e => e.Phase == SlurmPhase.Running).Node;
    }

    public Task WaitForReceiptsAsync() =>
        WaitAsync(() => Directory.GetFiles(Folder.Receipts, "*.json").Length == Plan.Count);

    /// <summary>The processes of this plan that Slurm has started on a node: nodes are names on one machine here.</summary>
    public IReadOnlyList<int> ProcessesOn(string node) =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => name!.All(char.IsAsciiDigit))
                .Where(name =>
                    Words(name!, "cmdline") is var words
                    && words.Contains("--submission")
                    && words.Contains(Folder.Root)
                    && Path.GetFileName(words[0]) == "gyrus-cli"
                    && Words(name!, "environ").Contains($"SLURMD_NODENAME={node}")
                )
                .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)),
        ];

    /// <summary>Sends a signal to processes.</summary>
    public static async Task SignalAsync(string signal, IEnumerable<int> processes)
    {
        using var kill = System.Diagnostics.Process.Start(
            "kill",
            [$"-{signal}", .. processes.Select(p => p.ToString(CultureInfo.InvariantCulture))]
        );
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits until no attempt has a folder any more.</summary>
    public Task WaitForNoAttemptAsync() => WaitAsync(() => Directory.GetDirectories(Folder.Attempts).Length == 0);

    private static string[] Words(string process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}").Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return [];
        }
    }

    /// <summary>The number of attempts that wrote a log.</summary>
    public int BegunAttempts() =>
        Directory
            .GetFiles(Folder.Logs, "*.log")
            .Count(path => !Path.GetFileName(path).StartsWith("slurm", StringComparison.Ordinal));

    /// <summary>The attempts that the receipts name.</summary>
    public IReadOnlyList<string> Attempts() =>
        [.. new ReceiptStore(Folder).Valid(Plan).OfType<Receipt>().Select(r => r.Attempt)];

    /// <summary>Every task has one result, it is that of this machine, and nothing is left of attempts.</summary>
    public async Task AssertWholeAsync()
    {
        (PlanFolder folder, BatchPlan plan) = Write("local work", "local");
        Assert.True((await new LocalExecutor(folder, plan, new RunSettings()).RunAsync()).IsComplete);
        Assert.Equal(FolderContent.Of(_folder.Path("local")), FolderContent.Of(_folder.Path("out")));
        Assert.All(new ReceiptStore(Folder).Valid(Plan), Assert.NotNull);
        Assert.DoesNotContain(
            Directory.GetFiles(_folder.Path("out"), "*", SearchOption.AllDirectories),
            path => Path.GetFileName(path).StartsWith('.')
        );
    }

    public void Dispose() => _folder.Dispose();

    private (PlanFolder, BatchPlan) Write(string work, string output)
    {
        var plan = BatchPlan.Create(
            new PlanHeader { Name = "slow", Output = Directory.CreateDirectory(_folder.Path(output)).FullName },
            _tasks
        );
        var folder = PlanFolder.Create(_folder.Path(work));
        plan.Write(folder);
        return (folder, plan);
    }

    private string Recording(int seed, int volumes)
    {
        IO.Bids.PhantomDataset data = IO.Bids.PhantomDataset.Write(
            new Pipelines.Phantom.BoldPhantom
            {
                Subjects = 1,
                Regions = 6,
                Volumes = volumes,
                VoxelMillimetres = 8,
                Seed = (ulong)seed,
            }.Create(),
            _folder.Path(seed.ToString(CultureInfo.InvariantCulture)),
            threads: 2
        );
        string named = _folder.Path($"sub-{seed}_bold.nii.gz");
        File.Move(data.Bold[0], named);
        return named;
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < Longest, "It took too long.");
            await Task.Delay(100);
        }
    }
}
