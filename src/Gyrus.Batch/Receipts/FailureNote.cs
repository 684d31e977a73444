namespace Gyrus.Batch.Receipts;

/// <summary>How the last attempt of a task that has no receipt ended.</summary>
public sealed record FailureNote
{
    /// <summary>Gets the key of the task.</summary>
    public required string Key { get; init; }

    /// <summary>Gets which attempt it was.</summary>
    public required string Attempt { get; init; }

    /// <summary>Gets what kind of end it was.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>Gets the reason, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the log, below the folder of the plan.</summary>
    public required string Log { get; init; }

    /// <summary>Gets what the attempt was given.</summary>
    public required Plans.TaskResources Given { get; init; }

    /// <summary>Gets how often the task has failed since somebody last asked for it.</summary>
    public int Times { get; init; } = 1;
}
