using Gyrus.IO.Tables;

namespace Gyrus.IO.Derivatives;

/// <summary>A row of a participant's table of runs.</summary>
internal sealed record RunRow(string Run, string? Session, bool IsUsed, string? TimeSeries, string? Reason)
{
    public const string Used = "used";
    public const string Excluded = "excluded";

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or lacks a column.</exception>
    public static IReadOnlyList<RunRow> ReadAll(string path)
    {
        TextTable text = TextTable.Read(path);
        text.RequireEqualRows();
        string[] columns = [.. Enumerable.Range(0, text.Count(0)).Select(i => text.Text(0, i))];
        int run = At("run");
        int session = At("session");
        int status = At("status");
        int series = At("timeseries");
        int reason = At("reason");
        RunRow[] rows =
        [
            .. Enumerable
                .Range(1, text.Rows - 1)
                .Select(row => new RunRow(
                    text.Text(row, run),
                    Cell(row, session),
                    text.Text(row, status) switch
                    {
                        Used => true,
                        Excluded => false,
                        _ => throw new InvalidDataException(
                            $"{text.Where(row, status)}: expected {Used} or {Excluded}, but found '{MessageText.Shorten(text.Text(row, status))}'."
                        ),
                    },
                    Cell(row, series),
                    Cell(row, reason)
                )),
        ];
        string? twice = rows.GroupBy(r => r.Run).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null
            ? rows
            : throw new InvalidDataException($"{path}: the run '{MessageText.Shorten(twice)}' comes twice.");

        int At(string name) =>
            Array.IndexOf(columns, name) is var at and >= 0
                ? at
                : throw new InvalidDataException($"{path}: expected a column '{name}', but there is none.");

        string? Cell(int row, int column) => text.Text(row, column) is "n/a" or "" ? null : text.Text(row, column);
    }

    /// <summary>Where the signals are, from the participant's folder on.</summary>
    /// <param name="table">The table that the row is of, for the message.</param>
    /// <exception cref="InvalidDataException">The path leads elsewhere.</exception>
    public string SafeTimeSeries(string table)
    {
        string[] parts = (TimeSeries ?? "").Split('/');
        bool isInside =
            parts is [.., "func", { Length: > 0 }] and { Length: 2 or 3 }
            && parts.All(p => p is not ("" or "." or ".."));
        return isInside
            ? Path.Combine(parts)
            : throw new InvalidDataException(
                $"{table}: expected the signals of {MessageText.Shorten(Run)} below the participant's folder (func/…), but found '{MessageText.Shorten(TimeSeries ?? "")}'."
            );
    }
}
