using System.Collections.Concurrent;
using Gyrus.IO.Bids;
using Gyrus.Numerics;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Datasets;

/// <summary>Where public data sets lie on this machine, and how they get there.</summary>
/// <remarks>
/// Every file has one place, <c>ROOT/DATASET/PATH</c>, whether it was fetched, or saved there by hand. A mirror is a copy of such
/// a folder on a web server.
/// </remarks>
public sealed class DataStore : IDisposable
{
    private readonly ConcurrentDictionary<string, (long Have, long? Length)> _files = new();
    private readonly Transport _transport;
    private readonly TransferOptions _options;
    private int _expected;

    /// <summary>Opens a folder of data sets; it is made when the first file comes.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="options">How downloads behave; null for the defaults.</param>
    public DataStore(string root, TransferOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.GetFullPath(root);
        _options = options ?? new TransferOptions();
        _transport = new Transport(_options, DatasetDescription.Version);
    }

    /// <summary>Gets the folder.</summary>
    public string Root { get; }

    /// <summary>Gets the address to fetch everything from instead of the original places, or null. HTTPS, or HTTP on this machine.</summary>
    public Uri? Mirror
    {
        get;
        init =>
            field =
                value is null || SafeAddress.Doubt(value, loopback: true) is not { } doubt
                    ? value
                    : throw new ArgumentException($"The mirror {value} {doubt}. It must begin with https://.");
    }

    /// <summary>Gets whether a file that is not the one recorded at first is taken, and recorded, instead of refused.</summary>
    public bool AcceptChanged { get; init; }

    /// <summary>Gets who is told how many KiB have come, or null.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    /// <summary>The paths of files that are all there, in their order; a few are fetched at the same time.</summary>
    internal async Task<string[]> GetAsync(
        DataFolder folder,
        IReadOnlyList<RemoteFile> files,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Add(ref _expected, files.Count);
        string[] paths = new string[files.Count];
        await Parallel.ForAsync(
            0,
            files.Count,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                paths[i] = await folder.GetAsync(files[i], token);
                long bytes = new FileInfo(paths[i]).Length;
                Tell(paths[i], bytes, bytes);
            }
        );
        return paths;
    }

    internal Download Download(string folder, RemoteFile file, string target) =>
        new(
            file with
            {
                Address = AddressOf(folder, file),
            },
            target,
            _transport,
            _options,
            (have, length) => Tell(target, have, length)
        );

    internal Uri AddressOf(string folder, RemoteFile file) =>
        Mirror is null
            ? file.Address
            : new Uri($"{Mirror.OriginalString.TrimEnd('/')}/{Path.GetFileName(folder)}/{file.Path}");

    internal void Say(string what) => Progress?.Report(new WorkProgress(what, 0, 0));

    /// <summary>Files of which nothing is known yet count as large as those that are on their way.</summary>
    private void Tell(string target, long have, long? length)
    {
        if (Progress is null)
        {
            return;
        }

        _files[target] = (have, length);
        (long Have, long? Length)[] files = [.. _files.Values];
        long come = files.Sum(f => f.Have);
        long known = files.Sum(f => f.Length ?? f.Have);
        double all = (double)known / files.Length * Math.Max(files.Length, _expected);
        bool done = files.Length >= _expected && files.All(f => f.Have == f.Length);
        int total = (int)Math.Min(int.MaxValue, all / 1024) + 1;
        Progress.Report(
            new WorkProgress("Fetching (KiB)", done ? total : Math.Min(total - 1, (int)(come >> 10)), total)
        );
    }
}
