using System.Diagnostics;
using System.Globalization;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Status;

namespace Gyrus.Bench;

/// <summary>What plans cost: planning, status with receipts, and the overhead of a task.</summary>
/// <remarks>batch [tasks]: a plan of so many tasks with five inputs and eight outputs each, then its status without and with all receipts.</remarks>
internal static class BatchBench
{
    private const int Inputs = 5;
    private const int Outputs = 8;

    public static void Run(string[] args)
    {
        int tasks = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        string root = Directory.CreateTempSubdirectory("gyrus bench ").FullName;
        try
        {
            Plans(root, tasks);
            Overhead(root);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Plans(string root, int count)
    {
        string output = Directory.CreateDirectory(Path.Combine(root, "out")).FullName;
        string inputs = Directory.CreateDirectory(Path.Combine(root, "in")).FullName;
        string[] files = [.. Enumerable.Range(0, count * Inputs).Select(i => Path.Combine(inputs, $"{i}"))];
        foreach (string file in files)
        {
            File.WriteAllBytes(file, [1]);
        }

        var folder = PlanFolder.Create(Path.Combine(root, "work"));
        Time(
            $"plan {count} tasks",
            () =>
                BatchPlan
                    .Create(
                        new PlanHeader { Name = "bench", Output = output },
                        [
                            .. Enumerable
                                .Range(0, count)
                                .Select(i => new BatchTask
                                {
                                    Name = $"sub-{i}",
                                    Stage = "participant",
                                    Arguments =
                                    [
                                        "bids",
                                        "a",
                                        BatchTask.Out,
                                        "participant",
                                        "--participant-label",
                                        $"{i}",
                                    ],
                                    Inputs = [.. files.Skip(i * Inputs).Take(Inputs).Select(TaskInput.Of)],
                                }),
                        ]
                    )
                    .Write(folder)
        );
        Time("status, nothing done", () => Look(folder, TaskState.Waiting, count));
        var plan = BatchPlan.Read(folder);
        var store = new ReceiptStore(folder);
        foreach (BatchTask task in plan.Tasks)
        {
            ReceiptOutput[] made =
            [
                .. Enumerable.Range(0, Outputs).Select(o => new ReceiptOutput($"{task.Name}/{o}", 1, "00")),
            ];
            Directory.CreateDirectory(Path.Combine(output, task.Name));
            foreach (ReceiptOutput file in made)
            {
                File.WriteAllBytes(Path.Combine(output, file.Path), [1]);
            }

            store.Write(
                new Receipt
                {
                    Key = task.Key,
                    Task = task.Label,
                    Attempt = "a",
                    Host = "h",
                    Started = DateTimeOffset.UnixEpoch,
                    Seconds = 1,
                    CpuSeconds = 1,
                    Given = task.Resources,
                    Converged = true,
                    Read = [],
                    Outputs = made,
                }
            );
        }

        Time("status, all done", () => Look(folder, TaskState.Done, count));
    }

    /// <summary>Tasks that do next to nothing, on one worker: what is left is ours.</summary>
    private static void Overhead(string root)
    {
        const int Count = 100;
        var folder = PlanFolder.Create(Path.Combine(root, "overhead"));
        string table = Path.Combine(root, "sub-1_timeseries.tsv");
        TableOfNoise(table, samples: 40, regions: 4, seed: 1);
        var plan = BatchPlan.Create(
            new PlanHeader { Name = "overhead", Output = Path.Combine(root, "none") },
            [
                .. Enumerable
                    .Range(0, Count)
                    .Select(i => new BatchTask
                    {
                        Name = $"{i}",
                        Stage = "connectivity",
                        Arguments = ["connectivity", table, "--out", BatchTask.Out, "--reproducible"],
                    }),
            ]
        );
        plan.Write(folder);
        var watch = Stopwatch.StartNew();
        RunSummary result = new LocalExecutor(folder, plan, new RunSettings { Processors = 1 })
            .RunAsync()
            .GetAwaiter()
            .GetResult();
        double[] own = [.. new ReceiptStore(folder).Valid(plan).OfType<Receipt>().Select(r => r.Seconds)];
        Console.WriteLine(
            FormattableString.Invariant(
                $"| {Count} tasks, one worker | {watch.Elapsed.TotalSeconds:0.00} s, {own.Sum():0.00} s of it in the calls | {1000 * (watch.Elapsed.TotalSeconds - own.Sum()) / Count:0} ms a task | {result.Done} done |"
            )
        );
    }

    /// <summary>batch-tables FOLDER subjects regions samples: tables of signals of a simulated group, for the memory of the group level.</summary>
    public static void Tables(string[] args)
    {
        int[] sizes = [.. args.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        Directory.CreateDirectory(args[0]);
        var group = new Covariance.SyntheticGroupSparse
        {
            Subjects = sizes[0],
            Regions = sizes[1],
            MinSamples = sizes[2],
            MaxSamples = sizes[2],
            Seed = 1,
        }.Generate();
        for (int k = 0; k < group.Signals.Count; k++)
        {
            IO.Tables.TsvWriter.WriteMatrix(
                Path.Combine(args[0], FormattableString.Invariant($"sub-{k + 1:0000}_timeseries.tsv")),
                group.Signals[k],
                [.. Enumerable.Range(1, sizes[1]).Select(r => $"r{r}")]
            );
        }
    }

    private static void TableOfNoise(string path, int samples, int regions, ulong seed)
    {
        var random = new Numerics.Rng(seed);
        IO.Tables.TsvWriter.WriteMatrix(
            path,
            Numerics.Matrix.Create(samples, regions, (_, _) => random.NextNormal()),
            [.. Enumerable.Range(1, regions).Select(r => $"r{r}")]
        );
    }

    private static void Look(PlanFolder folder, TaskState state, int count)
    {
        PlanStatus status = PlanStatus.LookAsync(folder, BatchPlan.Read(folder)).GetAwaiter().GetResult();
        if (status.Count(state) != count)
        {
            throw new InvalidOperationException($"{status.Count(state)} of {count} tasks are {state}.");
        }
    }

    private static void Time(string name, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        Console.WriteLine(FormattableString.Invariant($"| {name} | {watch.Elapsed.TotalSeconds:0.00} s |"));
    }
}
