using Gyrus.IO;

namespace Gyrus.Remote.Transfer;

/// <summary>What the bytes of a fetched file must be. Servers answer with login pages and call them success.</summary>
public enum FileContent
{
    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A gzipped file, such as <c>.nii.gz</c>.</summary>
    Gzip,

    /// <summary>A table: text that is no web page.</summary>
    Table,
}

/// <summary>Looks at the first bytes of a file.</summary>
internal static class ContentCheck
{
    /// <summary>The bytes that are enough to tell.</summary>
    public const int Enough = 512;

    /// <summary>Why the bytes cannot be what is wanted, as a clause after "but"; null when they can.</summary>
    public static string? Doubt(ReadOnlySpan<byte> first, FileContent wanted)
    {
        if (IsWebPage(first))
        {
            return "a web page came, as from a login or a firewall";
        }

        bool fits = wanted switch
        {
            FileContent.Zip => first is [(byte)'P', (byte)'K', 3, 4, ..],
            FileContent.Gzip => first is [0x1F, 0x8B, 8, ..],
            _ => first.Length > 0 && first.IndexOf((byte)0) < 0 && first[0] is not ((byte)'<' or (byte)'{'),
        };
        return fits ? null : FileKind.Describe(first);
    }

    /// <summary>What is wanted, in words.</summary>
    public static string Words(FileContent wanted) =>
        wanted switch
        {
            FileContent.Zip => "a zip archive",
            FileContent.Gzip => "a gzipped image",
            _ => "a table",
        };

    private static bool IsWebPage(ReadOnlySpan<byte> first)
    {
        string text = System
            .Text.Encoding.Latin1.GetString(first)
            .TrimStart('\uFEFF', ' ', '\r', '\n', '\t', 'ï', '»', '¿');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase);
    }
}
