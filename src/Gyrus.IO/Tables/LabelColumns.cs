using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Which columns of a label table hold what; −1 for none.</summary>
internal sealed record LabelColumns(int Label, int Name, int Network, int X, int Y, int Z)
{
    private static readonly string[] LabelNames = ["index", "label", "value", "roi", "number", "id", "labels"];
    private static readonly string[] NameNames = ["name", "region", "region_name", "labels", "label", "roi_name"];
    private static readonly string[] NetworkNames =
    [
        "network",
        "net name",
        "net_name",
        "modules",
        "module",
        "community",
        "lobe",
    ];

    /// <summary>Finds the columns by the first line, or null when that line is a region already.</summary>
    public static LabelColumns? Find(TextTable text, LabelTableOptions options)
    {
        string[] header = [.. Enumerable.Range(0, text.Count(0)).Select(column => text.Text(0, column).Trim())];
        bool plain = header.Length > 1 && TableNumber.TryParseWhole(text.Bytes(0, 0), out _);
        if (
            options.LabelColumn is null
            && options.NameColumn is null
            && (plain || !(header.Any(IsKnown) || HasPlaces(header)))
        )
        {
            return null;
        }

        if (text.Rows < 2)
        {
            throw new InvalidDataException(
                $"{text.Path}: expected regions below the names of the columns, but there is no more line."
            );
        }

        text.RequireEqualRows();
        int label = options.LabelColumn is string wanted ? Wanted(text, header, wanted) : FindLabel(text, header);
        int name = options.NameColumn is string called
            ? Wanted(text, header, called)
            : Column(header, NameNames, column => column != label);
        (int x, int y, int z) = (Coordinate(header, "x"), Coordinate(header, "y"), Coordinate(header, "z"));
        bool placed = HasPlaces(header);
        return new LabelColumns(
            label,
            name,
            Column(header, NetworkNames, column => column != label && column != name),
            placed ? x : -1,
            placed ? y : -1,
            placed ? z : -1
        );
    }

    /// <summary>The regions of the rows below the first.</summary>
    public List<LabelRow> ReadRows(TextTable text)
    {
        var rows = new List<LabelRow>();
        for (int row = 1; row < text.Rows; row++)
        {
            int label = Label < 0 ? row : LabelRow.Label(text, row, Label);
            string name = Name < 0 ? Invariant($"region-{label}") : LabelRow.Required(text, row, text.Text(row, Name));
            bool hasNetwork = Network >= 0 && !TableNumber.IsMissing(text.Bytes(row, Network));
            rows.Add(
                new LabelRow(
                    row,
                    new Region(label, name)
                    {
                        Network = hasNetwork ? LabelRow.Required(text, row, text.Text(row, Network)) : null,
                        Centre = Centre(text, row),
                    }
                )
            );
        }

        return rows;
    }

    private WorldPoint? Centre(TextTable text, int row)
    {
        if (X < 0)
        {
            return null;
        }

        (double x, double y, double z) = (Number(text, row, X), Number(text, row, Y), Number(text, row, Z));
        return double.IsNaN(x + y + z) ? null : new WorldPoint(x, y, z);
    }

    private static double Number(TextTable text, int row, int column) =>
        TableNumber.TryParse(text.Bytes(row, column), out double value) && !double.IsInfinity(value)
            ? value
            : throw new InvalidDataException(
                $"{text.Where(row, column)}: expected a coordinate in mm, but found '{MessageText.Shorten(text.Text(row, column))}'."
            );

    /// <summary>The column of whole numbers with a telling name; a nameless first one that contradicts it is a doubt.</summary>
    private static int FindLabel(TextTable text, string[] header)
    {
        int named = Column(
            header,
            LabelNames,
            column => IsSurelyLabel(header[column]) || BeginsWithNumber(text, column)
        );
        bool nameless = header[0].Length == 0 && named != 0 && IsWhole(text, 0) && text.Bytes(1, 0) is not [(byte)'0'];
        if (named < 0 || !nameless || AreEqual(text, 0, named))
        {
            return named;
        }

        throw new InvalidDataException(
            $"{text.Path}: two columns could hold the labels: the first, which has no name ({FirstOf(text, 0)}), and '{MessageText.Shorten(header[named])}' ({FirstOf(text, named)}). Say which: LabelColumn = \"\" or \"{MessageText.Shorten(header[named])}\"."
        );
    }

    /// <summary>Names that never head a column of words; a wrong cell below them is an error, not a reason to look elsewhere.</summary>
    private static bool IsSurelyLabel(string name) => name.ToUpperInvariant() is "INDEX" or "VALUE" or "NUMBER";

    private static bool BeginsWithNumber(TextTable text, int column) =>
        TableNumber.TryParse(text.Bytes(1, column), out double value) && double.IsFinite(value);

    private static string FirstOf(TextTable text, int column) =>
        string.Join(
            ", ",
            Enumerable.Range(1, Math.Min(3, text.Rows - 1)).Select(row => MessageText.Shorten(text.Text(row, column)))
        ) + ", …";

    private static bool AreEqual(TextTable text, int one, int other)
    {
        for (int row = 1; row < text.Rows; row++)
        {
            if (!text.Bytes(row, one).SequenceEqual(text.Bytes(row, other)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWhole(TextTable text, int column)
    {
        for (int row = 1; row < text.Rows; row++)
        {
            if (!TableNumber.TryParseWhole(text.Bytes(row, column), out _))
            {
                return false;
            }
        }

        return true;
    }

    private static int Wanted(TextTable text, string[] header, string wanted)
    {
        int column = Array.FindIndex(header, h => h.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return column >= 0
            ? column
            : throw new InvalidDataException(
                $"{text.Path}: expected a column called '{wanted}', but the columns are {MessageText.List(header.Select(h => $"'{MessageText.Shorten(h)}'"))}."
            );
    }

    private static int Column(string[] header, string[] names, Predicate<int> fits)
    {
        foreach (string name in names)
        {
            for (int column = 0; column < header.Length; column++)
            {
                if (header[column].Equals(name, StringComparison.OrdinalIgnoreCase) && fits(column))
                {
                    return column;
                }
            }
        }

        return -1;
    }

    private static bool HasPlaces(string[] header) =>
        Coordinate(header, "x") >= 0 && Coordinate(header, "y") >= 0 && Coordinate(header, "z") >= 0;

    private static int Coordinate(string[] header, string axis) =>
        Column(header, [axis, $"{axis}.mni", $"{axis}_mni", $"mni_{axis}", $"{axis}_mm"], static _ => true);

    private static bool IsKnown(string name) =>
        LabelNames.Concat(NameNames).Concat(NetworkNames).Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
}
