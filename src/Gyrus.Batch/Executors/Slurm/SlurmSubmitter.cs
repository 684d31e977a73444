using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using static System.FormattableString;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>Hands tasks over to Slurm as an array, so that an answer that gets lost is found again.</summary>
internal sealed class SlurmSubmitter(PlanFolder folder, BatchPlan plan, RunSettings settings, SlurmPatience patience)
{
    private readonly SubmissionStore _submissions = new(folder);
    private readonly ReceiptStore _receipts = new(folder);

    /// <summary>Hands over tasks that have everything in common but their numbers.</summary>
    /// <returns>The job, or null when Slurm refuses what the tasks are given by now, and they have failed.</returns>
    public async Task<string?> SubmitAsync(
        SlurmRound round,
        SlurmRound.Ready[] tasks,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset last = _submissions.All().Select(s => s.Submitted).LastOrDefault();
        var submission = new SlurmSubmission
        {
            JobName = Invariant($"gyrus-{StageWord(plan[tasks[0].Index].Stage)}-{Guid.NewGuid().ToString("N")[..10]}"),
            // The order of submissions is that of these times, whatever the clocks of login nodes say.
            Submitted = DateTimeOffset.UtcNow > last ? DateTimeOffset.UtcNow : last.AddMilliseconds(1),
            Tasks = [.. tasks.Select(t => t.Index)],
            Keys = [.. tasks.Select(t => plan[t.Index].Key)],
            Given = tasks[0].Given,
        };
        _submissions.Write(submission);
        string script = _submissions.ScriptOf(submission.JobName);
        IO.AtomicFile.WriteText(script, SlurmScript.Of(folder, plan.Header, submission));
        string[] options = [.. Options(submission, tasks)];
        try
        {
            string job = await patience.AskAsync(
                async () =>
                    await SlurmClient.FindAsync(submission.JobName, cancellationToken)
                    ?? await SlurmClient.SubmitAsync(options, script, cancellationToken),
                cancellationToken
            );
            _submissions.Write(submission with { Job = job });
            return job;
        }
        catch (SlurmException exception) when (!exception.IsPassing)
        {
            _submissions.Delete(submission);
            if (tasks[0].Given == plan[tasks[0].Index].Resources)
            {
                throw;
            }

            // More memory or time than there is: these tasks cannot be done here, but others can.
            foreach (SlurmRound.Ready task in tasks)
            {
                round.Fail(
                    task.Index,
                    $"{_receipts.Failure(plan[task.Index].Key)?.Reason} More is refused: {exception.Message}"
                );
            }

            return null;
        }
    }

    private IEnumerable<string> Options(SlurmSubmission submission, SlurmRound.Ready[] tasks)
    {
        TaskResources given = submission.Given;
        string atOnce = settings.AtOnce is { } n ? Invariant($"%{n}") : "";
        yield return $"--job-name={submission.JobName}";
        yield return $"--chdir={folder.Root}";
        yield return "--output=logs/slurm-%A_%a.txt";
        yield return "--open-mode=append";
        yield return "--requeue";
        yield return "--kill-on-invalid-dep=yes";
        yield return "--ntasks=1";
        yield return Invariant($"--cpus-per-task={given.Threads}");
        yield return Invariant($"--mem={given.MemoryMebibytes}M");
        yield return Invariant($"--time={given.Minutes}");
        yield return Invariant($"--array=0-{submission.Tasks.Count - 1}{atOnce}");
        if (tasks[0].Jobs.Count > 0)
        {
            string kind = plan[tasks[0].Index].ToleratesMissing ? "afterany" : "afterok";
            yield return $"--dependency={kind}:{string.Join(':', tasks[0].Jobs)}";
        }

        if (settings.Partition is { } partition)
        {
            yield return $"--partition={partition}";
        }

        if (settings.Account is { } account)
        {
            yield return $"--account={account}";
        }

        foreach (string option in settings.SbatchOptions)
        {
            yield return option;
        }
    }

    /// <summary>Names of jobs are for people who look at the queue; of a stage only its letters get there.</summary>
    private static string StageWord(string stage)
    {
        string word = new([.. stage.Where(char.IsAsciiLetterOrDigit).Take(20)]);
        return word.Length > 0 ? word : "tasks";
    }
}
