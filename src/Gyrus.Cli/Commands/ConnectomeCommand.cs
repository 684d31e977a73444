using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus connectome</c>: from signals, or from images and an atlas, to connectomes and a report.</summary>
internal static class ConnectomeCommand
{
    private static readonly Argument<string[]> Inputs = new("INPUT")
    {
        Description =
            "Signals, one table per subject (.tsv, .csv, .npy; a column per region), or BOLD images (then give --atlas or --seeds).",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "connectome",
            """
            Estimate the connectomes of a study and write matrices, tables and a report.

            Group-sparse inverse covariance: one pattern of direct connections for all subjects, one precision matrix each, with
            the penalty chosen by cross-validation and a duality gap that certifies each fit. Beside it, for comparison, a
            graphical lasso of all subjects' samples.

            Examples:
              gyrus connectome derivatives/sub-*_timeseries.tsv --out derivatives
              gyrus connectome sub-*_bold.nii.gz --atlas msdl.nii.gz --confounds sub-*_confounds.tsv --out derivatives

            Exit codes: 0 done, 1 wrong usage or input, 3 done but a fit did not reach its certificate.
            """
        )
        {
            Inputs,
        };
        EstimationOptions.AddTo(command);
        ExtractionOptions.AddTo(command);
        CleaningOptions.AddTo(command);
        command.Add(RunOptions.Option);
        CacheOptions.AddTo(command);
        StudyOutput.AddTo(command);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        BackEnd.Choose();
        string[] paths = call.GetRequiredValue(Inputs);
        return IsImages(paths)
            ? await ImageStudy.RunAsync(call, paths, common, cancellationToken)
            : await TableStudyAsync(call, paths, common, cancellationToken);
    }

    private static async Task<int> TableStudyAsync(
        ParseResult call,
        string[] paths,
        CommonOptions common,
        CancellationToken cancellationToken
    )
    {
        var recorder = new RunRecorder(call, [.. ExtractionOptions.All, .. CleaningOptions.All]);
        StudyOutput.FolderOf(call);
        IReadOnlyList<Region>? places = RegionOptions.PlacesOf(call);
        ConnectomeResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                IReadOnlyList<RegionSignals> signals = RunOptions.Join(
                    call,
                    [.. paths.Select(p => SignalTables.Read(p, places))]
                );
                StudySignals study = EstimationOptions.StudyOf(call, signals);
                ConnectomeResult fitted = EstimationOptions
                    .Of(call, common.Threads)
                    .Fit(study, progress, cancellationToken);
                fitted = fitted with
                {
                    Atlas = SignalTables.AtlasOf(paths[0]),
                    Warnings = [.. RunOptions.Warnings(study.Subjects.Select(s => s.Subject)), .. fitted.Warnings],
                    Provenance = recorder.Finish(
                        [.. paths, .. RegionOptions.FilesOf(call)],
                        common.Threads,
                        cancellationToken: cancellationToken
                    ),
                };
                StudyOutput.Write(call, fitted, study.Subjects);
                return fitted;
            }
        );
        return StudyOutput.Print(call, common, result);
    }

    private static bool IsImages(string[] paths)
    {
        string[] images = [.. paths.Where(FileFacts.IsImage)];
        return images.Length == 0 || images.Length == paths.Length
            ? images.Length > 0
            : throw new ArgumentException(
                $"Expected images only or tables only, but {images.Length} of {paths.Length} inputs are images."
            );
    }
}
