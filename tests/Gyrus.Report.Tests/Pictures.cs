using System.Xml.Linq;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests;

/// <summary>Parses figures, and leaves them in artifacts/report-sample for a person to look at.</summary>
internal static class Pictures
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XDocument Parse(Figure figure) => XDocument.Parse(figure.ToSvg());

    public static XDocument Keep(Figure figure, string name)
    {
        Keep(figure.ToSvg(), name + ".svg");
        File.WriteAllBytes(Path.Combine(Folder(), name + ".png"), figure.ToPng());
        return Parse(figure);
    }

    public static string Keep(string text, string fileName)
    {
        string path = Path.Combine(Folder(), fileName);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Parent is not null && !File.Exists(Path.Combine(folder.FullName, "Gyrus.slnx")))
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "report-sample")).FullName;
    }
}
