using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tasks;

/// <summary>Runs one task of a plan in this process: checks what it needs, works in a folder of its own, publishes, and writes the receipt.</summary>
/// <remarks>
/// Two attempts of one task may run at the same time, on machines that do not see each other: both compute the same bytes, each file appears
/// whole, and whoever finds a valid receipt throws its own work away.
/// </remarks>
public sealed class TaskRunner
{
    private const int NotConverged = 3;
    private const string PlanChanged = "The plan was made again meanwhile. Run it again.";
    private readonly PlanFolder _folder;
    private readonly BatchPlan _plan;
    private readonly ReceiptStore _receipts;
    private readonly GyrusCall _call;

    /// <summary>Binds a plan.</summary>
    public TaskRunner(PlanFolder folder, BatchPlan plan, GyrusCall call) =>
        (_folder, _plan, _receipts, _call) = (folder, plan, new ReceiptStore(folder), call);

    /// <summary>Runs a task with what the plan gives it.</summary>
    /// <param name="index">Its number in the plan.</param>
    /// <param name="attempt">A name that no other attempt has: of letters, digits and hyphens.</param>
    /// <param name="cancellationToken">Asks to stop at the next safe point.</param>
    public Task<TaskOutcome> RunAsync(int index, string attempt, CancellationToken cancellationToken = default) =>
        RunAsync((index, _plan[index].Key), attempt, null, cancellationToken);

    /// <summary>Runs a task.</summary>
    /// <param name="named">Its number, and the key that whoever asks knows it by: a plan that was made again may have another there.</param>
    /// <param name="attempt">A name that no other attempt has: of letters, digits and hyphens.</param>
    /// <param name="given">What the attempt is given, or null for what the plan says.</param>
    /// <param name="cancellationToken">Asks to stop at the next safe point.</param>
    public async Task<TaskOutcome> RunAsync(
        (int Index, string Key) named,
        string attempt,
        TaskResources? given,
        CancellationToken cancellationToken
    )
    {
        int index = named.Index;
        if (index >= _plan.Count || _plan[index].Key != named.Key)
        {
            return TaskOutcome.Failed(FailureKind.Failed, PlanChanged);
        }

        BatchTask task = _plan[index];
        var run = new Run(task, attempt, given ?? task.Resources);
        using TaskLog log = TaskLog.Open(_folder.Log(task, attempt));
        try
        {
            return await RunAsync(index, run, log, cancellationToken);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return cancellationToken.IsCancellationRequested
                ? TaskOutcome.Interrupted
                : Fail(run, FailureKind.Failed, exception.Message, log);
        }
    }

    private async Task<TaskOutcome> RunAsync(int index, Run run, TaskLog log, CancellationToken cancellationToken)
    {
        Dictionary<int, Receipt?> known = [];
        if (_receipts.Valid(_plan, index, known) is { } before)
        {
            return TaskOutcome.Of(TaskEnd.AlreadyDone, before);
        }

        if (Obstacle(run.Task) is { } obstacle)
        {
            return Fail(run, FailureKind.Failed, obstacle, log);
        }

        (BatchTask Task, Receipt? Receipt)[] needs =
        [
            .. run.Task.Needs.Select(n => (_plan[n], _receipts.Valid(_plan, n, known))),
        ];
        if (Revoked(needs) is { } damage)
        {
            return Fail(run, FailureKind.Lost, damage, log);
        }

        if (MissingNeed(run.Task, needs) is { } missing)
        {
            return Fail(run, FailureKind.Lost, missing, log);
        }

        DateTimeOffset started = DateTimeOffset.UtcNow;
        var use = ResourceUse.Begin();
        using AttemptFolder folder = AttemptFolder.Begin(_folder, run.Task, run.Attempt);
        int code = await _call(
            TaskArguments.Of(
                run.Task,
                folder.Out,
                [.. needs.Select(n => (n.Task, n.Receipt is not null))],
                run.Given.Threads
            ),
            log,
            cancellationToken
        );
        if (cancellationToken.IsCancellationRequested && code is not (0 or NotConverged))
        {
            return TaskOutcome.Interrupted;
        }

        if (code is not (0 or NotConverged))
        {
            string reason = log.Reason ?? FormattableString.Invariant($"The call ended with the exit code {code}.");
            bool memory = reason.StartsWith("out of memory", StringComparison.Ordinal);
            return Fail(run, memory ? FailureKind.Memory : FailureKind.Failed, reason, log);
        }

        if (_receipts.Valid(_plan, index) is { } other)
        {
            return TaskOutcome.Of(TaskEnd.AlreadyDone, other);
        }

        if (!folder.IsWhole)
        {
            return Fail(run, FailureKind.Lost, "Its folder was swept while it was cut off.", log);
        }

        if (ChangedMeanwhile(index) is { } changed)
        {
            return Fail(run, FailureKind.Failed, changed, log);
        }

        IReadOnlyList<ReceiptOutput> outputs = Publication.Contents(folder.Out);
        if (Clash(run.Task, outputs) is { } clash)
        {
            return Fail(run, FailureKind.Failed, clash, log);
        }

        var receipt = new Receipt
        {
            Key = run.Task.Key,
            Task = run.Task.Label,
            Attempt = run.Attempt,
            Host = Environment.MachineName,
            Started = started,
            Given = run.Given,
            Converged = code == 0,
            Read = [.. needs.Select(n => n.Receipt?.Key).OfType<string>()],
            Outputs = Publication.Publish(outputs, folder.Out, _plan.Header.Output, run.Attempt),
            Seconds = use.Seconds,
            CpuSeconds = use.CpuSeconds,
            PeakMebibytes = ResourceUse.PeakMebibytes,
        };
        _receipts.Write(receipt);
        return TaskOutcome.Of(TaskEnd.Done, receipt);
    }

    /// <summary>Why the task may not begin here, or null.</summary>
    private string? Obstacle(BatchTask task) =>
        PlanMachine.Difference(_plan.Header)
        ?? task.Inputs.Select(i => i.Difference()).FirstOrDefault(difference => difference is not null);

    private static string? MissingNeed(BatchTask task, (BatchTask Task, Receipt? Receipt)[] needs)
    {
        string[] missing = [.. needs.Where(n => n.Receipt is null).Select(n => n.Task.Label)];
        return missing.Length == 0 ? null
            : task.ToleratesMissing && missing.Length < needs.Length ? null
            : FormattableString.Invariant(
                $"It needs the results of {needs.Length} tasks, but {missing.Length} are missing: {string.Join(", ", missing.Take(8))}{(missing.Length > 8 ? ", …" : "")}."
            );
    }

    /// <summary>
    /// Two tasks that write one file with different contents would undo each other's receipts for ever. Who wrote what is there is asked only
    /// when there is something else.
    /// </summary>
    private string? Clash(BatchTask task, IReadOnlyList<ReceiptOutput> outputs)
    {
        string[] replaced = [.. Publication.Replacing(outputs, _plan.Header.Output).Select(o => o.Path)];
        return replaced.Length > 0 && _receipts.WriterOf(_plan, replaced, task.Key) is { } writer
            ? $"{Path.Combine(_plan.Header.Output, writer.Path)}: the task '{writer.Task}' has written this file with other content, so the plan is at fault. Give the two different names or folders."
            : null;
    }

    /// <summary>Takes back the receipts of needed tasks whose outputs are not what they were; says of one what is wrong, or null.</summary>
    private string? Revoked((BatchTask Task, Receipt? Receipt)[] needs)
    {
        string? said = null;
        foreach (Receipt receipt in needs.Select(n => n.Receipt).OfType<Receipt>())
        {
            if (ReceiptStore.Damage(_plan, receipt) is { } damage)
            {
                _receipts.Revoke(receipt.Key);
                said ??= damage + " Run the plan again: that task is done again first.";
            }
        }

        return said;
    }

    /// <summary>Why what was computed must not be published: the plan was made again, or an input was changed.</summary>
    private string? ChangedMeanwhile(int index)
    {
        BatchTask task = _plan[index];
        var now = BatchPlan.Read(_folder);
        return index >= now.Count || now[index].Key != task.Key
            ? PlanChanged
            : task.Inputs.Select(i => i.Difference()).FirstOrDefault(difference => difference is not null);
    }

    private TaskOutcome Fail(Run run, FailureKind kind, string reason, TaskLog log)
    {
        if (log.Reason != reason)
        {
            log.WriteLine("gyrus: " + reason);
        }

        try
        {
            _receipts.Write(
                new FailureNote
                {
                    Key = run.Task.Key,
                    Attempt = run.Attempt,
                    Kind = kind,
                    Reason = reason,
                    Log = Path.GetRelativePath(_folder.Root, _folder.Log(run.Task, run.Attempt)),
                    Given = run.Given,
                }
            );
        }
        catch (IOException)
        {
            // A disk that has no room for the result has none for the note: whoever asked hears the reason all the same.
        }

        return TaskOutcome.Failed(kind, reason);
    }

    private sealed record Run(BatchTask Task, string Attempt, TaskResources Given);
}
