using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.IO.Caching;

/// <summary>Extracted signals and high-variance confounds on disk, known by the content of what they were made from.</summary>
/// <remarks>
/// The key: the SHA-256 of the recording's files; options, atlas and grid (<see cref="ExtractionKey"/>); the identity of the
/// compiled core and readers, so that a changed program never takes an older one's numbers; the linear algebra and the
/// processor's vectors, because their last digits may differ. A cache that fails never fails the run: it is left aside with a note.
/// </remarks>
public sealed class ExtractionCache : IExtractionMemory
{
    private const string Format = "gyrus extraction 1";
    private readonly CacheFolder _folder;
    private readonly Func<SubjectScan, IReadOnlyList<string>> _files;
    private readonly HashedFiles _hashes;
    private readonly ConcurrentDictionary<string, byte> _notes = new();
    private int _recalled;
    private int _asked;

    /// <summary>Opens a cache.</summary>
    /// <param name="folder">Where entries lie.</param>
    /// <param name="hashes">The hashes of this run's inputs.</param>
    /// <param name="files">The files that a recording is read from; none when it is not known, and then it is not remembered.</param>
    public ExtractionCache(CacheFolder folder, HashedFiles hashes, Func<SubjectScan, IReadOnlyList<string>> files)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(hashes);
        ArgumentNullException.ThrowIfNull(files);
        (_folder, _hashes, _files) = (folder, hashes, files);
    }

    /// <summary>Gets how many recordings were asked for, and how many of them were there.</summary>
    public (int Recalled, int Asked) Use => (_recalled, _asked);

    /// <summary>Gets what went wrong with the cache, in full sentences. It says nothing about the results, which are right.</summary>
    public IReadOnlyList<string> Notes => [.. _notes.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ExtractedSignals? Recall(SubjectScan scan, IAtlas atlas, string key)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(atlas);
        Interlocked.Increment(ref _asked);
        try
        {
            if (NameOf(scan, key) is not { } name || _folder.Read(name) is not { } bytes)
            {
                return null;
            }

            ExtractedSignals extracted = ExtractionEntry.Read(scan, atlas.Name, bytes);
            Interlocked.Increment(ref _recalled);
            return extracted;
        }
        catch (InvalidDataException damage)
        {
            Note($"{scan.Subject}: the remembered signals are damaged and are computed again. {damage.Message}");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            Note($"The cache cannot be read, and is not used: {denied.Message}");
        }

        return null;
    }

    /// <inheritdoc/>
    public void Remember(SubjectScan scan, IAtlas atlas, string key, ExtractedSignals extracted)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(extracted);
        long bytes = 8L * extracted.Signals.Samples * extracted.Signals.Regions.Count;
        if (bytes > Math.Min(_folder.Limit, 1L << 30) || NameOf(scan, key) is not { } name)
        {
            return;
        }

        // What was read may be another content than what was hashed: then nobody may find it under that hash.
        if (!_files(scan).All(_hashes.IsUnchanged))
        {
            return;
        }

        try
        {
            _folder.Write(name, ExtractionEntry.Write(scan, atlas.Name, extracted));
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            Note($"Signals cannot be remembered for the next run: {denied.Message}");
        }
    }

    /// <summary>Removes what is over the limit.</summary>
    public void Trim()
    {
        try
        {
            _folder.Trim();
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            Note($"The cache cannot be made smaller: {denied.Message}");
        }
    }

    private string? NameOf(SubjectScan scan, string key)
    {
        IReadOnlyList<string> files = _files(scan);
        return files.Count == 0
            ? null
            : Convert.ToHexStringLower(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(
                        string.Join(
                            '\n',
                            [Build, LinearAlgebra.Current.Name, key, .. files.Select(f => _hashes.Of(f).Sha256)]
                        )
                    )
                )
            );
    }

    /// <summary>Which program on which kind of processor.</summary>
    private static string Build { get; } =
        string.Join(
            '\n',
            Format,
            typeof(ExtractionKey).Module.ModuleVersionId,
            typeof(ExtractionCache).Module.ModuleVersionId,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.ProcessArchitecture,
            Invariant(
                $"{Vector128.IsHardwareAccelerated} {Vector256.IsHardwareAccelerated} {Vector512.IsHardwareAccelerated}"
            ),
            Invariant($"{System.Numerics.Vector<double>.Count}")
        );

    private void Note(string sentence) => _notes.TryAdd(sentence, 0);
}
