namespace Gyrus.Batch.Executors.Slurm;

/// <summary>What a state of Slurm means for a task.</summary>
internal enum SlurmPhase
{
    /// <summary>Slurm says nothing that we know.</summary>
    Unknown,

    /// <summary>It has not begun, or begins again.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>Its program ended well, so a receipt is there or about to be seen.</summary>
    Completed,

    /// <summary>Its program failed.</summary>
    Failed,

    /// <summary>Somebody ended it, or its dependency can never be fulfilled.</summary>
    Cancelled,

    /// <summary>The limit of time ended it.</summary>
    OutOfTime,

    /// <summary>The limit of memory ended it.</summary>
    OutOfMemory,

    /// <summary>Its node failed, or it was preempted and not queued again.</summary>
    Lost,
}
