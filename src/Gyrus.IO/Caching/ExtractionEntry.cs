using System.Runtime.InteropServices;
using System.Text;
using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Caching;

/// <summary>Extracted signals as bytes. What names a file or a subject is left out, and put back from the recording at hand.</summary>
internal static class ExtractionEntry
{
    // Not in any file name or sentence: a name is found again exactly where it was.
    private const string ImageMark = "\u0001image\u0001";
    private const string AtlasMark = "\u0001atlas\u0001";

    /// <summary>Writes the signals of a recording.</summary>
    public static byte[] Write(SubjectScan scan, string atlas, ExtractedSignals extracted)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            IReadOnlyList<Region> regions = extracted.Signals.Regions;
            writer.Write(regions.Count);
            foreach (Region region in regions)
            {
                Write(writer, region);
            }

            Write(writer, extracted.Signals.Values);
            writer.Write(extracted.HighVariance is not null);
            if (extracted.HighVariance is { } confounds)
            {
                WriteTexts(writer, confounds.Names);
                Write(writer, confounds.Values);
            }

            WriteTexts(
                writer,
                [.. extracted.Warnings.Select(w => Exchange(Exchange(w, scan.Bold.Name, ImageMark), atlas, AtlasMark))]
            );
        }

        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write(SubjectScan, string, ExtractedSignals)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static ExtractedSignals Read(SubjectScan scan, string atlas, byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            var regions = new Region[Count(reader, bytes)];
            for (int r = 0; r < regions.Length; r++)
            {
                regions[r] = ReadRegion(reader);
            }

            Matrix values = ReadMatrix(reader, bytes);
            Confounds? confounds = null;
            if (reader.ReadBoolean())
            {
                string[] names = ReadTexts(reader, bytes);
                confounds = new Confounds(ReadMatrix(reader, bytes), names);
            }

            string[] warnings = ReadTexts(reader, bytes);
            return new ExtractedSignals
            {
                Signals = new RegionSignals(scan.Subject, values, regions)
                {
                    RepetitionTimeSeconds = scan.Bold.RepetitionTimeSeconds,
                },
                HighVariance = confounds,
                Warnings =
                [
                    .. warnings.Select(w => Exchange(Exchange(w, ImageMark, scan.Bold.Name), AtlasMark, atlas)),
                ],
            };
        }
        catch (Exception damage) when (damage is EndOfStreamException or ArgumentException or FormatException)
        {
            throw new InvalidDataException("The entry is not one of this version.", damage);
        }
    }

    private static string Exchange(string text, string from, string to) =>
        from.Length == 0 ? text : text.Replace(from, to, StringComparison.Ordinal);

    private static void Write(BinaryWriter writer, Region region)
    {
        writer.Write(region.Label);
        writer.Write(region.Name);
        writer.Write(region.Network is not null);
        writer.Write(region.Network ?? "");
        writer.Write(region.Centre is not null);
        WorldPoint centre = region.Centre ?? default;
        writer.Write(centre.X);
        writer.Write(centre.Y);
        writer.Write(centre.Z);
    }

    private static Region ReadRegion(BinaryReader reader)
    {
        var region = new Region(reader.ReadInt32(), reader.ReadString());
        string? network = reader.ReadBoolean() ? "" : null;
        string name = reader.ReadString();
        bool placed = reader.ReadBoolean();
        var centre = new WorldPoint(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        return region with { Network = network is null ? null : name, Centre = placed ? centre : null };
    }

    private static void Write(BinaryWriter writer, Matrix matrix)
    {
        writer.Write(matrix.Rows);
        writer.Write(matrix.Columns);
        writer.Write(MemoryMarshal.AsBytes(matrix.AsSpan()));
    }

    private static Matrix ReadMatrix(BinaryReader reader, byte[] bytes)
    {
        (int rows, int columns) = (reader.ReadInt32(), reader.ReadInt32());
        if (rows < 0 || columns < 0 || (long)rows * columns > bytes.Length / sizeof(double))
        {
            throw new FormatException("A matrix is larger than the entry.");
        }

        double[] values = new double[rows * columns];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return Matrix.FromColumnMajor(rows, columns, values);
    }

    private static void WriteTexts(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (string text in texts)
        {
            writer.Write(text);
        }
    }

    private static string[] ReadTexts(BinaryReader reader, byte[] bytes)
    {
        string[] texts = new string[Count(reader, bytes)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }

    private static int Count(BinaryReader reader, byte[] bytes) =>
        reader.ReadInt32() is var count && count >= 0 && count <= bytes.Length
            ? count
            : throw new FormatException("A list is longer than the entry.");
}
