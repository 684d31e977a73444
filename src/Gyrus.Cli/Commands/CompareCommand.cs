using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines.Comparison;
using Gyrus.Report.Comparisons;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus compare</c>: which estimator describes held-out volumes best.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Inputs = new("SIGNALS")
    {
        Description = "Signals, one table per recording (.tsv, .csv, .npy; a column per region).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> EstimatorsOption = new("--estimators", "-e")
    {
        HelpName = "a,b,…",
        Description =
            "Names of estimators with commas between them ('gyrus clean --list'); fast: all that take milliseconds. Default: those and the graphical lasso.",
        DefaultValueFactory = _ => ["fast", "glasso-cv"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> ReferenceOption = new("--reference")
    {
        HelpName = "name",
        Description =
            "The estimator that differences are taken to; by default shrinkage-cv where it is compared, else the first.",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "derivatives",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "compare",
            """
            Find out which estimator of noise-cleaned correlations suits your recordings.

            Each recording is cut: one part trains every estimator, the rest judges it. The log-likelihood says how well a cleaned
            matrix describes volumes that it has not seen (in nats per volume; a difference of 1 is large); the completion error says how
            well a region is predicted from the others. Differences are paired by recording.

            By default the beginning of a recording trains and its end tests, with a gap of the autocorrelation time between them.
            --split random is the usual split of shuffled volumes: in brain signals, where neighbouring volumes resemble each other, it
            leaks, and picks the wrong winner.

            Writes report.html, which begins with what to use; a table of every outcome, a table of estimators, comparison.json, and
            the figures.

            Examples:
              gyrus compare derivatives/sub-*_timeseries.tsv --out which
              gyrus compare sub-*.npy --estimators auto,ledoit-wolf,shrinkage-cv@released --reference ledoit-wolf
              gyrus compare sub-*.npy --split blocked --blocks 5 --gap 10 --train-fraction 0.7

            Exit codes: 0 done (an estimator that has no value on a recording is told, not an error), 1 wrong usage or input, 3 done
            but an iterative fit did not reach its certificate.
            """
        )
        {
            Inputs,
        };
        command.Add(EstimatorsOption);
        command.Add(ReferenceOption);
        SplitOptions.AddTo(command);
        SearchOptions.AddWithFoldGapTo(command);
        EstimationOptions.AddMatchingTo(command);
        RegionOptions.AddTableTo(command);
        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call);
        CommonOptions common = CommonOptions.Of(call);
        string[] paths = call.GetRequiredValue(Inputs);
        EstimatorSettings settings = SearchOptions.Of(call);
        ComparisonStudy comparison = SplitOptions.Apply(
            call,
            new ComparisonStudy
            {
                Estimators = EstimatorsOf(call, settings, paths.Length),
                Settings = settings,
                Reference = call.GetValue(ReferenceOption),
                Threads = common.Threads,
            }
        );
        BackEnd.Choose();
        string folder = OutputFolder.Of(call, Out);
        StudyComparison study = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
                comparison.Compare(MeasureOptions.StudyOf(call, paths), progress, cancellationToken) with
                {
                    Atlas = SignalTables.AtlasOf(paths[0]),
                    Provenance = recorder.Finish(
                        [.. paths, .. RegionOptions.FilesOf(call)],
                        common.Threads,
                        settings.Seed,
                        cancellationToken
                    ),
                }
        );
        Write(folder, study);
        DatasetDescription.Write(folder, "Comparison of estimators", "compare");
        return Print(call, common, folder, study);
    }

    private static NamedEstimator[] EstimatorsOf(ParseResult call, EstimatorSettings settings, int recordings)
    {
        string[] names =
        [
            .. call.GetValue(EstimatorsOption)!
                .SelectMany(n => n.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .SelectMany(n =>
                    n == "fast"
                        ? EstimatorCatalogue
                            .All.Where(e => !e.Slow && (e.Create is not null || recordings > 1))
                            .Select(e => e.Name)
                        : [n]
                )
                .Distinct(),
        ];
        return names.Length > 0
            ? [.. names.Select(n => EstimatorCatalogue.Parse(n, settings))]
            : throw new ArgumentException("--estimators: expected at least one name, but there is none.");
    }

    /// <summary>The report comes last: when it is there, all is there.</summary>
    public static void Write(string folder, StudyComparison study)
    {
        var report = new ComparisonReport { Study = study }.ToReport();
        string page = report.ToHtml();
        ComparisonFolder.Write(folder, study);
        foreach ((string name, Report.Figures.Figure figure) in report.Figures())
        {
            FigureFile.Write(Path.Combine(folder, $"desc-comparison_{BidsName.Label(name)}.svg"), figure);
        }

        AtomicFile.WriteText(Path.Combine(folder, StudyOutput.ReportName), page);
    }

    private static int Print(ParseResult call, CommonOptions common, string folder, StudyComparison study)
    {
        Warnings.Print(study.Warnings, call.InvocationConfiguration.Error);
        ComparisonResult result = study.Result;
        ComparisonVerdict verdict = study.Verdict;
        EstimatorSummary[] ranked = [.. result.Summaries.OrderBy(s => s.LogLikelihood.Rank ?? int.MaxValue)];
        var summary = new Summary()
            .Add("folder", folder)
            .Add("report", Path.Combine(folder, StudyOutput.ReportName))
            .Add("best", verdict.Best?.Name)
            .Add("level", verdict.Level.Select(e => e.Name))
            .Add("best_by_completion", verdict.BestByCompletion?.Name)
            .Add("criteria_disagree", verdict.CriteriaDisagree)
            .Add("reference", result.Reference)
            .Add("gap", study.Split.Gap)
            .Add("subjects", result.Subjects.Count)
            .Add("regions", study.Regions.Count)
            .Add("estimators", ranked.Select(s => s.Estimator.Name))
            .Add("log_likelihood", ranked.Select(s => s.LogLikelihood.Mean?.Mean ?? double.NaN))
            .Add("difference", ranked.Select(s => s.LogLikelihood.Difference?.Mean ?? double.NaN))
            .Add("difference_error", ranked.Select(s => s.LogLikelihood.Difference?.Error ?? double.NaN))
            .Add("completion_error", ranked.Select(s => s.CompletionError.Mean?.Mean ?? double.NaN))
            .Add("verdict", verdict.Sentences)
            .Add("converged", study.Converged)
            .Add("warnings", study.Warnings);
        foreach (string sentence in verdict.Sentences)
        {
            summary.Line(sentence);
        }

        if (!study.IsComparable)
        {
            summary.Line("").Line("For the record only, as these likelihoods cannot be compared:");
        }

        int width = Math.Max(9, ranked.Max(s => s.Estimator.Name.Length));
        summary
            .Line("")
            .Line(
                $"{"estimator".PadRight(width)}  {"log-likelihood", 18}  {"difference", 18}  {"completion error", 18}"
            );
        foreach (EstimatorSummary s in ranked)
        {
            summary.Line(
                $"{s.Estimator.Name.PadRight(width)}  {Cell(s.LogLikelihood.Mean, "0.00"), 18}  {Cell(s.LogLikelihood.Difference, "0.00"), 18}  {Cell(s.CompletionError.Mean, "0.0000"), 18}"
            );
        }

        summary
            .Line(
                Invariant(
                    $"difference: to {result.Reference}, paired over {result.Subjects.Count} {(result.Subjects.Count == 1 ? "recording" : "recordings, ± standard error")}"
                )
            )
            .Took(study.Provenance)
            .Print(common, call.InvocationConfiguration.Output, $"Wrote the comparison to {folder}");
        return study.Converged ? ExitCode.Done : ExitCode.NotConverged;
    }

    private static string Cell(ErrorMean? mean, string format)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        format = Math.Abs(mean?.Mean ?? 0) < 1e5 ? format : "0.0e+0";
        return mean is not { } m ? "n/a"
            : m.Error is { } error ? $"{m.Mean.ToString(format, culture)} ± {error.ToString(format, culture)}"
            : m.Mean.ToString(format, culture);
    }
}
