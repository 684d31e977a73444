using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Tables of seeds: points in mm with names.</summary>
/// <remarks>
/// <para>
/// With names of columns: x, y and z (or x.mni, mni_x, x_mm, …), and, where they are there, a name, a network and an index, found as
/// <see cref="LabelTable"/> finds them. Without a name column seeds are region-1, region-2, … A seed may have the index 0.
/// </para>
/// <para>Without names of columns: x, y and z, then perhaps a name. Lines that begin with # are skipped.</para>
/// </remarks>
public static class SeedTable
{
    /// <summary>Reads the seeds in the order of the rows; each has a centre.</summary>
    /// <param name="path">The file, perhaps gzipped.</param>
    /// <param name="options">Which columns are meant; null to find them.</param>
    /// <exception cref="InvalidDataException">A seed without x, y and z, a name or an index that comes twice, or no seed.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IReadOnlyList<Region> Read(string path, LabelTableOptions? options = null)
    {
        options ??= new LabelTableOptions();
        TextTable text = TextTable.Read(path, comments: true);
        LabelTable.RequireLines(text);
        LabelColumns? columns = LabelColumns.Find(text, options);
        if (columns is { X: < 0 })
        {
            throw new InvalidDataException(
                $"{path}: expected seeds with the columns x, y and z in mm, but the columns are {MessageText.List(Enumerable.Range(0, text.Count(0)).Select(c => $"'{MessageText.Shorten(text.Text(0, c))}'"))}."
            );
        }

        List<LabelRow> rows =
            columns?.ReadRows(text) ?? [.. Enumerable.Range(0, text.Rows).Select(r => Plain(text, r))];
        foreach (LabelRow row in rows)
        {
            if (row.Region.Centre is null)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}:{text.Line(row.Row)}: expected x, y and z of the seed in mm, but one is missing."
                    )
                );
            }
        }

        LabelTable.RequireDifferentLabels(text, rows);
        return LabelTable.Named(text, rows, options);
    }

    private static LabelRow Plain(TextTable text, int row)
    {
        Span<double> at = stackalloc double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            at[axis] =
                axis < text.Count(row) && TableNumber.TryParse(text.Bytes(row, axis), out double value)
                    ? value
                    : throw new InvalidDataException(
                        Invariant(
                            $"{text.Path}:{text.Line(row)}: expected x, y and z in mm and a name, or names of the columns in the first line."
                        )
                    );
        }

        // Not a list: a line may have millions of cells, of which the first says that it is none of a seed.
        IEnumerable<string> rest = Enumerable
            .Range(3, text.Count(row) - 3)
            .Select(c => text.Text(row, c))
            .Where(t => t.Length > 0);
        bool isNamed = rest.Any();
        if (isNamed && TableNumber.TryParse(text.Bytes(row, 3), out _))
        {
            throw new InvalidDataException(
                Invariant(
                    $"{text.Path}:{text.Line(row)}: expected x, y, z and a name, but the fourth cell is a number too. Write the names of the columns in the first line."
                )
            );
        }

        bool isPlaced = double.IsFinite(at[0] + at[1] + at[2]);
        string name =
            !isNamed ? Invariant($"region-{row + 1}")
            : text.Separator == ' ' ? string.Join(' ', rest)
            : rest.First();
        return new LabelRow(
            row,
            new Region(row + 1, LabelRow.Required(text, row, name))
            {
                Centre = isPlaced ? new WorldPoint(at[0], at[1], at[2]) : null,
            }
        );
    }
}
