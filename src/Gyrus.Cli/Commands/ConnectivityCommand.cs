using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus connectivity</c>: from signals to one connectivity matrix per subject.</summary>
internal static class ConnectivityCommand
{
    private static readonly Argument<string[]> Inputs = new("SIGNALS")
    {
        Description = "Signals, one table per subject (.tsv, .csv, .npy; a column per region).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> FitOption = new("--fit")
    {
        HelpName = "folder",
        Description =
            "A folder that this verb wrote with --kind tangent: its mean, estimator and regions are used for these subjects.",
    };

    private static readonly Option<bool> VectoriseOption = new("--vectorise")
    {
        Description = "Write one table (.tsv and .npy) of subjects × entries too, the lower triangles row by row.",
    };

    private static readonly Option<bool> NpyOption = new("--npy") { Description = "Write every matrix as .npy too." };

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
            "connectivity",
            """
            Measure the connectivity of each subject: covariance, correlation, precision, partial correlation or tangent.

            Writes a matrix per subject (_relmat.tsv with a JSON sidecar), the mean of the group, and connectivity.json. The tangent
            is the displacement of a subject's covariance from the geometric mean of the group; --fit puts new subjects into the
            space of an earlier group, so that a classifier is not told of its test subjects.

            Examples:
              gyrus connectivity derivatives/sub-*_timeseries.tsv --kind tangent --vectorise --out train
              gyrus connectivity new/sub-*_timeseries.tsv --fit train --vectorise --out test

            Exit codes: 0 done, 1 wrong usage or input, 3 done but the geometric mean did not reach its certificate.
            """
        )
        {
            Inputs,
        };
        MeasureOptions.AddTo(command);
        command.Add(FitOption);
        command.Add(VectoriseOption);
        command.Add(NpyOption);
        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call);
        CommonOptions common = CommonOptions.Of(call);
        BackEnd.Choose();
        string folder = OutputFolder.Of(call, Out);
        string[] paths = call.GetRequiredValue(Inputs);
        ConnectivityResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            _ =>
            {
                ConnectivityResult? fitted = call.GetValue(FitOption) is { } earlier
                    ? ConnectivityFolder.Read(earlier)
                    : null;
                ConnectivityStudy study = MeasureOptions.Of(call, common.Threads) with { Fitted = fitted };
                ConnectivityResult measured = study.Measure(
                    MeasureOptions.StudyOf(call, paths, fitted?.Regions),
                    cancellationToken
                );
                return measured with
                {
                    Atlas = measured.Atlas ?? SignalTables.AtlasOf(paths[0]),
                    Provenance = recorder.Finish(
                        Files(call, paths),
                        common.Threads,
                        cancellationToken: cancellationToken
                    ),
                };
            }
        );
        ConnectivityFolder.Write(folder, result, call.GetValue(NpyOption), call.GetValue(VectoriseOption));
        DatasetDescription.Write(folder, "Connectivity", "connectivity");
        return Print(call, common, folder, result);
    }

    private static string[] Files(ParseResult call, string[] paths) =>
        [
            .. paths,
            .. RegionOptions.FilesOf(call),
            .. call.GetValue(FitOption) is { } fit
                ? [Path.Combine(fit, ConnectivityFolder.DocumentName)]
                : (string[])[],
        ];

    private static int Print(ParseResult call, CommonOptions common, string folder, ConnectivityResult result)
    {
        Warnings.Print(result.Warnings, call.InvocationConfiguration.Error);
        string kind = result.Connectivity.Kind.ToString();
        var summary = new Summary()
            .Add("folder", folder)
            .Add("kind", kind)
            .Add("subjects", result.Subjects.Count)
            .Add("regions", result.Regions.Count)
            .Add("mean_shrinkage", result.Connectivity.Shrinkages.Average() ?? double.NaN)
            .Add("converged", result.Converged)
            .Add("warnings", result.Warnings)
            .Line(
                Invariant(
                    $"{result.Subjects.Count} {(result.Subjects.Count == 1 ? "subject" : "subjects")}, {result.Regions.Count} regions, {kind}"
                )
            )
            .Line(
                result.Connectivity.Shrinkages.Average() is { } shrinkage
                    ? Invariant($"mean weight of the shrinkage {shrinkage:0.000}")
                    : "no linear shrinkage"
            );
        if (result.Space is { Convergence: { } mean } space)
        {
            summary
                .Add("mean_certificate", mean.Certificate)
                .Line(
                    Invariant(
                        $"geometric mean of {space.Subjects} subjects: certificate {mean.Certificate:0.0e+0} after {mean.Iterations} steps"
                    ) + (mean.Converged ? "" : ": NOT CONVERGED")
                );
        }

        summary
            .Took(result.Provenance)
            .Print(common, call.InvocationConfiguration.Output, $"Wrote the connectivity to {folder}");
        return result.Converged ? ExitCode.Done : ExitCode.NotConverged;
    }
}
