namespace Gyrus.Batch.Executors.Slurm;

/// <summary>A command of Slurm failed.</summary>
public sealed class SlurmException : IOException
{
    /// <summary>Creates the exception.</summary>
    public SlurmException(string message, bool isPassing)
        : base(message) => IsPassing = isPassing;

    /// <summary>Gets a value indicating whether the reason may pass: the controller restarts, or is busy.</summary>
    public bool IsPassing { get; }
}
