using Gyrus.Remote.Datasets;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Tests.Transfer;

/// <summary>A server, a folder, and options that make time-outs short.</summary>
internal sealed class Fetching : IAsyncDisposable
{
    public static readonly TransferOptions Quick = new()
    {
        Attempts = 3,
        AnswerTime = TimeSpan.FromSeconds(5),
        StallTime = TimeSpan.FromSeconds(5),
        LeastBytes = 256,
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(4),
    };

    public FaultyServer Server { get; } = new();

    public TemporaryFolder Folder { get; } = new();

    public TransferOptions Options { get; init; } = Quick;

    /// <summary>Bytes that begin as a gzip file does; no two seeds give the same.</summary>
    public static byte[] Bytes(int count, int seed = 1)
    {
        byte[] bytes = new byte[count];
        var rng = new Numerics.Rng((ulong)seed);
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)(rng.NextDouble() * 256);
        }

        ((byte[])[0x1F, 0x8B, 8]).CopyTo(bytes, 0);
        return bytes;
    }

    public string Target => Folder.File("set/image.nii.gz".Replace('/', Path.DirectorySeparatorChar));

    public string Part => Target + ".part";

    public async Task<byte[]> GetAsync(
        Uri? address = null,
        FileContent content = FileContent.Gzip,
        bool acceptChanged = false,
        CancellationToken cancellationToken = default
    )
    {
        using var store = new DataStore(Folder.Path, Options) { AcceptChanged = acceptChanged };
        using DataFolder folder = await DataFolder.OpenAsync(store, "set", cancellationToken);
        var file = new RemoteFile("image.nii.gz", address ?? new Uri(Server.Root, "image"), content);
        string path = (await store.GetAsync(folder, [file], cancellationToken))[0];
        Assert.Equal(Target, path);
        Assert.False(File.Exists(Part));
        Assert.False(File.Exists(Part + ".json"));
        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    /// <summary>The sentence of a fetch that must fail, with no file of the target's name left.</summary>
    public async Task<string> FailAsync(Uri? address = null, FileContent content = FileContent.Gzip)
    {
        TransferException error = await Assert.ThrowsAsync<TransferException>(() => GetAsync(address, content));
        Assert.False(File.Exists(Target));
        Assert.Contains((address ?? new Uri(Server.Root, "image")).ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains($"save it as {Target}", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
