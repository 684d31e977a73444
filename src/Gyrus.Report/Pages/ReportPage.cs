using Gyrus.Report.Drawing;

namespace Gyrus.Report.Pages;

/// <summary>The page being written, with its running numbers.</summary>
internal sealed class ReportPage
{
    public MarkupWriter Html { get; } = new();

    public int Figures { get; private set; }

    public int Tables { get; private set; }

    public int NextFigure() => ++Figures;

    public int NextTable() => ++Tables;
}
