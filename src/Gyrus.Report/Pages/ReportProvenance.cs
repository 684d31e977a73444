namespace Gyrus.Report.Pages;

/// <summary>Where the numbers come from: program, options, seeds and the hashes of the inputs.</summary>
public sealed record ReportProvenance : ReportBlock
{
    /// <summary>Gets the program and its version.</summary>
    public required string Program { get; init; }

    /// <summary>Gets the machine's part in the numbers: processor, linear algebra, threads. Default: not told.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Gets every option with its value, defaults too.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>Gets every seed with its use.</summary>
    public IReadOnlyList<KeyValuePair<string, ulong>> Seeds { get; init; } = [];

    /// <summary>Gets the files that were read.</summary>
    public IReadOnlyList<ReportInput> Inputs { get; init; } = [];

    internal override void Write(ReportPage page)
    {
        List<string[]> facts =
        [
            ["Program", Program],
            .. Environment.Select(e => (string[])[e.Key, e.Value]),
        ];
        facts.AddRange(
            Seeds.Select(s =>
                (string[])[$"Seed: {s.Key}", s.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            )
        );
        Table("Program and seeds.", "provenance", ["What", "Value"], facts).Write(page);
        if (Options.Count > 0)
        {
            Table(
                    "Options, defaults included.",
                    "options",
                    ["Option", "Value"],
                    [.. Options.Select(o => (string[])[o.Key, o.Value])]
                )
                .Write(page);
        }

        if (Inputs.Count > 0)
        {
            Table("Files read.", "inputs", ["File", "SHA-256"], [.. Inputs.Select(i => (string[])[i.Path, i.Sha256])])
                .Write(page);
        }
    }

    private static ReportTable Table(string caption, string file, string[] columns, List<string[]> rows) =>
        new()
        {
            Caption = caption,
            FileName = file,
            Columns = [.. columns.Select(c => new ReportColumn(c))],
            Rows = rows,
        };
}
