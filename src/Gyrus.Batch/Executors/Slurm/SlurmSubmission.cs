using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>An array of tasks that was, or is about to be, handed to Slurm.</summary>
/// <remarks>Written before <c>sbatch</c> is called, without a job, so that an answer that gets lost can be looked up by the name.</remarks>
internal sealed record SlurmSubmission
{
    /// <summary>Gets the name of the job, which no other has.</summary>
    public required string JobName { get; init; }

    /// <summary>Gets the job, or null until it is known.</summary>
    public string? Job { get; init; }

    /// <summary>Gets when it was handed over (UTC).</summary>
    public required DateTimeOffset Submitted { get; init; }

    /// <summary>Gets the numbers of the tasks in the plan, by index of the array.</summary>
    public required IReadOnlyList<int> Tasks { get; init; }

    /// <summary>Gets their keys.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Gets what each task is given.</summary>
    public required TaskResources Given { get; init; }

    /// <summary>The name of an attempt of this submission, which begins like this whatever its restarts.</summary>
    public string AttemptStart(int index) => FormattableString.Invariant($"{Job}-{index}-");
}
