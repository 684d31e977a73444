using Gyrus.IO.Bids;
using Gyrus.IO.Npy;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Region signals in files: one column per region, one row per sample.</summary>
/// <remarks>
/// Text (<c>.tsv</c>, <c>.csv</c>, <c>.txt</c>, perhaps gzipped): the names of the regions in the first line, or numbers
/// from the first line on; then, as in <c>.npy</c> files, the regions are called region-1, region-2, … Empty cells, n/a
/// and NaN are NaN. A first line of whole numbers that count from 0 or 1 is taken for names.
/// </remarks>
public static class SignalsTable
{
    /// <summary>Reads the signals of one subject.</summary>
    /// <param name="path">The file.</param>
    /// <param name="subject">
    /// What to call the series; null for the entities sub-, ses-, task- and run- of the file's name, or its stem.
    /// </param>
    /// <returns>The signals, without a repetition time: a table does not hold one.</returns>
    /// <exception cref="InvalidDataException">Two regions of one name, rows of different lengths, or a cell that is no number.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static RegionSignals Read(string path, string? subject = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Matrix values, IReadOnlyList<string>? names) = ReadValues(path);
        return new RegionSignals(
            subject ?? BidsName.Parse(path).Subject,
            values,
            [
                .. Enumerable
                    .Range(1, values.Columns)
                    .Select(i => new Region(i, names?[i - 1] ?? Invariant($"region-{i}"))),
            ]
        );
    }

    /// <summary>Writes a TSV: names in the first line, the shortest digits that read back the same, n/a for NaN.</summary>
    /// <param name="path">The file; <c>.gz</c> at its end packs it.</param>
    /// <param name="signals">The signals.</param>
    /// <exception cref="ArgumentException">A name holds a tab or a line break.</exception>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void Write(string path, RegionSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        TsvWriter.WriteMatrix(path, signals.Values, [.. signals.Regions.Select(r => r.Name)]);
    }

    private static (Matrix Values, IReadOnlyList<string>? Names) ReadValues(string path)
    {
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            Matrix matrix = NpyFile.ReadMatrix(path);
            NumericTable.RequireColumns(path, matrix.Columns);
            return (matrix, null);
        }

        NumericTable table = NumericTable.Read(path);
        return (table.Values, table.Names);
    }
}
