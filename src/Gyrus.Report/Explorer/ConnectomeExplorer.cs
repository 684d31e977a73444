using System.Globalization;
using Gyrus.Imaging;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;

namespace Gyrus.Report.Explorer;

/// <summary>
/// A glass brain that becomes a 3-D view where the browser can: a volume, the edges in it, a threshold to move, and tables
/// and matrices that point at each other. Printed, and without WebGL, it is the glass brain.
/// </summary>
/// <remarks>
/// The page then holds NiiVue (BSD-2-Clause) as it was embedded when this library was built; without it, or with
/// <see cref="HtmlReport.With3D"/> off, only the glass brain is written. Names and values reach the page's script as packed
/// data, never as markup. Edges are chosen by the rule of <see cref="EdgeThreshold"/>, in double precision.
/// </remarks>
public sealed record ConnectomeExplorer : ReportBlock
{
    /// <summary>Gets the glass brain: the picture without script, and its regions, threshold and scale.</summary>
    public required GlassBrain Figure { get; init; }

    /// <summary>Gets what the reader sees and how to read it, in full sentences.</summary>
    public required string Caption { get; init; }

    /// <summary>Gets the connectomes to choose from; the first is the one of the glass brain.</summary>
    public required IReadOnlyList<ExploredConnectome> Connectomes
    {
        get;
        init =>
            field = value is { Count: > 0 }
                ? value
                : throw new ArgumentException("An explorer needs at least one connectome.");
    }

    /// <summary>Gets the volume around the edges, in the space of the centres. Default: a schematic brain in MNI space.</summary>
    public Volume? Brain { get; init; }

    /// <summary>Gets the name of the saved picture, without folder and ending. Default: by its number.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The glass brain as it stands on a page without 3-D.</summary>
    internal ReportFigure StaticFigure() => new(Figure, Caption) { FileName = FileName };

    internal override void Write(ReportPage page)
    {
        if (!page.With3D)
        {
            StaticFigure().Write(page);
            return;
        }

        // Each page has one bundle and one start of it; a second explorer shares both.
        page.Has3D = true;
        int number = page.Figures + 1;
        page.Html.Open(
            "div",
            ("class", "explorer"),
            ("data-scene", ExplorerScene.Pack(this)),
            ("data-figure", number.ToString(CultureInfo.InvariantCulture))
        );
        StaticFigure().Write(page);
        page.Html.Close();
    }
}
