using System.Globalization;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>What Slurm says of one element of an array. A hint: the truth is a receipt.</summary>
/// <param name="Job">The job of the array.</param>
/// <param name="Index">The index in it; null for all elements that have no line of their own, such as those of an array that was cancelled while it waited.</param>
/// <param name="State">The state, one word such as <c>RUNNING</c>.</param>
/// <param name="Reason">Why it waits, as Slurm says it.</param>
/// <param name="Node">Where it runs or ran.</param>
/// <param name="ExitCode">Exit code and signal such as <c>0:9</c>, or null when not known.</param>
internal sealed record SlurmElement(string Job, int? Index, string State, string Reason, string Node, string? ExitCode)
{
    /// <summary>Gets what the state means.</summary>
    public SlurmPhase Phase =>
        State switch
        {
            "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT" or "RESV_DEL_HOLD" =>
                SlurmPhase.Waiting,
            "RUNNING"
            or "COMPLETING"
            or "CONFIGURING"
            or "SUSPENDED"
            or "STOPPED"
            or "SIGNALING"
            or "STAGE_OUT"
            or "RESIZING" => SlurmPhase.Running,
            "COMPLETED" => SlurmPhase.Completed,
            "CANCELLED" => SlurmPhase.Cancelled,
            "TIMEOUT" or "DEADLINE" => SlurmPhase.OutOfTime,
            "OUT_OF_MEMORY" => SlurmPhase.OutOfMemory,
            "FAILED" => SlurmPhase.Failed,
            "NODE_FAIL" or "BOOT_FAIL" or "PREEMPTED" or "REVOKED" => SlurmPhase.Lost,
            _ => SlurmPhase.Unknown,
        };

    /// <summary>
    /// Gets a value indicating whether Slurm gave up launching it and waits for an administrator: so it does after a controller came back that had
    /// forgotten where the job ran. The attempt may be at work all the same.
    /// </summary>
    public bool IsHeldAfterLaunch =>
        Phase == SlurmPhase.Waiting
        && Reason.Replace('_', ' ').Contains("launch failed", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Gets a value indicating whether a job that it depends on failed. It never began, and is handed over again once what it needs was done by
    /// another attempt.
    /// </summary>
    public bool HasHopelessDependency => Reason == "DependencyNeverSatisfied";

    /// <summary>Gets a value indicating whether it waits for what will never be: more time or other nodes than its partition has.</summary>
    public bool CannotRun =>
        Phase == SlurmPhase.Waiting
        && (
            Reason is "PartitionTimeLimit" or "BadConstraints"
            || Reason.EndsWith("MaxWallDurationPerJobLimit", StringComparison.Ordinal)
        );

    /// <summary>Gets its name in the commands of Slurm.</summary>
    public string Name => Index is { } index ? FormattableString.Invariant($"{Job}_{index}") : Job;

    /// <summary>Reads a line; null for one that is not of an array or its element, such as a step.</summary>
    public static SlurmElement? Of(string id, string state, string reason, string node, string? exitCode)
    {
        int at = id.IndexOf('_', StringComparison.Ordinal);
        string job = at < 0 ? id : id[..at];
        string element = at < 0 ? "" : id[(at + 1)..];
        if (job.Length == 0 || !job.All(char.IsAsciiDigit))
        {
            return null;
        }

        // Accounting says who: CANCELLED by 1000.
        string word = state.Trim().Split(' ', '+')[0];
        return element is "" or ['[', .., ']'] ? new SlurmElement(job, null, word, reason, node, exitCode)
            : int.TryParse(element, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? new SlurmElement(job, index, word, reason, node, exitCode)
            : null;
    }
}
