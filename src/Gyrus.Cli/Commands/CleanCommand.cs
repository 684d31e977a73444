using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Report.Cleaning;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus clean</c>: from signals to noise-cleaned covariances and precisions.</summary>
internal static class CleanCommand
{
    private static readonly Argument<string[]> Inputs = new("SIGNALS")
    {
        Description = "Signals, one table per subject (.tsv, .csv, .npy; a column per region).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> EstimatorOption = new("--estimator", "-e")
    {
        HelpName = "name[@variant][:criterion]",
        Description = "The estimator; --list names them all.",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<bool> ListOption = new("--list")
    {
        Description = "Print the catalogue of estimators (with --json: as JSON), and end.",
    };

    private static readonly Option<string> UnitsOption = new("--units")
    {
        Description =
            "Units of covariance and precision: those of the signal, or of the standardised signals. Correlations have none.",
        DefaultValueFactory = _ => "signal",
    };

    private static readonly Option<bool> SkipUndefinedOption = new("--skip-undefined")
    {
        Description =
            "Write the other subjects when the estimator has no value on some. By default nothing is written then.",
    };

    private static readonly Option<bool> Npy = new("--npy") { Description = "Write every matrix as .npy too." };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "derivatives",
    };

    static CleanCommand() => UnitsOption.AcceptOnlyFromAmong("signal", "standardised");

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "clean",
            """
            Clean the noise from each subject's correlations: covariance, correlation, precision and partial correlation.

            With few volumes for many regions, a sample correlation is mostly noise, and its inverse more so. Estimators of this
            verb take the noise out; 'gyrus compare' finds out which one suits your data. Signals are standardised first.

            First it says what the signals can bear: how much neighbouring volumes resemble each other (then only blocks of time
            may serve as test data), and whether a filter has left the matrix without an inverse. --estimator auto is
            cross-validated eigenvalues on blocks of time with a gap; where signals were filtered to less than full rank, it is a
            linear shrinkage, and it says so.

            Writes four matrices per subject (_relmat.tsv with a JSON sidecar), the eigenvalues before and after (table and figure),
            cleaning.json with all choices, scores and the diagnosis, and report.html.

            Examples:
              gyrus clean --list
              gyrus clean derivatives/sub-*_timeseries.tsv --out cleaned
              gyrus clean sub-01.npy --estimator rie-cv:completion --folds 8 --gap 5 --units standardised

            Exit codes: 0 done, 1 wrong usage or input, or an estimator without a value on some subject, 3 done but an iterative
            fit did not reach its certificate.
            """
        )
        {
            Inputs,
        };
        command.Add(EstimatorOption);
        command.Add(ListOption);
        SearchOptions.AddTo(command);
        command.Add(UnitsOption);
        EstimationOptions.AddMatchingTo(command);
        RegionOptions.AddTableTo(command);
        command.Add(SkipUndefinedOption);
        command.Add(Npy);
        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call);
        CommonOptions common = CommonOptions.Of(call);
        if (call.GetValue(ListOption))
        {
            CatalogueListing.Print(call.InvocationConfiguration.Output, common.Json);
            return ExitCode.Done;
        }

        string[] paths = call.GetValue(Inputs) is { Length: > 0 } given
            ? given
            : throw new ArgumentException("Expected at least one table of signals, but none came.");
        NamedEstimator estimator = EstimatorCatalogue.Parse(call.GetValue(EstimatorOption)!, SearchOptions.Of(call));
        BackEnd.Choose();
        string folder = OutputFolder.Of(call, Out);
        CleaningResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            _ =>
            {
                CleaningResult cleaned = new CovarianceCleaning
                {
                    Estimator = estimator,
                    Units =
                        call.GetValue(UnitsOption) == "standardised"
                            ? CovarianceUnits.Standardised
                            : CovarianceUnits.Signal,
                    Threads = common.Threads,
                }.Clean(MeasureOptions.StudyOf(call, paths), cancellationToken);
                RequireDefined(call, cleaned);
                return cleaned with
                {
                    Atlas = SignalTables.AtlasOf(paths[0]),
                    Provenance = recorder.Finish(
                        [.. paths, .. RegionOptions.FilesOf(call)],
                        common.Threads,
                        SearchOptions.Of(call).Seed,
                        cancellationToken
                    ),
                };
            }
        );
        Write(folder, result, call.GetValue(Npy));
        return Print(call, common, folder, result);
    }

    private static void RequireDefined(ParseResult call, CleaningResult result)
    {
        if (result.Refused.Count == 0 || (call.GetValue(SkipUndefinedOption) && result.Subjects.Count > 0))
        {
            return;
        }

        int all = result.Refused.Count + result.Subjects.Count;
        string reasons = string.Join(" ", result.Refused.Take(3).Select(r => $"{r.Subject}: {r.Reason}"));
        throw new ArgumentException(
            Invariant(
                $"{result.Estimator.Name} has no value on {result.Refused.Count} of {all} subjects, and nothing was written. {reasons}"
            )
                + (
                    result.Refused.Count > 3
                        ? $" Also: {string.Join(", ", result.Refused.Skip(3).Take(8).Select(r => r.Subject))}{(result.Refused.Count > 11 ? ", …" : ".")}"
                        : ""
                )
                + (result.Subjects.Count > 0 ? " Write the others with --skip-undefined, or use --estimator auto." : "")
        );
    }

    /// <summary>The report comes last: when it is there, all is there.</summary>
    private static void Write(string folder, CleaningResult result, bool npy)
    {
        string page = new CleaningReport { Result = result }
            .ToReport()
            .ToHtml();
        CleaningFolder.Write(folder, result, npy);
        foreach (CleanedSubject subject in result.Subjects)
        {
            string name = BidsName
                .OfSubject(subject.Subject, [("seg", result.Atlas), ("desc", "spectrum")], "eigenvalues", ".svg")
                .ToString();
            FigureFile.Write(Path.Combine(folder, name), CleaningReport.SpectrumOf(subject));
        }

        DatasetDescription.Write(folder, "Noise-cleaned covariances", "clean");
        AtomicFile.WriteText(Path.Combine(folder, StudyOutput.ReportName), page);
    }

    private static int Print(ParseResult call, CommonOptions common, string folder, CleaningResult result)
    {
        string[] refused = [.. result.Refused.Select(r => $"{r.Subject} was left out: {r.Reason}")];
        Warnings.Print([.. result.Warnings, .. refused], call.InvocationConfiguration.Error);
        var summary = new Summary()
            .Add("folder", folder)
            .Add("report", Path.Combine(folder, StudyOutput.ReportName))
            .Add("estimator", result.Estimator.Name)
            .Add("subjects", result.Subjects.Count)
            .Add("refused", result.Refused.Select(r => r.Subject))
            .Add("regions", result.Regions.Count)
            .Add("samples", result.Subjects.Select(s => (double)s.Samples))
            .Add("q", result.Subjects.Select(s => s.Diagnosis.Q))
            .Add("autocorrelation_time", result.Subjects.Select(s => s.Diagnosis.AutocorrelationTime))
            .Add("q_effective", result.Subjects.Select(s => s.Diagnosis.EffectiveQ))
            .Add("rank", result.Subjects.Select(s => (double)s.Diagnosis.Rank))
            .Add("hyper_parameter", result.Subjects.Select(s => s.Choice?.Value ?? double.NaN))
            .Add("converged", result.Converged)
            .Add("warnings", result.Warnings)
            .Line(
                Invariant(
                    $"{result.Subjects.Count} {(result.Subjects.Count == 1 ? "subject" : "subjects")}, {result.Regions.Count} regions, estimator {result.Estimator.Name}"
                )
            );
        foreach (CleanedSubject s in result.Subjects.Take(20))
        {
            summary.Line(LineOf(s));
        }

        if (result.Subjects.Count > 20)
        {
            summary.Line(Invariant($"and {result.Subjects.Count - 20} more: see the report"));
        }

        summary
            .Took(result.Provenance)
            .Print(common, call.InvocationConfiguration.Output, $"Wrote the cleaned covariances to {folder}");
        return result.Converged ? ExitCode.Done : ExitCode.NotConverged;
    }

    private static string LineOf(CleanedSubject s)
    {
        SignalDiagnosis d = s.Diagnosis;
        string chosen = s.Choice is { } c ? Invariant($", {c.Name} {c.Value:g4}") : "";
        string used = s.Method is { } method ? $", by {method.Split(':')[0]}" : "";
        return Invariant(
                $"{s.Subject}: T {d.Samples}, q {d.Q:0.00}, tau {d.AutocorrelationTime:0.0}, q_eff {d.EffectiveQ:0.00}, rank {d.Rank} of {d.Regions}"
            )
            + used
            + chosen
            + (s.Precision is null ? ", no precision" : "");
    }
}
