using Gyrus.Numerics;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>How patient the run of a plan on Slurm is.</summary>
public sealed record SlurmOptions
{
    /// <summary>Gets a value indicating whether the run waits until all is done and tries lost tasks again; else it hands over what it can and ends.</summary>
    public bool Follow { get; init; } = true;

    /// <summary>Gets the shortest time between two questions to Slurm in seconds; it rises to six times as much while nothing happens. Positive; 10.</summary>
    public double PollSeconds
    {
        get;
        init => field = Require.Positive(value, nameof(PollSeconds));
    } = 10;

    /// <summary>
    /// Gets how long a task may be unknown to Slurm, or finished there without a receipt, before it counts as lost, in seconds. Positive; 180:
    /// accounting is late, and so are network file systems.
    /// </summary>
    public double PatienceSeconds
    {
        get;
        init => field = Require.Positive(value, nameof(PatienceSeconds));
    } = 180;
}
