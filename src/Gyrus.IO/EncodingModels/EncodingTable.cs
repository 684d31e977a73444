using Gyrus.IO.Tables;

namespace Gyrus.IO.EncodingModels;

/// <summary>A table of a folder of encoding models.</summary>
/// <param name="Name">The name of its file, without the ending.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Rows">Its rows, one cell per column; without rows there is no file.</param>
internal sealed record EncodingTable(string Name, string[] Columns, IEnumerable<IReadOnlyList<string?>> Rows)
{
    /// <summary>Writes the tables that have rows.</summary>
    public static void WriteAll(string folder, IEnumerable<EncodingTable> tables)
    {
        Directory.CreateDirectory(folder);
        foreach (EncodingTable table in tables)
        {
            IReadOnlyList<string?>[] all = [.. table.Rows];
            if (all.Length > 0)
            {
                TsvWriter.WriteRows(Path.Combine(folder, table.Name + ".tsv"), table.Columns, all);
            }
        }
    }

    /// <summary>A row.</summary>
    public static string?[] Row(params string?[] cells) => cells;

    /// <summary>A number as a cell.</summary>
    public static string Cell(double value) => TableNumber.Format(value);
}
