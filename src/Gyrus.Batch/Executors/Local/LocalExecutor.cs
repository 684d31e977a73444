using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Tasks;
using Gyrus.Numerics;

namespace Gyrus.Batch.Executors.Local;

/// <summary>Runs a plan on this machine: as many worker processes as processors and memory allow.</summary>
public sealed class LocalExecutor
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(20);
    private readonly PlanFolder _folder;
    private readonly BatchPlan _plan;
    private readonly RunSettings _settings;
    private readonly int _processors;
    private readonly int _memory;
    private readonly Dictionary<Task<TaskOutcome>, (int Index, Worker Worker)> _running = [];
    private readonly List<Worker> _idle = [];

    /// <summary>Binds a plan.</summary>
    public LocalExecutor(PlanFolder folder, BatchPlan plan, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_folder, _plan, _settings) = (folder, plan, settings);
        _processors = settings.Processors ?? Environment.ProcessorCount;
        _memory = settings.TotalMebibytes ?? MachineMemory.FreeMebibytes();
    }

    /// <summary>Runs every task that has no valid receipt.</summary>
    /// <param name="progress">Hears of each task that ends.</param>
    /// <param name="warn">Hears, in a sentence, what went wrong while the run goes on.</param>
    /// <param name="cancellationToken">Asks the tasks to stop at safe points; what is done stays.</param>
    /// <exception cref="OperationCanceledException">The token, or <c>gyrus cancel</c>, stopped the run.</exception>
    public async Task<RunSummary> RunAsync(
        IProgress<WorkProgress>? progress = null,
        Action<string>? warn = null,
        CancellationToken cancellationToken = default
    )
    {
        using IDisposable _ = RunLock.Take(_folder);
        AttemptFolder.Sweep(_folder);
        var receipts = new ReceiptStore(_folder);
        receipts.Forgive();
        var queue = new TaskQueue(_plan, receipts.Valid(_plan), receipts.Failure);
        try
        {
            await RunAsync(queue, progress, warn, cancellationToken);
        }
        finally
        {
            await StopAsync();
            await SweepAsync();
        }

        return new RunSummary(
            _plan.Count,
            queue.Done,
            queue.Failed,
            _plan.Count - queue.Done - queue.Failed.Count,
            queue.NotConverged
        );
    }

    private async Task RunAsync(
        TaskQueue queue,
        IProgress<WorkProgress>? progress,
        Action<string>? warn,
        CancellationToken cancellationToken
    )
    {
        const string Stage = "Tasks";
        progress?.Report(new WorkProgress(Stage, queue.Done, _plan.Count));
        while (true)
        {
            RequireWanted(cancellationToken);
            while (queue.Next(Fits) is { } index)
            {
                await StartAsync(queue, index);
            }

            if (_running.Count == 0)
            {
                return;
            }

            await Task.WhenAny(Task.WhenAny(_running.Keys), Task.Delay(Glance, cancellationToken));
            foreach (Task<TaskOutcome> ended in _running.Keys.Where(t => t.IsCompleted).ToArray())
            {
                await EndAsync(queue, ended, warn);
                progress?.Report(new WorkProgress(Stage, queue.Done + queue.Failed.Count, _plan.Count));
            }
        }
    }

    private void RequireWanted(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (File.Exists(_folder.CancelRequest))
        {
            throw new OperationCanceledException("gyrus cancel stopped the run.");
        }
    }

    /// <summary>A task that is larger than the machine runs alone.</summary>
    private bool Fits(TaskResources wanted) =>
        _running.Count == 0
        || (
            _running.Values.Sum(r => r.Worker.Given.Threads) + wanted.Threads <= _processors
            && _running.Values.Sum(r => (long)r.Worker.Given.MemoryMebibytes) + wanted.MemoryMebibytes <= _memory
        );

    private async Task StartAsync(TaskQueue queue, int index)
    {
        TaskResources given = queue.Given(index);
        given = given with { Threads = Math.Min(given.Threads, _processors) };
        Worker? worker = _idle.Find(w => w.Given == given && w.IsAlive);
        foreach (Worker other in _idle.Where(w => w != worker && (worker is null || !w.IsAlive)).ToArray())
        {
            _idle.Remove(other);
            await other.DisposeAsync();
        }

        if (worker is not null)
        {
            _idle.Remove(worker);
        }

        worker ??= Worker.Start(_folder, _plan.Header, given);
        string attempt = $"local-{Guid.NewGuid():N}";
        _running.Add(worker.RunAsync(index, _plan[index].Key, attempt), (index, worker));
    }

    private async Task EndAsync(TaskQueue queue, Task<TaskOutcome> ended, Action<string>? warn)
    {
        _running.Remove(ended, out (int Index, Worker Worker) run);
        TaskOutcome outcome = await ended;
        if (run.Worker.IsAlive)
        {
            _idle.Add(run.Worker);
        }
        else
        {
            await run.Worker.DisposeAsync();
        }

        if (outcome.End is TaskEnd.Done or TaskEnd.AlreadyDone)
        {
            queue.Finish(run.Index, outcome.Converged);
            return;
        }

        string reason = outcome.Reason ?? "It was interrupted.";
        bool again = queue.Fail(run.Index, outcome.Kind ?? FailureKind.Lost, reason, _settings.Retries);
        warn?.Invoke($"{_plan[run.Index].Label}: {reason}{(again ? " It is tried again." : "")}");
    }

    /// <summary>Tells all workers that there is nothing more to do, and waits for them together.</summary>
    private async Task StopAsync()
    {
        Worker[] workers = [.. _idle, .. _running.Values.Select(r => r.Worker)];
        _idle.Clear();
        _running.Clear();
        await Task.WhenAll(workers.Select(w => w.DisposeAsync().AsTask()));
    }

    /// <summary>Workers of a run that was killed end by themselves when they notice; until then their folders are theirs.</summary>
    private async Task SweepAsync()
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (
            AttemptFolder.Sweep(_folder) > 0 && System.Diagnostics.Stopwatch.GetElapsedTime(started) < OrphanPatience
        )
        {
            await Task.Delay(Glance);
        }
    }
}
