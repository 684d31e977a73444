using System.Text;

namespace Gyrus.IO;

/// <summary>Guesses what a file is from its first bytes, for messages about files of the wrong kind.</summary>
internal static class FileKind
{
    /// <summary>A clause that goes on after "but".</summary>
    public static string Describe(ReadOnlySpan<byte> first)
    {
        string? kind = first switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "a JPEG picture",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG picture",
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 or MINC file",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
            [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "an npy file",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "a bzip2 file",
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "an xz file",
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "a zstd file",
            _ when first.Length >= 132 && first.Slice(128, 4).SequenceEqual("DICM"u8) => "a DICOM file",
            _ when first.StartsWith("version https://git-lfs"u8) => "a pointer of git-lfs: fetch the file itself",
            _ => null,
        };
        return kind is not null ? $"this looks like {kind}"
            : LooksLikeText(first)
                ? $"this looks like text, beginning with {Quote(first[..Math.Min(first.Length, 24)])}"
            : first.Length < 16 ? $"there are only {first.Length} bytes"
            : $"it begins with the bytes {Convert.ToHexString(first[..8])} and has {first.Length} or more";
    }

    /// <summary>Bytes in quotes; those that do not print as dots.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("'");
        foreach (byte b in bytes)
        {
            text.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
        }

        return text.Append('\'').ToString();
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> first)
    {
        foreach (byte b in first)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return false;
            }
        }

        return first.Length > 0;
    }
}
