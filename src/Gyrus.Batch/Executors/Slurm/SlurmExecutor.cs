using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Tasks;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>Runs a plan on Slurm: arrays of tasks with their dependencies, lost tasks handed over again.</summary>
/// <remarks>
/// What Slurm says decides when to look and what to hand over again, never what is done: only receipts do. A run may end, or be killed, at any
/// moment; the next one finds its jobs by their names and goes on.
/// </remarks>
public sealed class SlurmExecutor
{
    private readonly PlanFolder _folder;
    private readonly BatchPlan _plan;
    private readonly RunSettings _settings;
    private readonly SlurmOptions _options;
    private readonly SubmissionStore _submissions;
    private readonly ReceiptStore _receipts;
    private readonly Dictionary<int, long> _missingSince = [];
    private readonly SlurmPatience _patience;
    private readonly SlurmSubmitter _submitter;
    private Action<string>? _warn;

    /// <summary>Binds a plan.</summary>
    public SlurmExecutor(PlanFolder folder, BatchPlan plan, RunSettings settings, SlurmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_folder, _plan, _settings, _options) = (folder, plan, settings, options);
        (_submissions, _receipts) = (new SubmissionStore(folder), new ReceiptStore(folder));
        _patience = new SlurmPatience(options.PollSeconds, sentence => _warn?.Invoke(sentence));
        _submitter = new SlurmSubmitter(folder, plan, settings, _patience);
    }

    /// <summary>Hands over every task that has no valid receipt, and follows them to their end if the options say so.</summary>
    /// <param name="progress">Hears of each task that ends.</param>
    /// <param name="warn">Hears, in a sentence, what went wrong while the run goes on.</param>
    /// <param name="cancellationToken">Stops following; what was handed over goes on.</param>
    /// <exception cref="SlurmException">Slurm refuses, or cannot be asked.</exception>
    public async Task<RunSummary> RunAsync(
        IProgress<WorkProgress>? progress = null,
        Action<string>? warn = null,
        CancellationToken cancellationToken = default
    )
    {
        using IDisposable _ = RunLock.Take(_folder);
        _warn = warn;
        AttemptFolder.Sweep(_folder);
        await _patience.AskAsync(FindLostAnswersAsync, cancellationToken);
        // Ends that nobody has seen yet are noted first: they are forgiven with the others.
        await _patience.AskAsync(() => LookAsync(cancellationToken), cancellationToken);
        _receipts.Forgive();
        int most = await _patience.AskAsync(() => SlurmClient.MaxArraySizeAsync(cancellationToken), cancellationToken);
        double pause = _options.PollSeconds;
        int doneBefore = -1;
        while (true)
        {
            SlurmRound round = await _patience.AskAsync(() => LookAsync(cancellationToken), cancellationToken);
            progress?.Report(new WorkProgress("Tasks", round.Done + round.Failed.Count, _plan.Count));
            await _patience.AskAsync(() => SlurmClient.CancelAsync(round.Held, cancellationToken), cancellationToken);
            bool submitted = await SubmitAsync(round, most, cancellationToken);
            if (!_options.Follow || (!submitted && round.InFlight == 0))
            {
                AttemptFolder.Sweep(_folder);
                RemoveEmptyLogs();
                return Summary(round);
            }

            pause =
                submitted || round.Done > doneBefore
                    ? _options.PollSeconds
                    : Math.Min(pause * 1.5, 6 * _options.PollSeconds);
            doneBefore = round.Done;
            await WaitAsync(pause, cancellationToken);
        }
    }

    /// <summary>Ends all jobs of a plan that have not ended.</summary>
    public static async Task<int> CancelAsync(PlanFolder folder, BatchPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(plan);
        string[] names = [.. new SubmissionStore(folder).All().Select(s => s.JobName)];
        string[] jobs =
        [
            .. (await SlurmClient.QueueAsync(names, cancellationToken))
                .Where(e => e.Phase is SlurmPhase.Waiting or SlurmPhase.Running)
                .Select(e => e.Job)
                .Distinct(),
        ];
        await SlurmClient.CancelAsync(jobs, cancellationToken);
        return jobs.Length;
    }

    private RunSummary Summary(SlurmRound round) =>
        new(
            _plan.Count,
            round.Done,
            [.. round.Failed.Select(f => (f.Key, f.Value))],
            _plan.Count - round.Done - round.Failed.Count - round.InFlight,
            round.NotConverged
        );

    private async Task WaitAsync(double seconds, CancellationToken cancellationToken)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            RequireWanted();
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(0.5, seconds)), cancellationToken);
        }
    }

    private void RequireWanted()
    {
        if (File.Exists(_folder.CancelRequest))
        {
            throw new OperationCanceledException("gyrus cancel stopped the run.");
        }
    }

    /// <summary>A submission without a job was about to be made when a run ended: Slurm may have it.</summary>
    private async Task<int> FindLostAnswersAsync()
    {
        SlurmSubmission[] open = [.. _submissions.All().Where(s => s.Job is null)];
        foreach (SlurmSubmission submission in open)
        {
            if (await SlurmClient.FindAsync(submission.JobName, CancellationToken.None) is { } job)
            {
                _submissions.Write(submission with { Job = job });
            }
            else
            {
                _submissions.Delete(submission);
            }
        }

        return open.Length;
    }

    private async Task<SlurmRound> LookAsync(CancellationToken cancellationToken)
    {
        Receipt?[] receipts = _receipts.Valid(_plan);
        SlurmView view = await SlurmView.AskAsync(
            _submissions.All(),
            (task, key) => task < _plan.Count && _plan[task].Key == key && receipts[task] is null,
            cancellationToken
        );
        // The answer is older than receipts that came since: a task that ended in between must not count as lost.
        receipts = _receipts.Valid(_plan);
        var alive = AttemptFolder
            .All(_folder)
            .Where(a => a.Silence < AttemptFolder.Silence)
            .Select(a => a.Key)
            .ToHashSet(StringComparer.Ordinal);
        var round = new SlurmRound(_plan.Count);
        for (int task = 0; task < _plan.Count; task++)
        {
            if (receipts[task] is { } receipt)
            {
                round.Finish(task, receipt.Converged);
                _missingSince.Remove(task);
            }
            else
            {
                Judge(round, view, task, receipts, alive);
            }
        }

        return round;
    }

    private void Judge(SlurmRound round, SlurmView view, int task, Receipt?[] receipts, HashSet<string> alive)
    {
        BatchTask planned = _plan[task];
        FailureNote? note = _receipts.Failure(planned.Key);
        bool needsAreThere = planned.Needs.All(n => receipts[n] is not null);
        SlurmVerdict verdict = IsOutOfDate(view, task)
            ? new(SlurmStanding.NotSubmitted)
            : SlurmVerdict.Of(view, task, note, needsAreThere, alive.Contains(planned.Key));
        if (verdict.Standing == SlurmStanding.Missing)
        {
            long since = _missingSince.TryAdd(task, System.Diagnostics.Stopwatch.GetTimestamp())
                ? System.Diagnostics.Stopwatch.GetTimestamp()
                : _missingSince[task];
            bool patient = System.Diagnostics.Stopwatch.GetElapsedTime(since).TotalSeconds < _options.PatienceSeconds;
            if (patient)
            {
                round.Miss(task);
                return;
            }

            verdict = verdict with { Standing = SlurmStanding.Ended };
        }
        else
        {
            _missingSince.Remove(task);
        }

        if (verdict.Standing is SlurmStanding.Waiting or SlurmStanding.Running)
        {
            round.Fly(task, view.LastOf(task)!.Value.Submission.Job!);
            return;
        }

        if (verdict.Standing == SlurmStanding.Ended)
        {
            if (view.ElementOf(task) is { Phase: SlurmPhase.Waiting } held)
            {
                round.Held.Add(held.Name);
            }

            note = Note(view, task, verdict, note);
            if (note is { Times: > 0, Kind: FailureKind.Cancelled })
            {
                round.Cancel(task, note.Reason);
                return;
            }

            if (note.Times > 0 && (note.Kind == FailureKind.Failed || note.Times > _settings.Retries))
            {
                round.Fail(task, note.Reason);
                return;
            }
        }

        round.Open(task, Retry.Given(planned, note));
    }

    /// <summary>Whether the last submission did the task, but without results that have come since.</summary>
    private bool IsOutOfDate(SlurmView view, int task) =>
        view.LastOf(task) is { } last
        && view.ElementOf(task)?.Phase is not (SlurmPhase.Waiting or SlurmPhase.Running)
        && _receipts.AttemptOf(_plan[task])?.StartsWith(last.Submission.AttemptStart(last.At), StringComparison.Ordinal)
            == true;

    /// <summary>What Slurm says of an end is kept like what an attempt says of its own, and counts once.</summary>
    private FailureNote Note(SlurmView view, int task, SlurmVerdict verdict, FailureNote? note)
    {
        (SlurmSubmission submission, int at) = view.LastOf(task)!.Value;
        if (note?.Attempt.StartsWith(submission.AttemptStart(at), StringComparison.Ordinal) == true)
        {
            return note;
        }

        _missingSince.Remove(task);
        _receipts.Write(
            new FailureNote
            {
                Key = _plan[task].Key,
                Attempt = submission.AttemptStart(at) + "end",
                Kind = verdict.Kind!.Value,
                Reason = verdict.Text!,
                Log = Invariant($"logs/slurm-{submission.Job}_{at}.txt"),
                Given = submission.Given,
            }
        );
        _warn?.Invoke($"{_plan[task].Label}: {verdict.Text}");
        return _receipts.Failure(_plan[task].Key)!;
    }

    /// <summary>Hands over what may begin, or will may begin once what it needs is done.</summary>
    private async Task<bool> SubmitAsync(SlurmRound round, int mostElements, CancellationToken cancellationToken)
    {
        bool any = false;
        while (round.TakeReady(_plan) is { Count: > 0 } ready)
        {
            foreach (IGrouping<string, SlurmRound.Ready> group in ready.GroupBy(r => r.Group))
            {
                foreach (SlurmRound.Ready[] chunk in group.Chunk(mostElements))
                {
                    RequireWanted();
                    if (await _submitter.SubmitAsync(round, chunk, cancellationToken) is not { } job)
                    {
                        continue;
                    }

                    foreach (SlurmRound.Ready task in chunk)
                    {
                        round.Fly(task.Index, job);
                    }

                    any = true;
                }
            }
        }

        return any;
    }

    private void RemoveEmptyLogs()
    {
        foreach (string path in Directory.GetFiles(_folder.Logs, "slurm-*.txt").Where(p => new FileInfo(p).Length == 0))
        {
            File.Delete(path);
        }
    }
}
