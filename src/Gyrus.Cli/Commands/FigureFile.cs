using Gyrus.IO;
using Gyrus.Report.Figures;

namespace Gyrus.Cli.Commands;

/// <summary>Writes a figure in the format that the ending of its file names.</summary>
internal static class FigureFile
{
    /// <summary>Refuses a name that ends otherwise, before anything is computed.</summary>
    public static void RequireKnown(string path)
    {
        if (!IsPng(path) && !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"--out: a figure is written as .svg or .png, but the file is {path}.");
        }
    }

    /// <summary>Writes the file.</summary>
    public static void Write(string path, Figure figure)
    {
        if (IsPng(path))
        {
            byte[] png = figure.ToPng();
            AtomicFile.Write(path, stream => stream.Write(png));
        }
        else
        {
            AtomicFile.WriteText(path, figure.ToSvg());
        }
    }

    private static bool IsPng(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
}
