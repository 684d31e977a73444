using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Numerics;
using Gyrus.Pipelines.Participants;
using Gyrus.Report.Participants;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus bids … participant</c>: every participant for itself; what fails in one leaves the others alone.</summary>
internal sealed class BidsParticipants
{
    private readonly BidsDataset _dataset;
    private readonly BidsRunExtraction _extraction;
    private readonly RunFilter _filter;
    private readonly string _output;

    private BidsParticipants(ParseResult call, BidsDataset dataset)
    {
        _dataset = dataset;
        _output = BidsOptions.OutputOf(call, dataset);
        _filter = BidsOptions.FilterOf(call);
        _extraction = new BidsRunExtraction(call, dataset);
    }

    /// <summary>Runs the level.</summary>
    public static async Task<int> RunAsync(ParseResult call, CommonOptions common, CancellationToken cancellationToken)
    {
        (BidsDataset dataset, IReadOnlyList<string> participants) = BidsOptions.DatasetOf(call);
        var level = new BidsParticipants(call, dataset);
        Directory.CreateDirectory(level._output);
        DatasetSource source = dataset.Source();
        DatasetDescription.Write(level._output, $"Region signals and connectivity of {source.Name}", "bids", source);
        Outcome[] outcomes = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress => level.All(participants, common.Threads, progress, cancellationToken)
        );
        return Print(call, common, level, outcomes);
    }

    private Outcome[] All(
        IReadOnlyList<string> participants,
        int threads,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        int together = Math.Min(threads, participants.Count);
        var outcomes = new Outcome[participants.Count];
        int done = 0;
        Parallel.For(
            0,
            participants.Count,
            new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = cancellationToken },
            k =>
            {
                IProgress<WorkProgress>? mine = participants.Count == 1 ? progress : null;
                outcomes[k] = One(participants[k], Math.Max(1, threads / together), mine, cancellationToken);
                progress?.Report(new WorkProgress("Participants", Interlocked.Increment(ref done), participants.Count));
            }
        );
        return outcomes;
    }

    private Outcome One(
        string label,
        int threads,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        string participant = "sub-" + label;
        try
        {
            ParticipantScans scans = _dataset.ScansOf(label);
            IReadOnlyList<BidsRun> runs = scans.Select(_filter);
            var results = new (AnalysedRun? Used, Exclusion? Excluded)[runs.Count];
            int together = Math.Min(threads, runs.Count);
            Parallel.For(
                0,
                runs.Count,
                new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = cancellationToken },
                k =>
                    results[k] = _extraction.Analyse(
                        runs[k],
                        Math.Max(1, threads / together),
                        runs.Count == 1 ? progress : null,
                        cancellationToken
                    )
            );
            var result = new ParticipantResult
            {
                Participant = participant,
                Atlas = _extraction.AtlasLabel,
                Regions = _extraction.Regions,
                Runs = [.. results.Select(r => r.Used).OfType<AnalysedRun>()],
                Excluded = [.. results.Select(r => r.Excluded).OfType<Exclusion>()],
                FileWarnings = [.. scans.Notes],
            };
            Write(result);
            string? failure = result.Runs.Count > 0 ? null : $"no run can be used. {ReasonOf(result.Excluded)}";
            return new Outcome(participant, result, failure);
        }
        catch (Exception error) when (error is not OperationCanceledException && UserError.Explain(error) is not null)
        {
            string sentence = _extraction.WithoutFolder(UserError.Explain(error)!);
            return new Outcome(participant, null, sentence.Replace(participant + ": ", "", StringComparison.Ordinal));
        }
    }

    /// <summary>The page comes before the table of runs, which says that all is there.</summary>
    private void Write(ParticipantResult result)
    {
        string page = new ParticipantReport { Result = result }
            .ToReport()
            .ToHtml();
        string path = Path.Combine(_output, result.Participant + ".html");
        AtomicFile.WriteText(path, page);
        ParticipantFolder.Write(_output, result);
    }

    /// <summary>The first reason; the page and the table of runs have the others.</summary>
    private static string ReasonOf(IReadOnlyList<Exclusion> excluded) =>
        $"{excluded[0].Run}: {excluded[0].Reason}"
        + (excluded.Count > 1 ? Invariant($" {excluded.Count - 1} more: see the page of the participant.") : "");

    private static int Print(ParseResult call, CommonOptions common, BidsParticipants level, Outcome[] outcomes)
    {
        TextWriter error = call.InvocationConfiguration.Error;
        ParticipantResult[] results = [.. outcomes.Select(o => o.Result).OfType<ParticipantResult>()];
        Warnings.Print(
            [
                .. level._dataset.Notes,
                .. results.SelectMany(r => r.FileWarnings),
                .. AnalysedRun.WarningsOf([.. results.SelectMany(r => r.Runs)]),
            ],
            error
        );
        Exclusion[] excluded = [.. results.SelectMany(r => r.Excluded)];
        foreach (Exclusion e in results.Where(r => r.Runs.Count > 0).SelectMany(r => r.Excluded))
        {
            error.WriteLine($"left out: {e.Run}: {e.Reason}");
        }

        Outcome[] failed = [.. outcomes.Where(o => o.Failure is not null)];
        foreach (IGrouping<string, Outcome> group in failed.GroupBy(o => o.Failure!))
        {
            string[] names = [.. group.Select(o => o.Participant)];
            error.WriteLine(
                $"gyrus: {string.Join(", ", names.Take(8))}{(names.Length > 8 ? Invariant($" and {names.Length - 8} more") : "")}: {group.Key}"
            );
        }

        AnalysedRun[] used = [.. outcomes.SelectMany(o => o.Result?.Runs ?? [])];
        var summary = new Summary()
            .Add("folder", level._output)
            .Add("atlas", level._extraction.AtlasLabel)
            .Add("participants", outcomes.Where(o => o.Failure is null).Select(o => o.Participant))
            .Add("runs", used.Select(r => r.Name))
            .Add("excluded", excluded.Select(e => e.Run!))
            .Add("failed", failed.Select(o => o.Participant));
        foreach (Outcome o in outcomes.Where(o => o.Failure is null).Take(20))
        {
            summary.Line(LineOf(o.Result!));
        }

        if (outcomes.Length > 20)
        {
            summary.Line(Invariant($"and {outcomes.Length - 20} more: see the tables of runs"));
        }

        summary.Print(
            common,
            call.InvocationConfiguration.Output,
            Invariant($"Wrote {outcomes.Length - failed.Length} of {outcomes.Length} participants to {level._output}")
        );
        return failed.Length > 0 || (excluded.Length > 0 && BidsOptions.FailsOnMissing(call)) ? ExitCode.UsageOrInput
            : used.All(r => r.Cleaning.Converged) ? ExitCode.Done
            : ExitCode.NotConverged;
    }

    private static string LineOf(ParticipantResult result) =>
        Invariant(
            $"{result.Participant}: {result.Runs.Count} of {result.Runs.Count + result.Excluded.Count} runs, {result.Runs.Sum(r => r.Quality.KeptVolumes)} of {result.Runs.Sum(r => r.Quality.Volumes)} volumes kept"
        );

    /// <summary>How a participant ended: with a result, and why it is a failure if it is one.</summary>
    private sealed record Outcome(string Participant, ParticipantResult? Result, string? Failure);
}
