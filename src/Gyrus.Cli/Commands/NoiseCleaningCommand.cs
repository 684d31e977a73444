using System.CommandLine;
using Gyrus.Batch.Plans;
using Gyrus.Cli.Running;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO;
using Gyrus.IO.Derivatives;
using Gyrus.Numerics;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;
using Gyrus.Report.NoiseCleaning;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus reproduce noise-cleaning</c>: the experiment of Ibáñez-Berganza et al. (2023).</summary>
internal static class NoiseCleaningCommand
{
    private const string PageName = "noise-cleaning.html";

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there. What it already has is used again.",
        HelpName = "folder",
        DefaultValueFactory = _ => "noise-cleaning",
    };

    private static readonly Option<string[]> Signals = new("--signals")
    {
        HelpName = "file",
        Description =
            "Signals of recordings (.tsv, .csv, .npy; a column per region, one file per subject), for the conclusions about recordings.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "noise-cleaning",
            """
            Compare methods that clean covariances of noise, on synthetic subjects whose covariance is known.

            For each number of training samples T and each spread of the spectrum alpha-d (together a cell), synthetic subjects are
            drawn; every method cleans the covariance of T samples of each. T/4 other samples give the likelihood l and the completion
            error c; the truth gives the distances d(J) and d(C). Then the page noise-cleaning.html says which conclusions of
            Ibáñez-Berganza et al. (2023, arXiv:2302.02951) hold, by paired differences and their standard errors.

            Written: noise-cleaning.tsv (means, standard errors and differences to the reference), conclusions.tsv,
            figure-*.svg, the page, and realisations/ with every number of every subject. A call that is stopped (Ctrl-C) goes on where it
            stopped when it is made again; more --subjects, cells or --estimators add to what is there.

            The whole experiment is 35 cells of 100 subjects. Begin with a part of it:
              gyrus reproduce noise-cleaning --figure 1 --subjects 20
              gyrus reproduce noise-cleaning --t 144 1000 --alpha-d 1 3 --subjects 50 --table
              gyrus reproduce noise-cleaning --figure 6 7 --estimators rie rie@released rie-cv shrinkage-cv cvc
              gyrus reproduce noise-cleaning --t 144 --alpha-d 1 --signals derivatives/sub-*_timeseries.tsv

            Recordings are split twice: at random, as in the paper, where test samples are neighbours of training samples and flatter
            methods that overfit; and in time, the first 80 % training.

            Exit codes: 0 done (fits that did not converge are counted in the tables), 1 wrong usage or input, or stopped.
            """
        );
        command.Add(Out);
        NoiseCleaningOptions.AddTo(command);
        command.Add(Signals);
        PlanOptions.AddTo(command);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call, NoiseCleaningOptions.Division);
        CommonOptions common = CommonOptions.Of(call);
        BackEnd.Choose();
        string folder = OutputFolder.Of(call, Out);
        string[] paths = call.GetValue(Signals) ?? [];
        IReadOnlyList<PaperFigure> figures = NoiseCleaningOptions.FiguresOf(call);
        NoiseCleaningExperiment experiment = NoiseCleaningOptions.ExperimentOf(call, common.Threads);
        string reference = NoiseCleaningOptions.ReferenceOf(call, experiment);
        if (PlanOptions.FolderOf(call) is not null)
        {
            return Plan(call, folder, experiment, paths);
        }

        if (NoiseCleaningOptions.BlockOf(call) is { } name)
        {
            ExperimentBlock block = NoiseCleaningOptions.BlockOf(experiment, name);
            experiment.Run(block, NoiseCleaningOptions.StoreOf(call, folder), cancellationToken: cancellationToken);
            return ExitCode.Done;
        }

        NoiseCleaningResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                RegionSignals[] recordings = [.. paths.Select(p => SignalTables.Read(p, places: null))];
                SignalDiagnosis[] diagnoses = [.. recordings.Select(r => SignalDiagnosis.Of(r))];
                IReadOnlyList<(string, ComparisonResult)> natural = Compare(
                    recordings,
                    diagnoses.Select(d => d.Gap).DefaultIfEmpty(0).Max(),
                    experiment,
                    reference,
                    progress,
                    cancellationToken
                );
                IExperimentStore store = NoiseCleaningOptions.StoreOf(call, folder);
                experiment.Run(store, progress, cancellationToken);
                NoiseCleaningResult made = NoiseCleaningResult.Of(
                    experiment,
                    store,
                    reference,
                    figures,
                    natural,
                    cancellationToken
                );
                return made with
                {
                    Warnings = SignalDiagnosis.WarningsOf(diagnoses),
                    Provenance = recorder.Finish(
                        paths,
                        common.Threads,
                        seed: experiment.Seed,
                        cancellationToken: cancellationToken
                    ),
                };
            }
        );
        Write(folder, result);
        Print(call, common, folder, result);
        return ExitCode.Done;
    }

    /// <summary>A task per block of realisations, and one that writes tables and page from all of them.</summary>
    private static int Plan(ParseResult call, string folder, NoiseCleaningExperiment experiment, string[] signals)
    {
        (Option block, Option known) = NoiseCleaningOptions.PartOptions;
        IReadOnlyList<string> words = PlanOptions.WordsOf(call, [Signals]);
        string[] start = ["reproduce", "noise-cleaning", "--out", BatchTask.Out, "--reproducible"];
        BatchTask[] blocks =
        [
            .. experiment
                .Cells.SelectMany(experiment.Blocks)
                .Select(b => new BatchTask
                {
                    Name = b.Name,
                    Stage = "realisations",
                    Arguments = [.. start, $"{block.Name}={b.Name}", .. words],
                    Resources = PlanOptions.Of(call, memoryMebibytes: 1024, minutes: 120),
                }),
        ];
        var page = new BatchTask
        {
            Name = "page",
            Stage = "page",
            Arguments =
            [
                .. start,
                $"{known.Name}={folder}",
                .. words,
                .. signals.Length > 0 ? signals.Select(Path.GetFullPath).Prepend(Signals.Name) : [],
            ],
            Inputs = [.. signals.Select(TaskInput.Of)],
            Needs = [.. Enumerable.Range(0, blocks.Length)],
            Resources = PlanOptions.Of(call, memoryMebibytes: 2048, minutes: 120, severalCores: true),
        };
        return PlanOptions.Write(call, "noise-cleaning", folder, [.. blocks, page]);
    }

    private static IReadOnlyList<(string Split, ComparisonResult Result)> Compare(
        RegionSignals[] recordings,
        int gap,
        NoiseCleaningExperiment experiment,
        string reference,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (recordings.Length == 0)
        {
            return [];
        }

        (string, TrainTestSplit)[] splits =
        [
            ("recordings, split at random as in the paper", TrainTestSplit.Random(experiment.Seed)),
            ("recordings, split in time", TrainTestSplit.Contiguous with { Gap = gap }),
        ];
        return
        [
            .. splits.Select(s =>
                (
                    s.Item1,
                    new EstimatorComparison
                    {
                        Estimators = experiment.Estimators,
                        Reference = reference,
                        Split = s.Item2,
                        Threads = experiment.Threads,
                    }.Compare(recordings, progress, cancellationToken)
                )
            ),
        ];
    }

    private static void Write(string folder, NoiseCleaningResult result)
    {
        ExperimentTables.WriteMeans(folder, result.Cells, result.Reference);
        ExperimentTables.WriteClaims(folder, result.Verdicts);
        HtmlReport page = new NoiseCleaningReport { Result = result }.ToReport();
        foreach ((string name, Report.Figures.Figure figure) in page.Figures())
        {
            AtomicFile.WriteText(Path.Combine(folder, name + ".svg"), figure.ToSvg());
        }

        AtomicFile.WriteText(Path.Combine(folder, PageName), page.ToHtml());
    }

    private static void Print(ParseResult call, CommonOptions common, string folder, NoiseCleaningResult result)
    {
        Warnings.Print(result.Warnings, call.InvocationConfiguration.Error);
        ClaimVerdict[] right =
        [
            .. result.Verdicts.Select(v => v.Verdict).Where(v => v.Variant == EstimatorVariant.Right),
        ];
        var summary = new Summary()
            .Add("folder", folder)
            .Add("page", PageName)
            .Add("cells", result.Cells.Count)
            .Add("realisations", result.Experiment.Realisations)
            .Add("regions", result.Experiment.Regions)
            .Add("methods", result.Experiment.Estimators.Select(e => e.Name))
            .Add("reference", result.Reference)
            .Add("conclusions_hold", Numbers(right, Verdict.Holds))
            .Add("conclusions_fail", Numbers(right, Verdict.Fails))
            .Add("conclusions_undecided", Numbers(right, Verdict.Undecided))
            .Add("refused", Total(result, (c, e) => c.Count(e, OutcomeStatus.Refused)))
            .Add("not_defined", Total(result, (c, e) => c.Count(e, OutcomeStatus.NotDefined)))
            .Add("not_converged", Total(result, (c, e) => c.NotConverged(e)))
            .Add("warnings", result.Warnings)
            .Line(
                Invariant(
                    $"{result.Cells.Count} cells of {result.Experiment.Realisations} synthetic subjects, {result.Experiment.Estimators.Count} methods, {result.Experiment.Regions} regions"
                )
            );
        foreach (ClaimVerdict verdict in right.Where(v => v.Verdict != Verdict.NotAsked))
        {
            summary.Line(
                Invariant(
                    $"{verdict.Claim.Number} {verdict.Verdict.ToString().ToLowerInvariant()} ({verdict.Count(Verdict.Holds)} of {verdict.Parts.Count - verdict.Count(Verdict.NotAsked)} comparisons)"
                )
            );
        }

        summary
            .Took(result.Provenance)
            .Print(common, call.InvocationConfiguration.Output, $"Wrote {Path.Combine(folder, PageName)}");
    }

    private static IEnumerable<string> Numbers(ClaimVerdict[] verdicts, Verdict verdict) =>
        verdicts.Where(v => v.Verdict == verdict).Select(v => v.Claim.Number);

    private static double Total(NoiseCleaningResult result, Func<CellSummary, string, int> count) =>
        result.Cells.Sum(c => c.Estimators.Sum(e => count(c, e)));
}
