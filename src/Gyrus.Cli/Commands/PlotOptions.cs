using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Derivatives;
using Gyrus.Report.Figures;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>What the plots ask in common.</summary>
internal static class PlotOptions
{
    /// <summary>The table of numbers.</summary>
    public static readonly Argument<string> Input = new("INPUT")
    {
        Description = "A table (.tsv, .csv, .txt, also .gz), names of regions in its first line, or an array (.npy).",
    };

    /// <summary>How large |value| is at the end of the colours.</summary>
    public static readonly Option<double?> Limit = new("--limit")
    {
        Description = "The |value| at which the colours end. Plots with one limit compare.",
        HelpName = "value",
    };

    /// <summary>Which edges count.</summary>
    public static readonly Option<string> Threshold = new("--edge-threshold")
    {
        Description = "Edges that count: a percentile of all pairs such as 80%, or a strength such as 0.1.",
        HelpName = "percentile|strength",
        DefaultValueFactory = _ => "80%",
    };

    /// <summary>The views of a brain.</summary>
    public static readonly Option<string> Views = new("--views")
    {
        Description = "Views of the brain: 'ortho', or letters of l, r (a hemisphere from outside), x, y, z.",
        HelpName = "letters",
        DefaultValueFactory = _ => "lyrz",
    };

    /// <summary>How many nodes get names.</summary>
    public static readonly Option<int> Named = new("--names")
    {
        Description = "How many regions get their names, the strongest first; names without room are left out.",
        HelpName = "n",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string> Title = new("--title")
    {
        Description = "The title; by default the name of the input.",
        HelpName = "text",
    };

    private static readonly Option<string> ScaleName = new("--scale-name")
    {
        Description = "What the values are, such as 'partial correlation'.",
        HelpName = "text",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The figure to write: .svg or .png.",
        HelpName = "file",
        Required = true,
    };

    static PlotOptions()
    {
        Threshold.Validators.Add(StudyOutput.RequireThreshold);
        Views.Validators.Add(result =>
        {
            try
            {
                if (result.Tokens is [{ Value: var text }])
                {
                    GlassBrain.ParseViews(text);
                }
            }
            catch (FormatException exception)
            {
                result.AddError($"{result.Option.Name}: {exception.Message}");
            }
        });
    }

    /// <summary>A plot with its own options between the common ones.</summary>
    public static Verb Create(
        string name,
        string text,
        Func<ParseResult, RegionSignals, Figure> draw,
        params Option[] own
    )
    {
        var command = new Verb(name, text) { Input };
        RegionOptions.AddTableTo(command);
        command.Add(Title);
        if (name != "carpet")
        {
            command.Add(ScaleName);
        }

        foreach (Option option in own)
        {
            command.Add(option);
        }

        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction(call =>
        {
            CommonOptions common = CommonOptions.Of(call);
            string path = OutputFile.Of(call, Out);
            FigureFile.RequireKnown(path);
            FigureFile.Write(path, draw(call, Read(call)));
            new Summary()
                .Add("figure", path)
                .Line(path)
                .Print(common, call.InvocationConfiguration.Output, "Wrote the figure");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The title of a call.</summary>
    public static string TitleOf(ParseResult call) =>
        call.GetValue(Title) ?? Path.GetFileName(call.GetRequiredValue(Input));

    /// <summary>The name of the scale of a call.</summary>
    public static string ScaleNameOf(ParseResult call) => call.GetValue(ScaleName)!;

    /// <summary>The threshold of a call.</summary>
    public static EdgeThreshold ThresholdOf(ParseResult call) => EdgeThreshold.Parse(call.GetValue(Threshold)!);

    /// <summary>The views of a call.</summary>
    public static IReadOnlyList<BrainView> ViewsOf(ParseResult call) => GlassBrain.ParseViews(call.GetValue(Views)!);

    /// <summary>The input of a call as a matrix with one row per region.</summary>
    public static Numerics.Matrix MatrixOf(ParseResult call, RegionSignals table) =>
        table.Samples == table.Regions.Count
            ? table.Values
            : throw new InvalidDataException(
                Invariant(
                    $"{call.GetRequiredValue(Input)}: expected a matrix with one row and one column per region, but it has {table.Samples} rows and {table.Regions.Count} columns."
                )
            );

    /// <summary>Refuses a plot in a brain of regions of which none has a place.</summary>
    public static IReadOnlyList<Region> Placed(ParseResult call, IReadOnlyList<Region> regions) =>
        regions.Any(r => r.Centre is not null)
            ? regions
            : throw new ArgumentException(
                RegionOptions.LabelsOf(call) is null
                    ? "A brain needs the places of the regions: give a table with the columns x, y and z (mm) with --labels; 'gyrus coords' makes one from an atlas."
                    : $"{RegionOptions.LabelsOf(call)}: no region of {call.GetRequiredValue(Input)} has a place in it. The names must agree, and the columns x, y and z give the places in mm."
            );

    /// <summary>The table, its regions with what the table of regions says: of equal names, or row by row where no name is equal.</summary>
    private static RegionSignals Read(ParseResult call)
    {
        RegionSignals table = SignalsFolder.Read(call.GetRequiredValue(Input));
        if (RegionOptions.RegionsOf(call) is not { } known)
        {
            return table;
        }

        HashSet<string> names = [.. known.Select(r => r.Name)];
        bool rowByRow = known.Count == table.Regions.Count && !table.Regions.Any(r => names.Contains(r.Name));
        return new RegionSignals(
            table.Subject,
            table.Values,
            rowByRow ? known : SignalsFolder.Place(table.Regions, known)
        )
        {
            RepetitionTimeSeconds = table.RepetitionTimeSeconds,
        };
    }
}
