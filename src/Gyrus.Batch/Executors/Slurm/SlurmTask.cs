using System.Globalization;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>What a process that Slurm has started is to do.</summary>
/// <param name="Index">The number of the task in the plan.</param>
/// <param name="Attempt">The name of the attempt.</param>
/// <param name="Given">What it is given.</param>
public sealed record SlurmTask(int Index, string Attempt, TaskResources Given)
{
    /// <summary>Reads it from a submission and from the variables that Slurm sets.</summary>
    /// <param name="folder">The folder of the plan.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="submission">The name of the submission.</param>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <exception cref="ArgumentException">Not started by Slurm, or the plan is another one by now.</exception>
    public static SlurmTask Of(PlanFolder folder, BatchPlan plan, string submission, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(variable);
        if (
            variable("SLURM_ARRAY_JOB_ID") is not { } job
            || !int.TryParse(
                variable("SLURM_ARRAY_TASK_ID"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int at
            )
        )
        {
            throw new ArgumentException(
                "--submission is for processes that Slurm starts as tasks of an array, but SLURM_ARRAY_TASK_ID is not set."
            );
        }

        SlurmSubmission found =
            new SubmissionStore(folder).Read(submission)
            ?? throw new ArgumentException($"{folder.Root}: there is no submission {submission}.");
        if (at >= found.Keys.Count || found.Tasks[at] >= plan.Count || plan[found.Tasks[at]].Key != found.Keys[at])
        {
            throw new ArgumentException(
                $"{folder.Root}: the plan was made again after {submission} was submitted. Run it again."
            );
        }

        string restart = variable("SLURM_RESTART_COUNT") ?? "0";
        return new SlurmTask(found.Tasks[at], FormattableString.Invariant($"{job}-{at}-{restart}"), found.Given);
    }
}
