using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Numerics;
using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus plot</c>: one figure of one table.</summary>
internal static class PlotCommand
{
    private static readonly Option<string> Reorder = new("--reorder")
    {
        Description = "Order of rows and columns: as they are, by network, or by clusters with the linkage named.",
        HelpName = "none|network|average|complete|single|ward",
        DefaultValueFactory = _ => "none",
    };

    private static readonly Option<string> Distance = new("--distance")
    {
        Description =
            "Distance of two regions for the clusters: that of their rows, or 1 minus their value (a correlation).",
        HelpName = "rows|values",
        DefaultValueFactory = _ => "rows",
    };

    private static readonly Option<bool> KeepDiagonal = new("--diagonal")
    {
        Description = "Show the diagonal of a matrix; by default it is left out.",
    };

    private static readonly Option<string> Versus = new("--versus")
    {
        Description = "A second table of the same regions, drawn below at the same scale.",
        HelpName = "table",
    };

    static PlotCommand()
    {
        Reorder.AcceptOnlyFromAmong("none", "network", "average", "complete", "single", "ward");
        Distance.AcceptOnlyFromAmong("rows", "values");
    }

    /// <summary>The verb.</summary>
    public static Command Create() =>
        new Verb(
            "plot",
            """
            Draw one figure of one table, as SVG or PNG.

            Example:
              gyrus plot glass-brain results/sub-01_relmat.tsv --labels regions.tsv --edge-threshold 90% --out brain.png
            """
        )
        {
            PlotOptions.Create(
                "matrix",
                """
                Draw a matrix as coloured cells, perhaps reordered.

                Example:
                  gyrus plot matrix results/sub-01_relmat.tsv --reorder average --out matrix.svg
                """,
                DrawMatrix,
                Reorder,
                Distance,
                KeepDiagonal,
                PlotOptions.Limit
            ),
            PlotOptions.Create(
                "glass-brain",
                """
                Draw the edges of a matrix between the places of its regions.

                Example:
                  gyrus plot glass-brain results/sub-01_relmat.tsv --labels regions.tsv --views ortho --names 10 --out brain.png
                """,
                DrawBrain,
                PlotOptions.Views,
                PlotOptions.Threshold,
                PlotOptions.Named,
                Versus,
                PlotOptions.Limit
            ),
            PlotOptions.Create(
                "strength",
                """
                Draw the strength of each region, the sum of its edges' sizes; or the values of a table of one row.

                Example:
                  gyrus plot strength results/sub-01_relmat.tsv --labels regions.tsv --out strength.png
                """,
                DrawStrength,
                PlotOptions.Views,
                PlotOptions.Threshold,
                PlotOptions.Named,
                PlotOptions.Limit
            ),
            PlotOptions.Create(
                "carpet",
                """
                Draw the signals of all regions over time.

                Example:
                  gyrus plot carpet results/sub-01_timeseries.tsv --labels regions.tsv --out carpet.png
                """,
                (call, signals) => new CarpetPlot { Title = PlotOptions.TitleOf(call), Signals = signals }
            ),
        };

    private static MatrixPlot DrawMatrix(ParseResult call, RegionSignals table)
    {
        Matrix values = PlotOptions.MatrixOf(call, table);
        MatrixPlot plot = MatrixPlot.OfRegions(PlotOptions.TitleOf(call), values, table.Regions) with
        {
            Limit = call.GetValue(PlotOptions.Limit),
            ScaleName = PlotOptions.ScaleNameOf(call),
            Diagonal = call.GetValue(KeepDiagonal) ? MatrixDiagonal.Shown : MatrixDiagonal.Zeroed,
        };
        string order = call.GetValue(Reorder)!;
        if (order == "none")
        {
            return plot;
        }

        if (order == "network")
        {
            return plot.Networks.Count > 0
                ? plot.OrderedByNetwork()
                : throw new ArgumentException(
                    "--reorder network: no region has a network. Give a table with a column network with --labels."
                );
        }

        Matrix distances =
            call.GetValue(Distance) == "values"
                ? HierarchicalClustering.DistancesOfValues(values)
                : HierarchicalClustering.DistancesOfRows(values);
        var clustering = new HierarchicalClustering { Linkage = Enum.Parse<Linkage>(order, ignoreCase: true) };
        return plot.OrderedBy(clustering.Fit(distances));
    }

    private static Figure DrawBrain(ParseResult call, RegionSignals table)
    {
        var brain = new GlassBrain
        {
            Title = PlotOptions.TitleOf(call),
            Values = PlotOptions.MatrixOf(call, table),
            Regions = PlotOptions.Placed(call, table.Regions),
            Threshold = PlotOptions.ThresholdOf(call),
            Views = PlotOptions.ViewsOf(call),
            LabelledNodes = call.GetValue(PlotOptions.Named),
            Limit = call.GetValue(PlotOptions.Limit),
            ScaleName = PlotOptions.ScaleNameOf(call),
        };
        if (call.GetValue(Versus) is not { } path)
        {
            return brain;
        }

        (string first, string second) = (
            Path.GetFileName(call.GetRequiredValue(PlotOptions.Input)),
            Path.GetFileName(path)
        );
        RegionSignals other = IO.Derivatives.SignalsFolder.Read(path);
        return
            other.Regions.Select(r => r.Name).SequenceEqual(table.Regions.Select(r => r.Name))
            || other.Regions.Count == table.Regions.Count && path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? new GlassBrainPair
            {
                Title = brain.Title == first ? $"{first} and {second}" : brain.Title,
                First = brain with { Title = first },
                Second = brain with { Title = second, Values = other.Values },
            }
            : throw new InvalidDataException($"{path}: expected the regions of the first table, in its order.");
    }

    private static MarkerPlot DrawStrength(ParseResult call, RegionSignals table)
    {
        IReadOnlyList<Region> regions = PlotOptions.Placed(call, table.Regions);
        MarkerPlot plot =
            table.Samples == 1
                ? new MarkerPlot
                {
                    Title = "",
                    Regions = regions,
                    Values = [.. Enumerable.Range(0, regions.Count).Select(i => table.Values[0, i])],
                }
                : MarkerPlot.OfStrengths("", PlotOptions.MatrixOf(call, table), regions, PlotOptions.ThresholdOf(call));
        string name = PlotOptions.ScaleNameOf(call);
        return plot with
        {
            Title = PlotOptions.TitleOf(call),
            Views = PlotOptions.ViewsOf(call),
            LabelledNodes = call.GetValue(PlotOptions.Named),
            Limit = call.GetValue(PlotOptions.Limit),
            ScaleName = name.Length > 0 ? name : plot.ScaleName,
        };
    }
}
