namespace Gyrus.Batch.Executors.Slurm;

/// <summary>Where the last submission of a task stands.</summary>
internal enum SlurmStanding
{
    /// <summary>There is none that counts.</summary>
    NotSubmitted,

    /// <summary>It waits in the queue.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended without a receipt.</summary>
    Ended,

    /// <summary>Nobody knows it, or it ended well and its receipt is not seen: it counts as lost after some patience.</summary>
    Missing,
}
