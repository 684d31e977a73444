using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tasks;

/// <summary>How the run of a task ended, and why.</summary>
/// <param name="End">How.</param>
/// <param name="Kind">What kind of failure it was, or null for none.</param>
/// <param name="Reason">Why it failed, a sentence, or null.</param>
/// <param name="Converged">Whether every fit of a task that is done reached its certificate.</param>
public sealed record TaskOutcome(TaskEnd End, FailureKind? Kind = null, string? Reason = null, bool Converged = true)
{
    /// <summary>The end of a task that has a receipt.</summary>
    internal static TaskOutcome Of(TaskEnd end, Receipt receipt) => new(end, Converged: receipt.Converged);

    /// <summary>Gets the end of a task that was asked to stop.</summary>
    public static TaskOutcome Interrupted { get; } = new(TaskEnd.Interrupted);

    /// <summary>The end of a task that failed.</summary>
    public static TaskOutcome Failed(FailureKind kind, string reason) => new(TaskEnd.Failed, kind, reason);
}
