using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Tables that bind the values of a label image (or the maps of an atlas) to names and places.</summary>
/// <remarks>
/// <para>
/// With names of columns (BIDS <c>dseg.tsv</c> and its like): the label is in index, label, value, roi, number or id; the
/// name in name, region, labels or label; network, modules, lobe or community and x, y, z (x.mni, …) are taken too.
/// Without a label column the rows are numbered from 1; without a name column the regions are region-1, region-2, …
/// </para>
/// <para>
/// Without names of columns (<c>1 Precentral_L 2001</c>): the label, then the name, the first cells that are no numbers. So
/// the colour tables of FreeSurfer (<c>17 Left-Hippocampus 220 216 20 0</c>), FSL (<c>17 0.8 0.8 0.1 Hippocampus</c>) and ITK-SNAP
/// are read too; colours are not kept. Lines that begin with # are skipped, and so is label 0, the background.
/// </para>
/// </remarks>
public static class LabelTable
{
    /// <summary>Far more than any atlas has; a region and what tells that its name is unique take some 500 bytes.</summary>
    private const int MostLines = 1_000_000;

    /// <summary>Reads the regions in the order of the rows.</summary>
    /// <param name="path">The file, perhaps gzipped.</param>
    /// <param name="options">Which columns are meant; null to find them.</param>
    /// <exception cref="InvalidDataException">
    /// A label is no whole number or comes twice, a name comes twice or is missing, or two columns could be the labels.
    /// </exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IReadOnlyList<Region> Read(string path, LabelTableOptions? options = null)
    {
        options ??= new LabelTableOptions();
        TextTable text = TextTable.Read(path, comments: true);
        RequireLines(text);
        LabelColumns? columns = LabelColumns.Find(text, options);
        List<LabelRow> rows = columns is null ? LabelRow.ReadPlain(text) : columns.ReadRows(text);
        rows.RemoveAll(row => row.Region.Label == 0);
        if (rows.Count == 0)
        {
            throw new InvalidDataException($"{path}: expected regions, but there is none.");
        }

        RequireDifferentLabels(text, rows);
        return Named(text, rows, options);
    }

    /// <summary>Writes index, name, network, x, y, z; columns that no region has are left out.</summary>
    /// <param name="path">The file; <c>.gz</c> at its end packs it.</param>
    /// <param name="regions">The regions.</param>
    /// <exception cref="ArgumentException">A name holds a tab or a line break.</exception>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Region> regions)
    {
        ArgumentNullException.ThrowIfNull(regions);
        bool networks = regions.Any(r => r.Network is not null);
        bool centres = regions.Any(r => r.Centre is not null);
        string[] header =
        [
            "index",
            "name",
            .. networks ? ["network"] : Array.Empty<string>(),
            .. centres ? ["x", "y", "z"] : Array.Empty<string>(),
        ];
        TsvWriter.WriteRows(path, header, regions.Select(region => Cells(region, networks, centres)));
    }

    private static List<string?> Cells(Region region, bool network, bool centre)
    {
        List<string?> cells = [Invariant($"{region.Label}"), region.Name];
        if (network)
        {
            cells.Add(region.Network);
        }

        if (centre)
        {
            WorldPoint? at = region.Centre;
            cells.AddRange([Coordinate(at?.X), Coordinate(at?.Y), Coordinate(at?.Z)]);
        }

        return cells;
    }

    private static string? Coordinate(double? value) => value is double v ? TsvWriter.Number(v) : null;

    /// <summary>Checks the number of lines before a region is made of each.</summary>
    internal static void RequireLines(TextTable text)
    {
        if (text.Rows > MostLines)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{text.Path}: a table of regions may have {MostLines:N0} lines, but this one has {text.Rows:N0}."
                )
            );
        }
    }

    internal static void RequireDifferentLabels(TextTable text, List<LabelRow> rows)
    {
        var seen = new Dictionary<int, int>();
        foreach (LabelRow row in rows)
        {
            if (!seen.TryAdd(row.Region.Label, row.Row))
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{text.Path}:{text.Line(row.Row)}: expected different labels, but {row.Region.Label} is in line {text.Line(seen[row.Region.Label])} already."
                    )
                );
            }
        }
    }

    internal static List<Region> Named(TextTable text, List<LabelRow> rows, LabelTableOptions options)
    {
        HashSet<string> twice = [.. rows.GroupBy(r => r.Region.Name).Where(g => g.Count() > 1).Select(g => g.Key)];
        if (twice.Count > 0 && !options.NumbersEqualNames)
        {
            IEnumerable<string> said = rows.Where(r => twice.Contains(r.Region.Name))
                .GroupBy(r => r.Region.Name)
                .Select(g =>
                    $"'{MessageText.Shorten(g.Key)}' (lines {MessageText.List(g.Select(r => Invariant($"{text.Line(r.Row)}")))})"
                );
            throw new InvalidDataException(
                Invariant(
                    $"{text.Path}: expected different names, but {twice.Count} came more than once: {MessageText.List(said, "; ")}. Rename them, or set NumbersEqualNames, which puts the label behind such a name."
                )
            );
        }

        List<Region> regions =
        [
            .. rows.Select(r =>
                twice.Contains(r.Region.Name)
                    ? r.Region with
                    {
                        Name = Invariant($"{r.Region.Name}-{r.Region.Label}"),
                    }
                    : r.Region
            ),
        ];
        string? still = regions.GroupBy(r => r.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        return still is null
            ? regions
            : throw new InvalidDataException(
                $"{text.Path}: two regions would be called '{MessageText.Shorten(still)}'. Rename one."
            );
    }
}
