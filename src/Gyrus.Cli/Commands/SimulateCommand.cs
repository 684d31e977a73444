using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;
using Gyrus.Pipelines.Phantom;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus simulate</c>: a BOLD study with a known connectome, as files.</summary>
internal static class SimulateCommand
{
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        Required = true,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "simulate",
            """
            Write a simulated BOLD study with a known group-sparse connectome.

            Images (NIfTI), confounds (TSV), a probabilistic atlas with its table, and the truth: the precision matrix of each
            subject and the shared pattern. The files lie as fMRIPrep's derivatives do.
            """
        )
        {
            Out,
        };
        PhantomOptions.AddTo(command, runs: true);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        BoldPhantom phantom = PhantomOptions.Of(call);
        string folder = Path.GetFullPath(call.GetRequiredValue(Out));
        PhantomDataset files = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress => PhantomDataset.Write(phantom.Create(), folder, common.Threads, progress, cancellationToken)
        );
        var summary = new Summary()
            .Add("folder", folder)
            .Add("subjects", phantom.Subjects)
            .Add("regions", phantom.Regions)
            .Add("volumes", phantom.Volumes)
            .Add("seed", (double)phantom.Seed)
            .Add("bold", files.Bold)
            .Add("confounds", files.Confounds)
            .Add("atlas", files.Atlas)
            .Add("labels", files.Regions);
        summary.Print(
            common,
            call.InvocationConfiguration.Output,
            $"Simulated {phantom.Subjects} subjects in {folder}"
        );
        return ExitCode.Done;
    }
}
