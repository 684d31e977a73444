namespace Gyrus.Batch.Executors.Slurm;

/// <summary>What Slurm knows of the tasks of a plan, at one moment.</summary>
internal sealed class SlurmView
{
    private readonly Dictionary<int, (SlurmSubmission Submission, int At)> _latest = [];
    private readonly Dictionary<(string Job, int? At), SlurmElement> _elements = [];

    private SlurmView(IReadOnlyList<SlurmSubmission> submissions, Func<int, string, bool> isOpen)
    {
        foreach (SlurmSubmission submission in submissions.Where(s => s.Job is not null))
        {
            for (int at = 0; at < submission.Tasks.Count; at++)
            {
                if (isOpen(submission.Tasks[at], submission.Keys[at]))
                {
                    _latest[submission.Tasks[at]] = (submission, at);
                }
            }
        }
    }

    /// <summary>Asks Slurm.</summary>
    /// <param name="submissions">The submissions, oldest first.</param>
    /// <param name="isOpen">Whether a task of the plan, by number and key, still waits for its receipt.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="SlurmException">The controller cannot be asked.</exception>
    public static async Task<SlurmView> AskAsync(
        IReadOnlyList<SlurmSubmission> submissions,
        Func<int, string, bool> isOpen,
        CancellationToken cancellationToken
    )
    {
        var view = new SlurmView(submissions, isOpen);
        string[] names = [.. view._latest.Values.Select(l => l.Submission.JobName).Distinct()];
        view.Learn(await SlurmClient.QueueAsync(names, cancellationToken));
        view.Learn(await SlurmClient.AccountingAsync(view.Unexplained, cancellationToken) ?? []);
        return view;
    }

    /// <summary>What is known once Slurm has said this, of its queue first.</summary>
    public static SlurmView Of(IReadOnlyList<SlurmSubmission> submissions, IReadOnlyList<SlurmElement> elements)
    {
        var view = new SlurmView(submissions, static (_, _) => true);
        view.Learn(elements);
        return view;
    }

    /// <summary>Gets the jobs that the queue has forgotten, or of which it says only that they failed: accounting may know more.</summary>
    private string[] Unexplained =>
        [
            .. _latest
                .Values.Where(l => ElementOf(l.Submission.Job!, l.At) is null or { Phase: SlurmPhase.Failed })
                .Select(l => l.Submission.Job!)
                .Distinct(),
        ];

    /// <summary>The last submission of a task and its index there, or null for none.</summary>
    public (SlurmSubmission Submission, int At)? LastOf(int task) =>
        _latest.TryGetValue(task, out (SlurmSubmission, int) found) ? found : null;

    /// <summary>What Slurm says of the last submission of a task, or null when it knows nothing.</summary>
    public SlurmElement? ElementOf(int task) =>
        LastOf(task) is { } last ? ElementOf(last.Submission.Job!, last.At) : null;

    private SlurmElement? ElementOf(string job, int at) =>
        _elements.GetValueOrDefault((job, at)) ?? _elements.GetValueOrDefault((job, null));

    private void Learn(IReadOnlyList<SlurmElement> elements)
    {
        foreach (SlurmElement element in elements)
        {
            // Only accounting knows exit codes.
            if (element.ExitCode is null || element.Phase != SlurmPhase.Failed)
            {
                _elements.TryAdd((element.Job, element.Index), element);
            }
            else
            {
                _elements[(element.Job, element.Index)] = element;
            }
        }
    }
}
