namespace Gyrus.Batch.Tasks;

/// <summary>How the run of a task ended.</summary>
public enum TaskEnd
{
    /// <summary>Its receipt is published.</summary>
    Done,

    /// <summary>There was a valid receipt before it could publish its own, which it threw away.</summary>
    AlreadyDone,

    /// <summary>It failed; a note says why.</summary>
    Failed,

    /// <summary>It was asked to stop; nothing is left of it.</summary>
    Interrupted,
}
