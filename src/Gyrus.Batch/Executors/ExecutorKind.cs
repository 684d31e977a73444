namespace Gyrus.Batch.Executors;

/// <summary>Who carries out the tasks of a plan.</summary>
public enum ExecutorKind
{
    /// <summary>Processes of this machine.</summary>
    Local,

    /// <summary>Slurm.</summary>
    Slurm,

    /// <summary>Nobody yet: files are written with which others do.</summary>
    Export,
}
