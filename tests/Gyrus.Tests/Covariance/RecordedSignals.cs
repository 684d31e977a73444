using System.Globalization;
using System.IO.Compression;

namespace Gyrus.Tests.Covariance;

/// <summary>Region signals of the shared recordings: samples × regions from a compressed table, without its dead columns.</summary>
internal static class RecordedSignals
{
    public static Matrix Read(params ReadOnlySpan<string> parts)
    {
        using var file = new GZipStream(
            File.OpenRead(SharedFolder.Path(["data", .. parts])),
            CompressionMode.Decompress
        );
        using var reader = new StreamReader(file);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        bool header = lines[0].Split('\t').Any(cell => !double.TryParse(cell, CultureInfo.InvariantCulture, out _));
        double[][] rows =
        [
            .. lines
                .Skip(header ? 1 : 0)
                .Select(line =>
                    (double[])[.. line.Split('\t').Select(c => double.Parse(c, CultureInfo.InvariantCulture))]
                ),
        ];
        Matrix all = Matrix.Create(rows.Length, rows[0].Length, (t, j) => rows[t][j]);
        int[] alive = [.. Enumerable.Range(0, all.Columns).Where(j => all.Column(j).ToArray().Distinct().Count() > 1)];
        return all.Select([.. Enumerable.Range(0, all.Rows)], alive);
    }
}
