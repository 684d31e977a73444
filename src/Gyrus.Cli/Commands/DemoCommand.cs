using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus demo</c>: the whole pipeline on a data set it makes itself.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "gyrus-demo",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "demo",
            """
            Simulate a small BOLD study with a known connectome and run the whole pipeline on it.

            Needs no data and no network. Writes images, signals, matrices and a report, and prints the calls that do the same
            step by step.
            """
        )
        {
            Out,
        };
        PhantomOptions.AddTo(command);
        command.Add(View3DOptions.No3D);
        CommonOptions.AddTo(command);
        command.Add(DemoGlmCommand.Create());
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        TextWriter error = call.InvocationConfiguration.Error;
        string folder = Path.GetFullPath(call.GetValue(Out)!);
        string bids = Path.Combine(folder, "bids");
        PhantomDataset data = await ProgressDisplay.RunAsync(
            common,
            error,
            progress =>
                PhantomDataset.Write(
                    PhantomOptions.Of(call).Create(),
                    bids,
                    common.Threads,
                    progress,
                    cancellationToken
                )
        );
        string[] connectome =
        [
            "connectome",
            .. data.Bold,
            "--atlas",
            data.Atlas,
            "--labels",
            data.Regions,
            "--denoise",
            "simple",
            "--high-pass",
            "0",
            "--resampling-target",
            "atlas",
            "--out",
            folder,
        ];
        string[] how =
        [
            "--threads",
            FormattableString.Invariant($"{common.Threads}"),
            .. call.GetValue(View3DOptions.No3D) ? ["--no-3d"] : Array.Empty<string>(),
            .. common.Quiet ? ["--quiet"] : Array.Empty<string>(),
            .. common.Json ? ["--json"] : Array.Empty<string>(),
        ];
        int code = await GyrusCommand
            .Create()
            .Parse([.. connectome, .. how])
            .InvokeAsync(call.InvocationConfiguration, cancellationToken);
        if (code != ExitCode.UsageOrInput && !common.Quiet && !common.Json)
        {
            PrintSteps(call.InvocationConfiguration.Output, Path.GetRelativePath(Environment.CurrentDirectory, folder));
        }

        return code;
    }

    private static void PrintSteps(TextWriter output, string folder)
    {
        output.WriteLine(
            $"""

            The same on data of your own, step by step:
              gyrus info       {folder}/bids/atlas/atlas-phantom_probseg.nii.gz
              gyrus signals    {folder}/bids/sub-*/func/*_bold.nii.gz --atlas {folder}/bids/atlas/atlas-phantom_probseg.nii.gz \
                               --labels {folder}/bids/atlas/atlas-phantom_dseg.tsv --denoise simple --high-pass 0 --out results
              gyrus connectome results/sub-*_timeseries.tsv --out results
            """
        );
    }
}
