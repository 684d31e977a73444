using System.Text.Json;
using Gyrus.IO;
using Gyrus.IO.Archives;
using Gyrus.Pipelines;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Datasets;

/// <summary>The folder of one data set while this process holds its lock: files that are there, fetched, unpacked and checked.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string ManifestName = "gyrus-manifest.json";
    private readonly DataStore _store;
    private readonly IDisposable _held;
    private readonly ManifestDocument _manifest;
    private readonly HashSet<string> _renewed = [];
    private readonly Lock _lock = new();

    private DataFolder(DataStore store, string path, IDisposable held)
    {
        (_store, Path, _held) = (store, path, held);
        _manifest = ReadManifest();
    }

    /// <summary>Gets the folder.</summary>
    public string Path { get; }

    /// <summary>Waits for the folder of a data set.</summary>
    public static async Task<DataFolder> OpenAsync(DataStore store, string name, CancellationToken cancellationToken)
    {
        string path = System.IO.Path.Combine(store.Root, name);
        IDisposable held = await FolderLock.AcquireAsync(
            path,
            () => store.Say($"Waiting for another process at {path}"),
            cancellationToken
        );
        try
        {
            return new DataFolder(store, path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The path of a file that is there and is what it was at first, fetched if need be.</summary>
    /// <exception cref="TransferException">It could not be fetched.</exception>
    /// <exception cref="InvalidDataException">It is another file than the one recorded.</exception>
    public async Task<string> GetAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        string target = Full(file.Path);
        if (File.Exists(target))
        {
            RequireKind(target, file.Content);
            Record(file.Path, target, "by hand");
            return target;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        Download download = _store.Download(Path, file, target);
        string part = await download.RunAsync(cancellationToken);
        try
        {
            Record(file.Path, part, _store.AddressOf(Path, file).OriginalString);
        }
        catch (InvalidDataException)
        {
            download.Discard();
            throw;
        }

        download.Accept();
        return target;
    }

    /// <summary>The folder of an archive's content, unpacked if need be; its files are recorded as fetched ones are.</summary>
    public string Unpack(string archive, string folder, CancellationToken cancellationToken)
    {
        string target = Full(folder);
        if (_renewed.Contains(System.IO.Path.GetFileName(archive)) && Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        if (!Directory.Exists(target))
        {
            Archive.Unpack(archive, target, cancellationToken: cancellationToken);
        }

        foreach (
            string file in Directory
                .EnumerateFiles(target, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            Record(
                System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'),
                file,
                System.IO.Path.GetFileName(archive)
            );
        }

        return target;
    }

    public void Dispose() => _held.Dispose();

    private string Full(string path) => System.IO.Path.Combine([Path, .. path.Split('/')]);

    /// <summary>Compares a file with its record, or makes the record.</summary>
    private void Record(string name, string path, string from)
    {
        SourceFile now = SourceFiles.Of([path])[0];
        lock (_lock)
        {
            if (_manifest.Files.TryGetValue(name, out ManifestEntry? known) && known.Sha256 == now.Sha256)
            {
                return;
            }

            if (known is not null && !_store.AcceptChanged)
            {
                string whose = from == "by hand" ? $"{path} is not the file it was" : $"{from} is not the file it was";
                throw new InvalidDataException(
                    $"{whose}: its SHA-256 is {now.Sha256} ({now.Bytes} bytes), but at {known.Recorded:yyyy-MM-dd} {known.Sha256} ({known.Bytes} bytes) was recorded. "
                        + (from == "by hand" ? "Delete it to fetch it again, or take" : "Take")
                        + " the present one with --accept-changed."
                );
            }

            if (known is not null)
            {
                _renewed.Add(name);
            }

            _manifest.Files[name] = new ManifestEntry(now.Bytes, now.Sha256, from, DateTimeOffset.UtcNow);
            AtomicFile.WriteText(
                Full(ManifestName),
                JsonSerializer.Serialize(_manifest, RemoteJson.Default.ManifestDocument)
            );
        }
    }

    private static void RequireKind(string path, FileContent content)
    {
        byte[] first = new byte[ContentCheck.Enough];
        using FileStream stream = File.OpenRead(path);
        int count = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (ContentCheck.Doubt(first.AsSpan(0, count), content) is { } doubt)
        {
            throw new InvalidDataException(
                $"{path}: expected {ContentCheck.Words(content)}, but {doubt}. Delete it to fetch it again."
            );
        }
    }

    private ManifestDocument ReadManifest()
    {
        string path = Full(ManifestName);
        try
        {
            return
                File.Exists(path)
                && JsonSerializer.Deserialize(File.ReadAllBytes(path), RemoteJson.Default.ManifestDocument)
                    is { Files: not null } read
                ? read
                : new ManifestDocument(new SortedDictionary<string, ManifestEntry>(StringComparer.Ordinal));
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException(
                $"{path}: the record of what was fetched is damaged: {damage.Message} Delete it to record the present files anew.",
                damage
            );
        }
    }
}
