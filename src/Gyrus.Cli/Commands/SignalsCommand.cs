using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;
using Gyrus.IO.Caching;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus signals</c>: from images and an atlas to clean region signals.</summary>
internal static class SignalsCommand
{
    private static readonly Argument<string[]> Images = new("IMAGE")
    {
        Description = "BOLD images (.nii, .nii.gz, .hdr or .img), one per subject or run.",
        Arity = ArgumentArity.OneOrMore,
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
            "signals",
            """
            Extract the signals of an atlas's regions from BOLD images and clean them.

            Each image is read once, volume by volume. Drifts, confounds and frequencies outside the band are removed, and the
            signals are scaled. Writes a table per image (_timeseries.tsv) with a JSON sidecar that says how it was made; with
            --voxels a cleaned image instead (desc-clean_bold.nii.gz).

            Examples:
              gyrus signals sub-*_bold.nii.gz --atlas msdl.nii.gz --labels msdl.tsv --confounds sub-*_confounds.tsv
              gyrus signals sub-*_bold.nii.gz --seeds power.csv --radius 5 --mask auto
            """
        )
        {
            Images,
        };
        ExtractionOptions.AddTo(command);
        command.Add(RegionOptions.Voxels);
        CleaningOptions.AddTo(command);
        command.Add(RunOptions.Option);
        CacheOptions.AddTo(command);
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
        ExtractionCache? cache = CacheOptions.Of(call, recorder.Hashes);
        ExtractionInputs inputs = ExtractionOptions
            .Of(call, call.GetRequiredValue(Images), common.Threads)
            .Remembering(cache);
        (IReadOnlyList<SubjectSignals> signals, IReadOnlyList<string> paths) = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                inputs = inputs.WithMask(progress, cancellationToken);
                IReadOnlyList<SubjectSignals> subjects = inputs.Extract(progress, cancellationToken);
                Provenance provenance = inputs
                    .Describe(recorder, subjects)
                    .Finish(inputs.Files, common.Threads, cancellationToken: cancellationToken);
                return (
                    subjects,
                    inputs.TakesVoxels
                        ? CleanedImages.Write(folder, subjects, inputs.Atlas, provenance)
                        : SignalsFolder.Write(folder, subjects, inputs.AtlasLabel, provenance)
                );
            }
        );
        CacheOptions.Close(cache, call, common);
        DatasetDescription.Write(folder, "Region signals", "signals");
        IReadOnlyList<string> warnings = inputs.AllWarnings(signals);
        Warnings.Print(warnings, call.InvocationConfiguration.Error);
        var summary = new Summary()
            .Add("folder", folder)
            .Add(inputs.TakesVoxels ? "bold" : "timeseries", paths)
            .Add("regions", signals[0].Cleaned.Signals.Regions.Count)
            .Add("warnings", warnings);
        foreach (SubjectSignals subject in signals)
        {
            summary.Line(
                FormattableString.Invariant(
                    $"{subject.Cleaned.Signals.Subject}: {subject.Cleaned.Signals.Samples} samples × {subject.Cleaned.Signals.Regions.Count} regions, {subject.Confounds.Count} confounds, about {subject.Cleaned.DegreesOfFreedom.Remaining:0} degrees of freedom left"
                )
            );
        }

        summary.Print(
            common,
            call.InvocationConfiguration.Output,
            $"Wrote the signals of {signals.Count} {(signals.Count == 1 ? "image" : "images")} to {folder}"
        );
        return ExitCode.Done;
    }
}
