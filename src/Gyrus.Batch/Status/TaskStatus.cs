using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Status;

/// <summary>Where one task stands.</summary>
public sealed record TaskStatus
{
    /// <summary>Gets the task.</summary>
    public required BatchTask Task { get; init; }

    /// <summary>Gets where it stands.</summary>
    public required TaskState State { get; init; }

    /// <summary>Gets its receipt, when it is done.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>Gets how its last attempt failed, or null.</summary>
    public FailureNote? Failure { get; init; }

    /// <summary>Gets the machine that works on it, or null.</summary>
    public string? Host { get; init; }

    /// <summary>Gets since when it is worked on (UTC), or null.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Gets why it waits, in the words of the queue, or null.</summary>
    public string? Reason { get; init; }
}
