namespace Gyrus.IO.Archives;

/// <summary>Decides where an entry of an archive may lie: inside the folder it is unpacked to, under a name every system knows.</summary>
internal static class EntryPath
{
    private const int MostBytesOfAName = 200;
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"];

    /// <summary>The parts of a relative path.</summary>
    /// <param name="archive">For the message.</param>
    /// <param name="name">The name as the archive has it: parts with slashes between; one at the end marks a folder.</param>
    /// <exception cref="InvalidDataException">The name leads out of the folder, or is one that some system cannot have.</exception>
    public static string[] Split(string archive, string name)
    {
        string? wrong =
            name.Length == 0 ? "is empty"
            : name[0] == '/' ? "is absolute"
            : name.Contains('\\', StringComparison.Ordinal) ? "has a backslash, which leads elsewhere on some systems"
            : name.Contains(':', StringComparison.Ordinal)
                ? "has a colon, which names a drive or a stream on some systems"
            : name.Any(char.IsControl) ? "has a control character"
            : null;
        string[] parts = name.TrimEnd('/').Split('/');
        if (parts is [".", .. var rest] && rest.Length > 0)
        {
            parts = rest;
        }

        wrong ??= parts.Select(WrongPart).FirstOrDefault(w => w is not null);
        return wrong is null
            ? parts
            : throw new InvalidDataException(
                $"{archive}: the name of the entry {Quote(name)} {wrong}. Nothing was unpacked: this archive is damaged or malicious."
            );
    }

    /// <summary>A name in quotes that cannot confuse a terminal.</summary>
    public static string Quote(string name) =>
        FileKind.Quote(System.Text.Encoding.UTF8.GetBytes(name.Length > 120 ? name[..120] : name));

    private static string? WrongPart(string part)
    {
        string stem = part.Split('.')[0].ToUpperInvariant();
        bool isDevice =
            Devices.Contains(stem) || (stem.Length == 4 && (stem[..3] is "COM" or "LPT") && char.IsAsciiDigit(stem[3]));
        return part.Length == 0 ? "has an empty part"
            : part is "." or ".." ? "leads out of the folder"
            : part[^1] is '.' or ' ' ? "ends in a dot or a blank, which some systems drop"
            : isDevice ? "is that of a device on some systems"
            : System.Text.Encoding.UTF8.GetByteCount(part) > MostBytesOfAName ? "is longer than file systems allow"
            : null;
    }
}
