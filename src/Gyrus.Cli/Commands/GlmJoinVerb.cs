using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.EncodingModels;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus glm join</c>: the results of some neurons each, as those of one call.</summary>
internal static class GlmJoinVerb
{
    /// <summary>The name of the verb.</summary>
    public const string Name = "join";

    private static readonly Argument<string[]> Parts = new("PART")
    {
        Description = "Folders that one verb of 'gyrus glm' wrote with --neurons, each for other neurons.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            Name,
            """
            Join the results of calls with --neurons, each of other neurons, as if one call had made them.

            The last task of a plan does this. Parts must be of the same verb, model, data and version of gyrus. Every table (.tsv) and the
            fitted model (fitted.json, fitted.npz) are the bytes that one call for all the neurons writes, in the order of the recording.
            report.html is another one: what was joined, how each neuron ended, and the warnings. Figures and methods stay with the parts.

            Examples:
              gyrus glm cv model.json --neurons a b --out 1
              gyrus glm cv model.json --neurons c --out 2
              gyrus glm join 1 2 --out cv

            Exit codes: 0 done, 1 wrong usage or input, 3 done but a fit of a part did not reach its certificate.
            """
        )
        {
            Parts,
        };
        GlmOptions.AddOutTo(command);
        CommonOptions.AddTo(command);
        command.SetAction((call, _) => Task.FromResult(Run(call)));
        return command;
    }

    private static int Run(ParseResult call)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = OutputFolder.Of(call, GlmOptions.OutOf(call));
        string[] folders = [.. call.GetRequiredValue(Parts)];
        if (folders.FirstOrDefault(f => Path.GetFullPath(f) == folder) is { } same)
        {
            throw new ArgumentException(
                $"{GlmOptions.OutName}: {same} is one of the parts, whose tables would be lost. Choose another folder."
            );
        }

        (string Folder, EncodingPart Part)[] parts = [.. folders.Select(f => (f, EncodingParts.Read(f)))];
        var joined = EncodingPart.Join(parts);
        GlmResultFiles.RequireNoOther(joined.Provenance.Command.Split(' ')[^1], folder);
        string page = new EncodingJoinReport
        {
            Joined = joined,
            Parts = [.. parts.Select(p => (Path.GetFileName(Path.GetFullPath(p.Folder)), p.Part))],
        }
            .ToReport()
            .ToHtml();
        EncodingParts.Join(folder, folders, [.. joined.Neurons.Select(n => n.Name)]);
        string report = Path.Combine(folder, StudyOutput.ReportName);
        AtomicFile.WriteText(report, page);
        return Print(call, common, folder, joined, parts.Length);
    }

    private static int Print(ParseResult call, CommonOptions common, string folder, EncodingPart joined, int parts)
    {
        Warnings.Print(joined.Warnings(), call.InvocationConfiguration.Error);
        bool converged = joined.HasConverged();
        new Summary()
            .Add("folder", folder)
            .Add("report", Path.Combine(folder, StudyOutput.ReportName))
            .Add("parts", parts)
            .Add("neurons", joined.Neurons.Select(n => n.Name))
            .Add("largest_gap", joined.LargestGap())
            .Add("converged", converged)
            .Add("warnings", joined.Warnings())
            .Line(
                Invariant(
                    $"{joined.Neurons.Count} of {joined.Recorded.Count} neurons in {parts} {(parts == 1 ? "part" : "parts")}"
                )
            )
            .Line(
                converged
                    ? "every fit reached its certificate"
                    : Invariant($"{joined.Neurons.Count(n => !n.Converged)} neurons NOT CONVERGED, see the report")
            )
            .Print(common, call.InvocationConfiguration.Output, $"Joined the encoding models in {folder}");
        return converged ? ExitCode.Done : ExitCode.NotConverged;
    }
}
