using Gyrus.Fuzz.Damage;
using Gyrus.Signals;

namespace Gyrus.Fuzz.Formats;

/// <summary>What tables promise, whatever is in them.</summary>
internal static class TableCheck
{
    /// <summary>
    /// What a table of numbers declares: its text as it is and unpacked, a number and its place in the text per cell (16 bytes), and
    /// 256 bytes per column of the first line for what bears its name.
    /// </summary>
    public static long DeclaredBytes(byte[] file)
    {
        byte[] text = Unpacked(file);
        int firstLine = text.AsSpan().IndexOf((byte)'\n');
        long columns = 1 + Separators(firstLine < 0 ? text : text.AsSpan(0, firstLine));
        return file.Length + text.Length + (16 * (1 + Separators(text))) + (256 * columns);
    }

    /// <summary>
    /// What a table of regions declares: as a table of numbers, and 512 bytes per line for the region, its name, and what
    /// tells that both are unique.
    /// </summary>
    public static long DeclaredBytesOfRegions(byte[] file)
    {
        byte[] text = Unpacked(file);
        long lines =
            1 + System.MemoryExtensions.Count(text, (byte)'\n') + System.MemoryExtensions.Count(text, (byte)'\r');
        return DeclaredBytes(file) + (512 * lines);
    }

    public static long Separators(ReadOnlySpan<byte> text)
    {
        long count = 0;
        foreach (byte b in "\t,; \n\r"u8)
        {
            count += System.MemoryExtensions.Count(text, b);
        }

        return count;
    }

    public static byte[] Unpacked(byte[] file)
    {
        if (file is not [0x1F, 0x8B, 8, ..])
        {
            return file;
        }

        byte[] text = new byte[GzipDamage.UnpackedBytes(file)];
        using var gzip = new System.IO.Compression.GZipStream(
            new MemoryStream(file),
            System.IO.Compression.CompressionMode.Decompress
        );
        gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return text;
    }

    /// <summary>Signals have at least one value and names that can be written again.</summary>
    public static void Signals(RegionSignals signals)
    {
        if (signals.Samples < 1 || signals.Regions.Count < 1 || signals.Regions.Count != signals.Values.Columns)
        {
            throw new BrokenPromiseException("Signals without values.");
        }

        Names(signals.Regions.Select(r => r.Name));
    }

    /// <summary>Names are not empty, differ, and hold no control character: they go to tables, terminals and pages.</summary>
    public static void Names(IEnumerable<string> names)
    {
        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            if (string.IsNullOrEmpty(name) || name.Any(char.IsControl) || !seen.Add(name))
            {
                throw new BrokenPromiseException($"A name that is empty, there twice or not printable: {Show(name)}.");
            }
        }
    }

    /// <summary>A name of a file that is written holds letters and digits of ASCII, and is no path.</summary>
    public static void FileName(string name)
    {
        bool plain = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!plain || name != Path.GetFileName(name))
        {
            throw new BrokenPromiseException($"A name of a file that is none: {Show(name)}.");
        }
    }

    public static string Show(string text) =>
        string.Concat(text.Take(200).Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : $"{c}"));
}
