using System.IO.Compression;
using static System.FormattableString;

namespace Gyrus.IO.Npy;

/// <summary>Several named arrays in one file: numpy's npz, a zip archive of npy files.</summary>
public static class NpzFile
{
    /// <summary>The most arrays of a file.</summary>
    private const int MostArrays = 100_000;

    /// <summary>The most bytes of all arrays together, unpacked.</summary>
    private const long MostBytes = 8L << 30;

    private const string Ending = ".npy";

    /// <summary>The time that every entry gets, so that the same arrays give the same bytes.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads all arrays, by name.</summary>
    /// <exception cref="InvalidDataException">Not a zip archive of npy files, damaged, two arrays of one name, or too large.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = InputFile.OpenPacked(path);
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            RequireSizes(path, zip);
            var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using Stream stream = entry.Open();
                string name = NameOf(path, entry);
                if (!arrays.TryAdd(name, NpyFile.Read(stream, $"{path}, {MessageText.Shorten(name)}", entry.Length)))
                {
                    throw new InvalidDataException(
                        $"{path}: expected names that differ, but '{MessageText.Shorten(name)}' comes twice."
                    );
                }
            }

            return arrays;
        }
        catch (InvalidDataException damage) when (!damage.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{path}: expected an npz file, but: {MessageText.Sentence(damage.Message)}",
                damage
            );
        }
    }

    /// <summary>Writes arrays, in the order given. The same arrays give the same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays with their names.</param>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<KeyValuePair<string, NpyArray>> arrays)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(
            path,
            stream =>
            {
                using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
                foreach ((string name, NpyArray array) in arrays)
                {
                    ZipArchiveEntry entry = zip.CreateEntry(name + Ending, CompressionLevel.Fastest);
                    entry.LastWriteTime = Time;
                    using Stream target = entry.Open();
                    NpyFile.Write(target, array);
                }
            }
        );
    }

    private static void RequireSizes(string path, ZipArchive zip)
    {
        if (
            zip.Entries.Count > MostArrays
            || zip.Entries.Any(e => e.Length < 0)
            || zip.Entries.Sum(e => (decimal)e.Length) > MostBytes
        )
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected at most {MostArrays} arrays of {MostBytes:N0} bytes together, but the archive promises more."
                )
            );
        }
    }

    private static string NameOf(string path, ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(Ending, StringComparison.Ordinal) && entry.FullName.Length > Ending.Length
            ? entry.FullName[..^Ending.Length]
            : throw new InvalidDataException(
                $"{path}: expected npy files in the archive, but it holds '{MessageText.Shorten(entry.FullName)}'."
            );
}
