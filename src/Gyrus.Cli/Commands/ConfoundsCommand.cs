using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus confounds</c>: what a strategy takes from fMRIPrep's tables, as files to look at.</summary>
internal static class ConfoundsCommand
{
    private static readonly Argument<string[]> Inputs = new("TABLE")
    {
        Description = "fMRIPrep's tables of confounds (.tsv), or BOLD images beside which they lie.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "confounds",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "confounds",
            """
            Write what a denoising strategy takes from fMRIPrep's tables of confounds.

            For each table: the chosen columns (_desc-denoising_timeseries.tsv), one 0 or 1 per volume (_desc-kept_timeseries.tsv),
            and a JSON file that says what was taken and why volumes are left out. 'gyrus signals --denoise' does the same on its way.

            Example:
              gyrus confounds sub-*_desc-confounds_timeseries.tsv --denoise scrubbing --nilearn-defaults 0.12 --out confounds
            """
        )
        {
            Inputs,
        };
        foreach (Option option in DenoiseOptions.All)
        {
            command.Add(option);
        }

        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        CommonOptions common = CommonOptions.Of(call);
        var recorder = new RunRecorder(call);
        string folder = OutputFolder.Of(call, Out);
        string[] inputs = call.GetRequiredValue(Inputs);
        ConfoundStrategy strategy =
            DenoiseOptions.Of(call)
            ?? throw new ArgumentException(
                "Say what to take: --denoise simple, scrubbing, compcor, ica_aroma or custom."
            );
        string[] images = [.. inputs.Where(FileFacts.IsImage)];
        if (images.Length != 0 && images.Length != inputs.Length)
        {
            throw new ArgumentException(
                $"Expected tables only or images only, but {images.Length} of {inputs.Length} inputs are images."
            );
        }

        var denoising = Denoising.Of(call, strategy, images, images.Length == 0 ? inputs : []);
        string[] names = [.. denoising.Tables.Select(t => BidsName.Parse(t).Subject)];
        if (names.Distinct().Count() < names.Length)
        {
            throw new ArgumentException("Two tables would be written to one file. Give them names that differ.");
        }

        Directory.CreateDirectory(folder);
        denoising.Describe(recorder);
        Pipelines.Provenance provenance = recorder.Finish(denoising.Files, common.Threads);
        var summary = new Summary().Add("folder", folder).Add("warnings", denoising.Warnings);
        for (int k = 0; k < names.Length; k++)
        {
            DenoisingConfounds run = denoising.Runs[k];
            run = run with { Warnings = [.. run.Warnings.Select(w => Warnings.WithoutFolders(w, denoising.Files))] };
            DenoisingFiles.Write(folder, names[k], run, (DenoiseOptions.Describe(strategy), provenance));
            summary.Line(
                Invariant(
                    $"{names[k]}: {run.Confounds?.Names.Count ?? 0} columns, {run.KeptSamples?.Count ?? run.Volumes} of {run.Volumes} volumes kept"
                ) + (run.MeanFramewiseDisplacementMillimetres is { } mm ? Invariant($", mean FD {mm:0.000} mm") : "")
            );
        }

        Warnings.Print(denoising.Warnings, call.InvocationConfiguration.Error);
        summary.Print(
            common,
            call.InvocationConfiguration.Output,
            $"Wrote {DenoiseOptions.Describe(strategy)} of {names.Length} {(names.Length == 1 ? "table" : "tables")} to {folder}"
        );
        return ExitCode.Done;
    }
}
