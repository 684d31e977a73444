using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>Where a study's connectomes go, and what is said of them.</summary>
internal static class StudyOutput
{
    /// <summary>The name of the report.</summary>
    public const string ReportName = "report.html";

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "derivatives",
    };

    private static readonly Option<bool> Npy = new("--npy") { Description = "Write every matrix as .npy too." };

    private static readonly Option<string> EdgeThresholdOption = new("--edge-threshold")
    {
        HelpName = "percentile|strength",
        Description =
            "Edges that the glass brains of the report show: a percentile such as 80%, or a strength such as 0.1.",
        DefaultValueFactory = _ => "80%",
    };

    static StudyOutput() => EdgeThresholdOption.Validators.Add(RequireThreshold);

    /// <summary>A threshold that cannot be read must not be found out after the computation.</summary>
    public static void RequireThreshold(System.CommandLine.Parsing.OptionResult result)
    {
        try
        {
            if (result.Tokens is [{ Value: var text }])
            {
                EdgeThreshold.Parse(text);
            }
        }
        catch (FormatException exception)
        {
            result.AddError($"{result.Option.Name}: {exception.Message}");
        }
    }

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Out);
        command.Add(Npy);
        AddReportTo(command);
    }

    /// <summary>Adds the options of the report to a verb that knows its folder.</summary>
    public static void AddReportTo(Command command)
    {
        foreach (Option option in OfReport)
        {
            command.Add(option);
        }
    }

    /// <summary>Gets the options of the report.</summary>
    public static IReadOnlyList<Option> OfReport { get; } = [EdgeThresholdOption, .. View3DOptions.All];

    /// <summary>The folder of a call.</summary>
    public static string FolderOf(ParseResult call) => OutputFolder.Of(call, Out);

    /// <summary>Writes matrices, tables and the report. The report comes last: when it is there, all is there.</summary>
    public static void Write(ParseResult call, ConnectomeResult result, IReadOnlyList<RegionSignals> signals)
    {
        string folder = FolderOf(call);
        DatasetDescription.Write(Directory.CreateDirectory(folder).FullName, "Connectomes", "connectome");
        Write(call, folder, new ConnectomeReport { Result = result, Signals = signals }, call.GetValue(Npy));
    }

    /// <summary>Writes a report and the matrices and tables that it is about.</summary>
    public static void Write(ParseResult call, string folder, ConnectomeReport report, bool npy)
    {
        report = report with { Threshold = EdgeThreshold.Parse(call.GetValue(EdgeThresholdOption)!) };
        report = View3DOptions.Apply(call, report, View3DOptions.BrainOf(call));
        ConnectomeFolder.Write(folder, report.Result, npy);
        AtomicFile.WriteText(Path.Combine(folder, ReportName), report.ToReport().ToHtml());
    }

    /// <summary>Prints warnings and the summary, and gives the exit code.</summary>
    public static int Print(ParseResult call, CommonOptions common, ConnectomeResult result) =>
        Print(call, common, result, FolderOf(call), new Summary());

    /// <summary>The same of a folder, after what a summary holds already.</summary>
    public static int Print(
        ParseResult call,
        CommonOptions common,
        ConnectomeResult result,
        string folder,
        Summary summary
    )
    {
        Warnings.Print(result.Warnings, call.InvocationConfiguration.Error);
        int pairs = result.Regions.Count * (result.Regions.Count - 1) / 2;
        int edges = result.Edges().Count;
        View3DOptions.Tell(call, summary);
        summary
            .Add("folder", folder)
            .Add("report", Path.Combine(folder, ReportName))
            .Add("subjects", result.Subjects.Count)
            .Add("regions", result.Regions.Count)
            .Add("alpha", result.Alpha)
            .Add("alpha_max", result.AlphaMax)
            .Add("edges", edges)
            .Add("duality_gap", result.DualityGap)
            .Add("converged", result.Converged)
            .Add("warnings", result.Warnings)
            .Line(
                Invariant(
                    $"{result.Subjects.Count} {(result.Subjects.Count == 1 ? "subject" : "subjects")}, {result.Regions.Count} regions"
                )
            )
            .Line(
                Invariant(
                    $"alpha {result.Alpha:G4} ({result.Alpha / result.AlphaMax:G3} of alpha_max), {edges} of {pairs} edges"
                )
            )
            .Line(
                Invariant($"duality gap {result.DualityGap:0.0e+0} after {result.Convergence.Iterations} iterations")
                    + (result.Converged ? "" : ": NOT CONVERGED, see the report")
            )
            .Took(result.Provenance)
            .Line($"report   {Path.Combine(folder, ReportName)}")
            .Print(common, call.InvocationConfiguration.Output, $"Wrote the connectomes to {folder}");
        return result.Converged ? ExitCode.Done : ExitCode.NotConverged;
    }
}
