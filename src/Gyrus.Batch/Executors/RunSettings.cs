using Gyrus.Numerics;

namespace Gyrus.Batch.Executors;

/// <summary>How a plan is run. The settings of the last run are kept, so that a resumed run is like it.</summary>
public sealed record RunSettings
{
    /// <summary>Gets who carries out the tasks.</summary>
    public ExecutorKind Executor { get; init; }

    /// <summary>Gets how often a task is tried again after it was lost or killed for its memory or time, which are doubled then. At least 0; 2.</summary>
    public int Retries
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Retries));
    } = 2;

    /// <summary>Gets the most processors that tasks of this machine use together, or null for all.</summary>
    public int? Processors
    {
        get;
        init => field = value is { } n ? Require.AtLeast(1, n, nameof(Processors)) : null;
    }

    /// <summary>Gets the most memory that tasks of this machine use together in MiB, or null for nine tenths of what is free.</summary>
    public int? TotalMebibytes
    {
        get;
        init => field = value is { } n ? Require.AtLeast(64, n, nameof(TotalMebibytes)) : null;
    }

    /// <summary>Gets the partition of Slurm, or null for its default.</summary>
    public string? Partition { get; init; }

    /// <summary>Gets the account of Slurm, or null for its default.</summary>
    public string? Account { get; init; }

    /// <summary>Gets the most array tasks of Slurm at the same time, or null for no bound.</summary>
    public int? AtOnce
    {
        get;
        init => field = value is { } n ? Require.AtLeast(1, n, nameof(AtOnce)) : null;
    }

    /// <summary>Gets further options of sbatch, each one argument such as <c>--qos=long</c>.</summary>
    public IReadOnlyList<string> SbatchOptions { get; init; } = [];
}
