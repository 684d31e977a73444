using System.Security.Cryptography;
using Gyrus.Pipelines;

namespace Gyrus.IO;

/// <summary>Records which files a result was computed from.</summary>
public static class SourceFiles
{
    /// <summary>The name, size and SHA-256 of each file; files are hashed at the same time, the order is kept.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="threads">Files read at the same time, at least 1.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<SourceFile> Of(
        IReadOnlyList<string> paths,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        var files = new SourceFile[paths.Count];
        Parallel.For(
            0,
            paths.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            i =>
            {
                // An empty file is a source too, and what a pipe holds nobody knows: neither is opened.
                using Stream stream = InputFile.LengthOf(paths[i]) == 0 ? Stream.Null : InputFile.OpenPacked(paths[i]);
                files[i] = new SourceFile(
                    Path.GetFileName(paths[i]),
                    stream.Length,
                    Convert.ToHexStringLower(SHA256.HashData(stream))
                );
            }
        );
        return files;
    }
}
