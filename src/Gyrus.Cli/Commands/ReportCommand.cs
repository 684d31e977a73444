using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.Derivatives;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus report</c>: makes the report of a folder again, with another threshold or title, or the figures as files.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Folder = new("FOLDER")
    {
        Description = "A folder that 'gyrus connectome' or 'gyrus demo' wrote.",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The report to write; by default report.html in the folder.",
        HelpName = "file",
    };

    private static readonly Option<string> TitleOption = new("--title")
    {
        HelpName = "text",
        Description = "The title of the report.",
        DefaultValueFactory = _ => "Connectome report",
    };

    private static readonly Option<string> EdgeThresholdOption = new("--edge-threshold")
    {
        HelpName = "percentile|strength",
        Description = "Edges that the glass brains show: a percentile such as 80%, or a strength such as 0.1.",
        DefaultValueFactory = _ => "80%",
    };

    private static readonly Option<string> FiguresOption = new("--figures")
    {
        Description =
            "Write every figure as a file too, into the folder figures beside the report; svg when no format is named.",
        HelpName = "svg|png|both",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static ReportCommand()
    {
        EdgeThresholdOption.Validators.Add(StudyOutput.RequireThreshold);
        FiguresOption.AcceptOnlyFromAmong("svg", "png", "both");
    }

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb("report", "Make the report of a connectome analysis again, and its figures as files.")
        {
            Folder,
            EdgeThresholdOption,
            TitleOption,
            FiguresOption,
            Out,
        };
        View3DOptions.AddTo(command);
        CommonOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = Path.GetFullPath(call.GetRequiredValue(Folder));
        string path = Path.GetFullPath(call.GetValue(Out) ?? Path.Combine(folder, StudyOutput.ReportName));
        var report = new ConnectomeReport
        {
            Result = ConnectomeFolder.Read(folder),
            Signals = SignalsFolder.ReadAll(folder),
            Title = call.GetValue(TitleOption)!,
            Threshold = EdgeThreshold.Parse(call.GetValue(EdgeThresholdOption)!),
        };
        report = View3DOptions.Apply(call, report, View3DOptions.BrainOf(call));
        Gyrus.Report.Pages.HtmlReport page = report.ToReport();
        var summary = new Summary().Add("report", path).Line(path);
        if (call.GetResult(FiguresOption) is not null)
        {
            string figures = Path.Combine(Path.GetDirectoryName(path)!, "figures");
            WriteFigures(page, figures, call.GetValue(FiguresOption) ?? "svg");
            summary.Add("figures", figures).Line(figures);
        }

        AtomicFile.WriteText(path, page.ToHtml());
        View3DOptions.Tell(call, summary);
        summary.Print(common, call.InvocationConfiguration.Output, "Wrote the report");
        return report.Result.Converged ? ExitCode.Done : ExitCode.NotConverged;
    }

    private static void WriteFigures(Gyrus.Report.Pages.HtmlReport page, string folder, string formats)
    {
        Directory.CreateDirectory(folder);
        string[] endings = formats == "both" ? [".svg", ".png"] : ["." + formats];
        foreach ((string name, Figure figure) in page.Figures())
        {
            foreach (string ending in endings)
            {
                FigureFile.Write(Path.Combine(folder, name + ending), figure);
            }
        }
    }
}
