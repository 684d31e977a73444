namespace Gyrus.Batch.Status;

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>An attempt of it is at work.</summary>
    Running,

    /// <summary>It has a valid receipt.</summary>
    Done,

    /// <summary>Its last attempt failed.</summary>
    Failed,

    /// <summary>It needs a task that failed.</summary>
    Blocked,

    /// <summary>It was handed over, but nobody knows of it now.</summary>
    Unknown,
}
