using System.Globalization;
using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Pages;

/// <summary>A numbered table with a caption; the script adds sorting, a filter and a button that saves it as TSV.</summary>
public sealed record ReportTable : ReportBlock
{
    /// <summary>Gets what is in the table, in a full sentence.</summary>
    public required string Caption { get; init; }

    /// <summary>Gets the columns; the first names the row.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>Gets the cells, row after row: one text per column.</summary>
    /// <exception cref="ArgumentException">A row has not one cell per column (checked when the page is written).</exception>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>Gets the most rows that are shown at once; a longer table is folded. At least 0. Default 25.</summary>
    public int MostRowsOpen
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(value),
                        Invariant($"MostRowsOpen must be at least 0, but was {value}.")
                    );
    } = 25;

    /// <summary>Gets the name of the saved file, without folder and ending. Default: <c>table-1</c>, by its number.</summary>
    public string FileName { get; init; } = "";

    /// <summary>A number as a cell: up to six significant digits; "n/a" when it is not finite, as BIDS writes it.</summary>
    public static string Cell(double value) =>
        double.IsFinite(value) ? value.ToString("g6", CultureInfo.InvariantCulture) : "n/a";

    private static readonly MarkupAttribute[] Numbers = [("class", "numbers")];

    /// <summary>In a table with numbers the cells of text are marked: there are fewer of them.</summary>
    private bool HasNumbers => Columns.Any(c => c.IsNumeric);

    internal override void Write(ReportPage page)
    {
        string number = page.NextTable().ToString(CultureInfo.InvariantCulture);
        string id = "table-" + number;
        bool isFolded = Rows.Count > MostRowsOpen;
        if (isFolded)
        {
            page.Html.Open("details", ("class", "table"));
            page.Html.Open("summary");
            WriteCaption(page, number, $" ({Wording.Count(Rows.Count, "row")})");
            page.Html.Close();
        }
        else
        {
            page.Html.Open("div", ("class", "table"));
        }

        page.Html.Open(
            "div",
            ("class", "scroll"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", $"Table {number}, scrolls")
        );
        string file = (FileName.Length > 0 ? FileName : id) + ".tsv";
        page.Html.Open("table", [("id", id), ("data-file", file), .. HasNumbers ? Numbers : []]);
        page.Html.Open("caption", ("class", isFolded ? "hidden" : ""));
        page.Html.Open("span");
        WriteCaption(page, number, "");
        page.Html.Close();
        page.Html.Close();
        WriteCells(page);
        page.Html.Close();
        page.Html.Close();
        page.Html.Close();
        page.Html.Raw("\n");
    }

    private void WriteCaption(ReportPage page, string number, string more)
    {
        page.Html.TextElement("b", $"Table {number}.");
        page.Html.Content($" {Caption}{more}");
    }

    private void WriteCells(ReportPage page)
    {
        page.Html.Raw("<thead><tr>");
        foreach (ReportColumn column in Columns)
        {
            page.Html.TextElement("th", column.Name, ("scope", "col"), ("class", column.IsNumeric ? "n" : "t"));
        }

        page.Html.Raw("</tr></thead>\n<tbody>");
        foreach (IReadOnlyList<string> row in Rows)
        {
            if (row.Count != Columns.Count)
            {
                throw new ArgumentException(
                    Invariant($"Expected one cell per column ({Columns.Count}) in '{Caption}', but got {row.Count}.")
                );
            }

            page.Html.Raw("<tr>");
            for (int j = 0; j < row.Count; j++)
            {
                WriteCell(page, row[j], j);
            }

            page.Html.Raw("</tr>\n");
        }

        page.Html.Raw("</tbody>");
    }

    private void WriteCell(ReportPage page, string text, int column)
    {
        string name = column == 0 && !Columns[0].IsNumeric ? "th" : "td";
        string shown = Columns[column].IsNumeric ? text.Replace('-', '−') : text;
        page.Html.Raw(
            name == "th" ? "<th scope=\"row\">"
            : HasNumbers && !Columns[column].IsNumeric ? "<td class=\"t\">"
            : "<td>"
        );
        if (text.Any(c => c >= '\u0590'))
        {
            // Names written from right to left keep to their own cell.
            page.Html.TextElement("bdi", shown);
        }
        else
        {
            page.Html.Content(shown);
        }

        page.Html.Raw($"</{name}>");
    }
}
