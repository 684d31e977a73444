using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tasks;

/// <summary>Moves the files of an attempt to their places, each by one atomic rename.</summary>
internal static partial class Publication
{
    private const int OtherFileSystem = 18;

    /// <summary>The description of a folder belongs to all who write there: one that is there is kept, and nobody's receipt names it.</summary>
    private const string Description = "dataset_description.json";

    /// <summary>What an attempt would publish.</summary>
    public static IReadOnlyList<ReceiptOutput> Contents(string from)
    {
        string[] files = Directory.GetFiles(from, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return [.. files.Select(path => Describe(from, path))];
    }

    /// <summary>The files that another file of that name, with other content, is in the place of.</summary>
    public static IEnumerable<ReceiptOutput> Replacing(IReadOnlyList<ReceiptOutput> outputs, string to) =>
        outputs.Where(o =>
            o.Path != Description
            && File.Exists(Path.Combine(to, o.Path))
            && Describe(to, Path.Combine(to, o.Path)).Sha256 != o.Sha256
        );

    /// <summary>Moves files to the same places below another folder.</summary>
    /// <param name="outputs">The files.</param>
    /// <param name="from">The folder of the attempt.</param>
    /// <param name="to">The folder of results.</param>
    /// <param name="attempt">The name of the attempt.</param>
    /// <returns>What a receipt says of it.</returns>
    /// <exception cref="IOException">A place cannot be written; files that were moved stay, and a next attempt replaces them by the same.</exception>
    public static IReadOnlyList<ReceiptOutput> Publish(
        IReadOnlyList<ReceiptOutput> outputs,
        string from,
        string to,
        string attempt
    )
    {
        foreach (ReceiptOutput output in outputs)
        {
            string target = Path.Combine(to, output.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (output.Path != Description || !File.Exists(target))
            {
                Move(Path.Combine(from, output.Path), target, attempt);
            }
        }

        return [.. outputs.Where(o => o.Path != Description)];
    }

    private static ReceiptOutput Describe(string from, string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new ReceiptOutput(Path.GetRelativePath(from, path).Replace('\\', '/'), stream.Length, hash);
    }

    private static void Move(string source, string target, string attempt)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(source, target, overwrite: true);
            return;
        }

        if (Directory.Exists(target))
        {
            throw new IOException($"{target}: expected a file to write, but this is a folder.");
        }

        if (Rename(source, target) == 0)
        {
            return;
        }

        int error = Marshal.GetLastPInvokeError();
        if (error != OtherFileSystem)
        {
            throw new IOException($"{target}: cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        Copy(source, target, attempt);
    }

    /// <summary>Between file systems a rename is a copy, which could be seen half done: so it is made beside the target first.</summary>
    private static void Copy(string source, string target, string attempt)
    {
        string beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{attempt}.tmp");
        try
        {
            using (FileStream from = File.OpenRead(source))
            using (FileStream to = new(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>The system's rename: that of .NET copies, byte by byte under the final name, where it cannot rename.</summary>
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string source, string target);
}
