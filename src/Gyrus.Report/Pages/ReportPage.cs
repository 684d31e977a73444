using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Pages;

/// <summary>The page being written, with its running numbers.</summary>
internal sealed class ReportPage(bool with3D)
{
    /// <summary>Gets whether a block may write its 3-D view.</summary>
    public bool With3D { get; } = with3D;

    /// <summary>Gets or sets a value indicating whether a block wrote one.</summary>
    public bool Has3D { get; set; }

    private readonly Dictionary<string, string> _figureOfNames = [];

    public MarkupWriter Html { get; } = new();

    public int Figures { get; private set; }

    public int Tables { get; private set; }

    public int NextFigure() => ++Figures;

    public int NextTable() => ++Tables;

    /// <summary>A matrix that refers to an earlier figure for names that are the same; any other figure as it is.</summary>
    public Figure WithSharedNames(Figure figure, string id) =>
        figure is not MatrixPlot { SharedNames: { } names } plot || _figureOfNames.TryAdd(names, id)
            ? figure
            : plot with
            {
                NamesOf = _figureOfNames[names],
            };
}
