using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tasks;

/// <summary>How the run of a task ended, and why.</summary>
/// <param name="End">How.</param>
/// <param name="Kind">What kind of failure it was, or null for none.</param>
/// <param name="Reason">Why it failed, a sentence, or null.</param>
public sealed record TaskOutcome(TaskEnd End, FailureKind? Kind = null, string? Reason = null)
{
    /// <summary>Gets the end of a task whose receipt is published.</summary>
    public static TaskOutcome Done { get; } = new(TaskEnd.Done);

    /// <summary>Gets the end of a task that somebody else has done.</summary>
    public static TaskOutcome AlreadyDone { get; } = new(TaskEnd.AlreadyDone);

    /// <summary>Gets the end of a task that was asked to stop.</summary>
    public static TaskOutcome Interrupted { get; } = new(TaskEnd.Interrupted);

    /// <summary>The end of a task that failed.</summary>
    public static TaskOutcome Failed(FailureKind kind, string reason) => new(TaskEnd.Failed, kind, reason);
}
