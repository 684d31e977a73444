using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Nifti;
using Gyrus.Pipelines;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus quality</c>: movement, DVARS and temporal signal-to-noise ratio of BOLD images.</summary>
internal static class QualityCommand
{
    private static readonly Argument<string[]> Images = new("IMAGE")
    {
        Description = "BOLD images (.nii, .nii.gz, .hdr or .img), one per subject or run.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Mask = new("--mask")
    {
        Description =
            "Brain mask of all images; by default the _desc-brain_mask.nii.gz beside each, or one computed as by gyrus mask.",
        HelpName = "image",
    };

    private static readonly Option<bool> Detrend = new("--detrend")
    {
        Description = "Remove the straight line of each voxel before the temporal signal-to-noise ratio.",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "quality",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "quality",
            """
            Measure BOLD images: framewise displacement, DVARS, temporal signal-to-noise ratio.

            Writes for each image a table with a row per volume (_desc-quality_timeseries.tsv), a map (_stat-tsnr_boldmap.nii.gz) and a
            JSON file with the numbers of the run. Movements come from the table of confounds beside the image, or from --confounds,
            which may be SPM's rp_*.txt, FSL's *.par, AFNI's *.1D or HCP's Movement_Regressors too.

            Example:
              gyrus quality sub-*_desc-preproc_bold.nii.gz --out quality
            """
        )
        {
            Images,
            MovementFiles.ConfoundsOption,
            MovementFiles.ConventionOption,
            Mask,
            Detrend,
        };
        foreach (Option option in DenoiseOptions.OfScrubbing)
        {
            command.Add(option);
        }

        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call);
        CommonOptions common = CommonOptions.Of(call);
        string folder = OutputFolder.Of(call, Out);
        string[] images = call.GetRequiredValue(Images);
        string[] names = [.. images.Select(QualityFiles.TableOf)];
        if (names.Distinct().Count() < names.Length)
        {
            throw new ArgumentException("Two images would be written to one file. Give them names that differ.");
        }

        Scrubbing scrubbing = DenoiseOptions.ScrubbingOf(call);
        BoldImage[] bold = [.. images.Select(path => BoldImage.Open(path, isTimeGiven: true))];
        string?[] masks = [.. images.Select(i => call.GetValue(Mask) ?? FmriprepFiles.BrainMask(i))];
        var movements = MovementFiles.Of(call, images, [.. bold.Select(b => b.Count)]);
        recorder
            .Add("scrub", Invariant($"{scrubbing.SegmentVolumes}"))
            .Add("fd-threshold", Invariant($"{scrubbing.FramewiseDisplacementMillimetres ?? 0}"))
            .Add("std-dvars-threshold", Invariant($"{scrubbing.StandardisedDvars ?? 0}"));
        (RunQuality[] runs, string[] tables) = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                var measured = new RunQuality[images.Length];
                string[] written = new string[images.Length];
                for (int k = 0; k < images.Length; k++)
                {
                    measured[k] = new RunQuality
                    {
                        Subject = BidsName.Parse(images[k]).Subject,
                        Image = ImageQuality.Measure(
                            bold[k],
                            masks[k] is { } mask ? NiftiImage.Open(mask).ReadVolume() : null,
                            call.GetValue(Detrend),
                            new ExtractionRun
                            {
                                Subject = BidsName.Parse(images[k]).Subject,
                                Progress = progress,
                                CancellationToken = cancellationToken,
                            }
                        ),
                        FramewiseDisplacement = movements.Displacements[k],
                        Scrubbing = scrubbing,
                    };
                    measured[k] = measured[k] with
                    {
                        Image = measured[k].Image with
                        {
                            Warnings =
                            [
                                .. measured[k].Image.Warnings.Select(w => Warnings.WithoutFolders(w, [images[k]])),
                            ],
                        },
                    };
                    string[] files = [images[k], .. new[] { masks[k], movements.Tables[k] }.OfType<string>()];
                    Provenance provenance = recorder.Finish(files, common.Threads, null, cancellationToken);
                    written[k] = QualityFiles.Write(folder, images[k], measured[k], provenance);
                }

                return (measured, written);
            }
        );
        string[] warnings = [.. movements.Warnings, .. runs.SelectMany(r => r.Image.Warnings)];
        Warnings.Print(warnings, call.InvocationConfiguration.Error);
        Summarise(runs)
            .Add("folder", folder)
            .Add("timeseries", tables)
            .Add("warnings", warnings)
            .Print(
                common,
                call.InvocationConfiguration.Output,
                $"Wrote the quality of {runs.Length} {(runs.Length == 1 ? "image" : "images")} to {folder}"
            );
        return ExitCode.Done;
    }

    private static Summary Summarise(RunQuality[] runs)
    {
        int width = Math.Max(5, runs.Max(r => r.Subject.Length));
        var summary = new Summary().Line(
            $"{"image".PadRight(width)}  volumes  mean FD (mm)  max FD  mean std DVARS  censored (%)  median tSNR"
        );
        foreach (RunQuality run in runs)
        {
            double[] known = [.. (run.FramewiseDisplacement ?? []).Where(double.IsFinite)];
            int volumes = run.Image.Dvars.Count;
            summary.Line(
                Invariant(
                    $"{run.Subject.PadRight(width)}  {volumes, 7}  {Cell(run.MeanFramewiseDisplacementMillimetres, 12)}  {Cell(known.Length > 0 ? known.Max() : null, 6)}  {run.Image.StandardisedDvars.Skip(1).Average(), 14:0.000}  {100.0 * run.Censored().Count / volumes, 12:0.0}  {run.Image.MedianTemporalSnr, 11:0.0}"
                )
            );
        }

        return summary
            .Add("subjects", runs.Select(r => r.Subject))
            .Add("mean_fd", runs.Select(r => r.MeanFramewiseDisplacementMillimetres ?? double.NaN))
            .Add("censored_percent", runs.Select(r => 100.0 * r.Censored().Count / r.Image.Dvars.Count))
            .Add("median_tsnr", runs.Select(r => r.Image.MedianTemporalSnr));
    }

    private static string Cell(double? value, int width) =>
        (value is { } number && double.IsFinite(number) ? Invariant($"{number:0.000}") : "n/a").PadLeft(width);
}
