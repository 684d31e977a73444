using Gyrus.Report.Drawing;

namespace Gyrus.Report.Pages;

/// <summary>The page being written, with its running numbers.</summary>
internal sealed class ReportPage(bool with3D)
{
    /// <summary>Gets whether a block may write its 3-D view.</summary>
    public bool With3D { get; } = with3D;

    /// <summary>Gets or sets a value indicating whether a block wrote one.</summary>
    public bool Has3D { get; set; }

    public MarkupWriter Html { get; } = new();

    public int Figures { get; private set; }

    public int Tables { get; private set; }

    public int NextFigure() => ++Figures;

    public int NextTable() => ++Tables;
}
