using System.Text;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>The script of an array. It names the plan and the submission, never a subject: those stay in the plan.</summary>
internal static class SlurmScript
{
    /// <summary>Writes the text. Only what <c>srun</c> starts gets a signal in time when a job is preempted.</summary>
    public static string Of(PlanFolder folder, PlanHeader header, SlurmSubmission submission)
    {
        var text = new StringBuilder("#!/bin/sh\n# Tasks of a plan of gyrus; each element of the array is one.\n");
        foreach ((string name, string value) in TaskEnvironment.Variables(submission.Given, header))
        {
            text.Append("export ").Append(name).Append('=').Append(ShellWord.Quote(value)).Append('\n');
        }

        text.Append("exec srun --ntasks=1 --cpus-per-task=")
            .Append(submission.Given.Threads)
            .Append(' ')
            .AppendJoin(
                ' ',
                ProgramCommand
                    .Words.Concat(["task", folder.Root, "--submission", submission.JobName])
                    .Select(ShellWord.Quote)
            )
            .Append('\n');
        return text.ToString();
    }
}
