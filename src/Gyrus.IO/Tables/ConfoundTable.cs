using Gyrus.IO.Bids;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Confounds in files: TSV, CSV, or numbers with blanks between (SPM's rp_*.txt), with names or without.</summary>
public static class ConfoundTable
{
    /// <summary>Reads one table. Columns without names are called after the file: rp_run1 1, rp_run1 2, …</summary>
    /// <param name="path">The file, perhaps gzipped.</param>
    /// <returns>The confounds; NaN where a cell says n/a.</returns>
    /// <exception cref="InvalidDataException">Two columns of one name, rows of different lengths, or a cell that is no number.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static Confounds Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NumericTable table = NumericTable.Read(path);
        return table.Names is null
            ? new Confounds(table.Values, BidsName.StemOf(path))
            : new Confounds(table.Values, table.Names);
    }

    /// <summary>Reads several tables of one run and puts them side by side.</summary>
    /// <param name="paths">The files, at least 1, with equal numbers of rows and no name twice.</param>
    /// <exception cref="InvalidDataException">The tables do not fit together, or one cannot be read.</exception>
    /// <exception cref="IOException">A file is absent or cannot be read.</exception>
    public static Confounds Read(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Confounds[] tables = [.. paths.Select(Read)];
        var seen = new Dictionary<string, string>();
        for (int i = 0; i < tables.Length; i++)
        {
            if (tables[i].Samples != tables[0].Samples)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{paths[i]}: expected as many rows as {paths[0]} has ({tables[0].Samples}), but got {tables[i].Samples}."
                    )
                );
            }

            foreach (string name in tables[i].Names)
            {
                if (!seen.TryAdd(name, paths[i]))
                {
                    throw new InvalidDataException(
                        $"{paths[i]}: the column '{MessageText.Shorten(name)}' is in {seen[name]} too. Leave one out."
                    );
                }
            }
        }

        return Confounds.Join(tables);
    }

    /// <summary>Takes some columns, in the order of the names.</summary>
    /// <param name="confounds">The table.</param>
    /// <param name="names">The names, at least 1. A star at the end takes all columns that begin so, in their order.</param>
    /// <exception cref="InvalidDataException">A name is not in the table.</exception>
    public static Confounds Select(Confounds confounds, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(confounds);
        ArgumentNullException.ThrowIfNull(names);
        int[] columns = [.. names.SelectMany(name => Matching(confounds, name)).Distinct()];
        return new Confounds(
            confounds.Values.Select([.. Enumerable.Range(0, confounds.Samples)], columns),
            [.. columns.Select(c => confounds.Names[c])]
        );
    }

    private static List<int> Matching(Confounds confounds, string name)
    {
        List<int> columns =
        [
            .. Enumerable
                .Range(0, confounds.Names.Count)
                .Where(c =>
                    name.EndsWith('*')
                        ? confounds.Names[c].StartsWith(name[..^1], StringComparison.Ordinal)
                        : confounds.Names[c] == name
                ),
        ];
        return columns.Count > 0
            ? columns
            : throw new InvalidDataException(
                $"Expected a confound called '{name}', but the table has {string.Join(", ", confounds.Names.Take(40))}{(confounds.Names.Count > 40 ? ", …" : "")}."
            );
    }
}
