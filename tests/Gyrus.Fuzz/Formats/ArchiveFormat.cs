using Gyrus.Fuzz.Damage;
using Gyrus.IO.Archives;

namespace Gyrus.Fuzz.Formats;

/// <summary>Archives: what they hold lies in the folder, whole, or nothing does.</summary>
/// <remarks>Declared: what the file holds once unpacked. Allowance: blocks, and the directory of the archive.</remarks>
internal sealed class ArchiveFormat : FuzzFormat
{
    private static readonly ArchiveLimits Limits = new()
    {
        MostEntries = 50,
        MostBytes = 2_000_000,
        FreeBytes = 1_000_000,
    };

    public override string Name => "archive";

    public override int Weight => 40;

    public override long Allowance => 512 * 1024;

    public override FuzzInput Make(Dice dice) => new("a.archive", ArchiveBytes.Create(dice));

    public override void Read(FuzzInput input, string folder)
    {
        string outer = Path.Combine(folder, "outer");
        string target = Path.Combine(outer, "inner");
        Directory.CreateDirectory(outer);
        try
        {
            Archive.Unpack(Path.Combine(folder, "a.archive"), target, Limits);
            Check(target);
        }
        catch (Exception error) when (IsDocumented(error))
        {
            if (Directory.EnumerateFileSystemEntries(outer).Any())
            {
                throw new BrokenPromiseException($"Something was left behind after: {error.Message}");
            }

            throw;
        }
        finally
        {
            Directory.Delete(outer, recursive: true);
        }

        if (Directory.EnumerateFileSystemEntries(folder).Count() > 1)
        {
            throw new BrokenPromiseException("Something was written beside the folder.");
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        GzipDamage.UnpackedBytes(input.Files[0].Bytes);

    private static void Check(string target)
    {
        long bytes = 0;
        foreach (
            FileSystemInfo entry in new DirectoryInfo(target).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        )
        {
            if (entry.LinkTarget is not null)
            {
                throw new BrokenPromiseException("A link was unpacked.");
            }

            bytes += entry is FileInfo file ? file.Length : 0;
        }

        if (bytes > Limits.MostBytes)
        {
            throw new BrokenPromiseException($"{bytes} bytes were unpacked, more than the limit.");
        }
    }
}
