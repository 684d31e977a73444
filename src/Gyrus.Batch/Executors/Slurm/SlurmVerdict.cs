using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>What became of the last submission of a task that has no receipt.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Kind">What kind of end it was, when it ended.</param>
/// <param name="Text">Why it ended, or why it waits, in words.</param>
/// <param name="Node">Where it runs, or null.</param>
internal sealed record SlurmVerdict(
    SlurmStanding Standing,
    FailureKind? Kind = null,
    string? Text = null,
    string? Node = null
)
{
    /// <summary>Judges from what is known. A note that the attempt left counts more than anything Slurm says; no answer is never a failure.</summary>
    /// <param name="view">What Slurm says.</param>
    /// <param name="task">The number of the task.</param>
    /// <param name="note">The last note of a failure of the task, or null.</param>
    /// <param name="needsAreThere">Whether everything it needs has a receipt.</param>
    /// <param name="isAlive">Whether an attempt of it shows life.</param>
    public static SlurmVerdict Of(SlurmView view, int task, FailureNote? note, bool needsAreThere, bool isAlive)
    {
        if (view.LastOf(task) is not { } last)
        {
            return new(SlurmStanding.NotSubmitted);
        }

        SlurmElement? element = view.ElementOf(task);
        bool isOfThis =
            note?.Attempt.StartsWith(last.Submission.AttemptStart(last.At), StringComparison.Ordinal) == true;
        if (element is { Phase: SlurmPhase.Waiting or SlurmPhase.Running })
        {
            return element.HasHopelessDependency ? new(SlurmStanding.NotSubmitted)
                : element.IsHeldAfterLaunch && !isAlive
                    ? new(SlurmStanding.Ended, FailureKind.Lost, "Slurm could not launch it again, and holds it.")
                : element.IsHeldAfterLaunch ? new(SlurmStanding.Running)
                : element.CannotRun
                    ? new(
                        SlurmStanding.Ended,
                        FailureKind.Failed,
                        $"Slurm will never start it ({element.Reason}): it asks for more than its partition allows."
                    )
                : element.Phase == SlurmPhase.Waiting ? new(SlurmStanding.Waiting, Text: element.Reason)
                : new(SlurmStanding.Running, Node: element.Node);
        }

        if (isOfThis)
        {
            return new(SlurmStanding.Ended, note!.Kind, note.Reason);
        }

        return element?.Phase switch
        {
            SlurmPhase.OutOfTime => new(SlurmStanding.Ended, FailureKind.Time, Minutes(last.Submission)),
            SlurmPhase.OutOfMemory => new(SlurmStanding.Ended, FailureKind.Memory, Mebibytes(last.Submission)),
            SlurmPhase.Lost => new(
                SlurmStanding.Ended,
                FailureKind.Lost,
                $"Slurm ended it: {element.State}, {element.Node}."
            ),
            SlurmPhase.Cancelled when !needsAreThere || element.HasHopelessDependency => new(
                SlurmStanding.NotSubmitted
            ),
            SlurmPhase.Cancelled => new(SlurmStanding.Ended, FailureKind.Cancelled, "It was cancelled."),
            SlurmPhase.Failed => OfFailed(element, last),
            _ when isAlive => new(SlurmStanding.Running),
            SlurmPhase.Completed => new(
                SlurmStanding.Missing,
                FailureKind.Lost,
                "Slurm says that it is completed, but there is no receipt."
            ),
            _ => new(
                SlurmStanding.Missing,
                FailureKind.Lost,
                "Slurm does not know it any more, and there is no receipt."
            ),
        };
    }

    /// <summary>A program of ours that fails says why; one that is killed cannot, and what kills without a signal before is the want of memory.</summary>
    private static SlurmVerdict OfFailed(SlurmElement element, (SlurmSubmission Submission, int At) last)
    {
        bool isKilled = element.ExitCode is null or "0:9" or "137:0" or "9:0";
        string log = FormattableString.Invariant($"logs/slurm-{last.Submission.Job}_{last.At}.txt");
        return isKilled
            ? new(
                SlurmStanding.Ended,
                FailureKind.Memory,
                FormattableString.Invariant(
                    $"It ended without a word: killed, most likely for its memory (it was given {last.Submission.Given.MemoryMebibytes} MiB), or gyrus could not be started. See {log}."
                )
            )
            : new(
                SlurmStanding.Ended,
                FailureKind.Failed,
                $"gyrus could not be started on {element.Node} (exit code {element.ExitCode}). See {log}."
            );
    }

    private static string Minutes(SlurmSubmission submission) =>
        FormattableString.Invariant($"It took longer than the {submission.Given.Minutes} minutes it was given.");

    private static string Mebibytes(SlurmSubmission submission) =>
        FormattableString.Invariant($"It needed more than the {submission.Given.MemoryMebibytes} MiB it was given.");
}
