using System.Collections.Concurrent;
using Gyrus.Pipelines;

namespace Gyrus.IO;

/// <summary>The hashes of a run's inputs: each file is hashed once, whoever asks, and must stay as it was until the run ends.</summary>
/// <remarks>
/// Hashes are not kept between runs: size, time and inode do not prove that a content is the same (copies keep times, clocks go
/// back, network file systems round), and hashing costs less than a tenth of unpacking.
/// </remarks>
public sealed class HashedFiles
{
    private readonly ConcurrentDictionary<string, Lazy<Hashed>> _files = new(StringComparer.Ordinal);

    /// <summary>The name, size and SHA-256 of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SourceFile Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return _files.GetOrAdd(Path.GetFullPath(path), full => new Lazy<Hashed>(() => Hash(full))).Value.File;
    }

    /// <summary>The same of several files, some at the same time; the order is kept.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="threads">Files read at the same time, at least 1.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<SourceFile> Of(
        IReadOnlyList<string> paths,
        int threads,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        var files = new SourceFile[paths.Count];
        Parallel.For(
            0,
            paths.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            i => files[i] = Of(paths[i])
        );
        return files;
    }

    /// <summary>Makes sure that what was hashed is what was read.</summary>
    /// <exception cref="IOException">A file has another size or time than when it was hashed.</exception>
    public void RequireUnchanged()
    {
        string? changed = _files.Keys.Order(StringComparer.Ordinal).FirstOrDefault(path => !IsUnchanged(path));
        if (changed is not null)
        {
            throw new IOException($"{changed} was changed while it was read. Run the command again.");
        }
    }

    /// <summary>Whether a file has the size and time that it had when it was hashed, or has not been hashed.</summary>
    internal bool IsUnchanged(string path) =>
        !_files.TryGetValue(Path.GetFullPath(path), out Lazy<Hashed>? hashed)
        || !hashed.IsValueCreated
        || Stamp(path) == hashed.Value.Stamp;

    private static Hashed Hash(string path)
    {
        (long, DateTime) stamp = Stamp(path);
        return new Hashed(SourceFiles.Of([path])[0], stamp);
    }

    private static (long Bytes, DateTime Changed) Stamp(string path)
    {
        var info = new FileInfo(path);
        return (info.Exists ? info.Length : -1, info.LastWriteTimeUtc);
    }

    private sealed record Hashed(SourceFile File, (long, DateTime) Stamp);
}
