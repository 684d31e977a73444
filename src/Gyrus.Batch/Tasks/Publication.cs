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

    /// <summary>Moves every file below a folder to the same place below another.</summary>
    /// <param name="from">The folder of the attempt.</param>
    /// <param name="to">The folder of results.</param>
    /// <param name="attempt">The name of the attempt.</param>
    /// <param name="read">What the task has read of other tasks: it must not replace that by something else.</param>
    /// <returns>What was moved, by name.</returns>
    /// <exception cref="IOException">A place cannot be written; files that were moved stay, and a next attempt replaces them by the same.</exception>
    public static IReadOnlyList<ReceiptOutput> Publish(
        string from,
        string to,
        string attempt,
        IEnumerable<ReceiptOutput> read
    )
    {
        string[] files = Directory.GetFiles(from, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        ReceiptOutput[] outputs = [.. files.Select(path => Describe(from, path))];
        RequireNoOther(outputs, read, to);
        for (int i = 0; i < files.Length; i++)
        {
            string target = Path.Combine(to, outputs[i].Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (outputs[i].Path != Description || !File.Exists(target))
            {
                Move(files[i], target, attempt);
            }
        }

        return [.. outputs.Where(o => o.Path != Description)];
    }

    private static void RequireNoOther(ReceiptOutput[] outputs, IEnumerable<ReceiptOutput> read, string to)
    {
        Dictionary<string, string> taken = [];
        foreach (ReceiptOutput output in read)
        {
            taken[output.Path] = output.Sha256;
        }

        if (outputs.FirstOrDefault(o => taken.TryGetValue(o.Path, out string? hash) && hash != o.Sha256) is { } clash)
        {
            throw new IOException($"{Path.Combine(to, clash.Path)}: another task has written this file, with other content.");
        }
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
