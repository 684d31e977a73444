using System.CommandLine;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus bids</c>: the BIDS App, from fMRIPrep's outputs to the connectome of a group.</summary>
internal static class BidsCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "bids",
            """
            Go from fMRIPrep's outputs to a group connectome: a BIDS App.

            The participant level finds the preprocessed runs of each participant, extracts the signals of an atlas's regions,
            regresses out confounds (--denoise simple unless told otherwise) and writes signals, correlations and noise-cleaned
            correlations of each run, and a page for each participant. The group level joins the runs of each participant and
            estimates the connectomes of all, with a comparison of estimators and a report.

            A run that cannot be used (no confounds, a damaged image, too few volumes after scrubbing, a region without signal) is
            left out, and tables say why. Images in T1w space and on surfaces are not used.

            What a participant's files hold depends on the participant's inputs, the options and the version of gyrus alone, so
            participants may be done in one call, or in one call each on a cluster, in any order.

            Options of the atlas, of confounds, masks and filters, and --estimator are of the participant level; those of
            penalties, of the report, --max-mean-fd, --min-volumes and --compare are of the group level.

            Examples:
              gyrus bids fmriprep out participant --atlas atlas-Schaefer2018_dseg.nii.gz --labels atlas-Schaefer2018_dseg.tsv
              gyrus bids fmriprep out participant --participant-label 01 02 --task rest --denoise scrubbing --atlas msdl.nii.gz
              gyrus bids fmriprep out group --max-mean-fd 0.3 --min-volumes 100

            On a cluster, or with many participants on this machine (a plan for the group level has the participants too):
              gyrus bids fmriprep out group --atlas msdl.nii.gz --plan work
              gyrus run work --executor slurm

            Exit codes: 0 done, 1 wrong usage or input, or a participant without any usable run (the others are done all the
            same), 3 done but a fit did not reach its certificate.
            """
        );
        BidsOptions.AddTo(command);
        foreach (Option option in (Option[])[.. OfParticipants, .. OfGroup])
        {
            command.Add(option);
        }

        PlanOptions.AddTo(command);
        CommonOptions.AddTo(command, records: false);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    /// <summary>Gets the options that shape the results of a participant.</summary>
    public static IReadOnlyList<Option> OfParticipants { get; } =
    [.. ExtractionOptions.OfDataset, .. CleaningOptions.All, BidsOptions.Estimator];

    /// <summary>Gets the options that shape the result of a group.</summary>
    public static IReadOnlyList<Option> OfGroup { get; } =
    [.. BidsGroupOptions.All, .. EstimationOptions.All, .. StudyOutput.OfReport];

    /// <summary>Gets the options that results of a participant do not depend on.</summary>
    public static IReadOnlyList<Option> UnusedByParticipants { get; } =
    [.. OfGroup.Where(o => o != EstimationOptions.DeadRegions)];

    private static Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        BackEnd.Choose();
        return PlanOptions.FolderOf(call) is not null ? Task.FromResult(BidsPlan.Write(call))
            : BidsOptions.IsGroup(call) ? BidsGroup.RunAsync(call, common, cancellationToken)
            : BidsParticipants.RunAsync(call, common, cancellationToken);
    }
}
