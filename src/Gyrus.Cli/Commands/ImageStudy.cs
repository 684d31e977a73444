using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Caching;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Commands;

/// <summary>A study from images to the report: extraction, cleaning, estimation, output.</summary>
internal static class ImageStudy
{
    /// <summary>Runs the study of the images of a call.</summary>
    public static async Task<int> RunAsync(
        ParseResult call,
        IReadOnlyList<string> images,
        CommonOptions common,
        CancellationToken cancellationToken
    )
    {
        var recorder = new RunRecorder(call);
        StudyOutput.FolderOf(call);
        ExtractionCache? cache = CacheOptions.Of(call, recorder.Hashes);
        ExtractionInputs inputs = ExtractionOptions.Of(call, images, common.Threads).Remembering(cache);
        Connectome connectome = EstimationOptions.Of(call, common.Threads);
        ConnectomeResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                inputs = inputs.WithMask(progress, cancellationToken);
                IReadOnlyList<SubjectSignals> signals = inputs.Extract(progress, cancellationToken);
                inputs.Describe(recorder, signals);
                Provenance extracted = recorder.Finish(
                    inputs.Files,
                    common.Threads,
                    cancellationToken: cancellationToken
                );
                SignalsFolder.Write(StudyOutput.FolderOf(call), signals, inputs.AtlasLabel, extracted);
                StudySignals study = EstimationOptions.StudyOf(call, [.. signals.Select(s => s.Cleaned.Signals)]);
                ConnectomeResult fitted = connectome.Fit(study, progress, cancellationToken);
                fitted = fitted with
                {
                    Atlas = inputs.AtlasLabel,
                    Warnings =
                    [
                        .. inputs.AllWarnings(signals),
                        .. RunOptions.Warnings(study.Subjects.Select(s => s.Subject)),
                        .. fitted.Warnings,
                    ],
                    Provenance = recorder.Lengthen(extracted),
                };
                StudyOutput.Write(call, fitted, study.Subjects);
                return fitted;
            }
        );
        CacheOptions.Close(cache, call, common);
        return StudyOutput.Print(call, common, result);
    }
}
