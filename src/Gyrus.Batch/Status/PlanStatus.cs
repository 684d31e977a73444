using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Tasks;

namespace Gyrus.Batch.Status;

/// <summary>Where all tasks of a plan stand.</summary>
public sealed record PlanStatus
{
    /// <summary>Gets the plan.</summary>
    public required BatchPlan Plan { get; init; }

    /// <summary>Gets the tasks, in the order of the plan.</summary>
    public required IReadOnlyList<TaskStatus> Tasks { get; init; }

    /// <summary>Gets a value indicating whether a run is giving out tasks now.</summary>
    public required bool IsFollowed { get; init; }

    /// <summary>Gets what Slurm answered when it could not be asked, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The number of tasks in a state.</summary>
    public int Count(TaskState state) => Tasks.Count(t => t.State == state);

    /// <summary>
    /// The time left in seconds, or null when it cannot be known: for each stage the tasks left times the mean time of those done, over the number at
    /// work at the same time.
    /// </summary>
    public double? SecondsLeft
    {
        get
        {
            double sum = 0;
            foreach (IGrouping<string, TaskStatus> stage in Tasks.GroupBy(t => t.Task.Stage))
            {
                int left = stage.Count(t => t.State is TaskState.Waiting or TaskState.Running or TaskState.Unknown);
                if (left == 0)
                {
                    continue;
                }

                double[] seconds = [.. stage.Select(t => t.Receipt?.Seconds).OfType<double>()];
                if (seconds.Length == 0)
                {
                    return null;
                }

                sum += left * seconds.Average() / Math.Max(1, Count(TaskState.Running));
            }

            return sum;
        }
    }

    /// <summary>Looks at receipts, notes and signs of life, and asks Slurm where tasks were handed over to it.</summary>
    public static async Task<PlanStatus> LookAsync(
        PlanFolder folder,
        BatchPlan plan,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(plan);
        var store = new ReceiptStore(folder);
        Receipt?[] receipts = store.Valid(plan);
        Dictionary<string, AttemptOwner?> alive = [];
        foreach ((string key, string _, AttemptOwner? owner, TimeSpan silence) in AttemptFolder.All(folder))
        {
            if (silence < AttemptFolder.Silence && owner?.HasEnded() != true)
            {
                alive[key] = owner;
            }
        }

        (SlurmView? view, string? problem) = await AskAsync(folder, plan, receipts, cancellationToken);
        var tasks = new TaskStatus[plan.Count];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = Of(plan[i], i, receipts, tasks, alive, view, store);
        }

        return new PlanStatus
        {
            Plan = plan,
            Tasks = tasks,
            IsFollowed = RunLock.IsTaken(folder),
            Problem = problem,
        };
    }

    private static async Task<(SlurmView? View, string? Problem)> AskAsync(
        PlanFolder folder,
        BatchPlan plan,
        Receipt?[] receipts,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<SlurmSubmission> submissions = new SubmissionStore(folder).All();
        if (submissions.Count == 0)
        {
            return (null, null);
        }

        try
        {
            return (
                await SlurmView.AskAsync(
                    submissions,
                    (task, key) => task < plan.Count && plan[task].Key == key && receipts[task] is null,
                    cancellationToken
                ),
                null
            );
        }
        catch (SlurmException exception)
        {
            return (null, exception.Message);
        }
    }

    private static TaskStatus Of(
        BatchTask task,
        int index,
        Receipt?[] receipts,
        TaskStatus[] before,
        Dictionary<string, AttemptOwner?> alive,
        SlurmView? view,
        ReceiptStore store
    )
    {
        if (receipts[index] is { } receipt)
        {
            return new TaskStatus
            {
                Task = task,
                State = TaskState.Done,
                Receipt = receipt,
            };
        }

        if (alive.TryGetValue(task.Key, out AttemptOwner? owner))
        {
            return new TaskStatus
            {
                Task = task,
                State = TaskState.Running,
                Host = owner?.Host,
                Started = owner?.Started,
            };
        }

        FailureNote? note = store.Failure(task.Key);
        bool blocked =
            !task.ToleratesMissing && task.Needs.Any(n => before[n].State is TaskState.Failed or TaskState.Blocked);
        SlurmVerdict? verdict = view is null
            ? null
            : SlurmVerdict.Of(view, index, note, task.Needs.All(n => receipts[n] is not null), isAlive: false);
        TaskState state = verdict?.Standing switch
        {
            SlurmStanding.Waiting => TaskState.Waiting,
            SlurmStanding.Running => TaskState.Running,
            SlurmStanding.Missing => TaskState.Unknown,
            SlurmStanding.Ended => TaskState.Failed,
            _ => note is { Times: > 0 } ? TaskState.Failed
            : blocked ? TaskState.Blocked
            : TaskState.Waiting,
        };
        return new TaskStatus
        {
            Task = task,
            State = state,
            Failure = state == TaskState.Failed ? note : null,
            Host = verdict?.Node,
            Reason = verdict?.Text,
        };
    }
}
