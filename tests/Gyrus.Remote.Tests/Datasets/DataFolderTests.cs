using System.Diagnostics;
using Gyrus.Remote.Datasets;
using Gyrus.Remote.Tests.Transfer;

namespace Gyrus.Remote.Tests.Datasets;

/// <summary>The record of what was fetched, and processes that fetch the same at the same time.</summary>
public sealed class DataFolderTests
{
    private static readonly byte[] First = Fetching.Bytes(3000, seed: 1);
    private static readonly byte[] Second = Fetching.Bytes(3000, seed: 2);

    [Fact]
    public async Task Get_Twice_AsksOnce()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", First);

        await fetching.GetAsync();
        await fetching.GetAsync();

        Assert.Single(fetching.Server.Requests);
    }

    [Fact]
    public async Task Get_FileChangedOnDisk_IsAnErrorThatNamesBothHashes()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", First);
        await fetching.GetAsync();
        await File.WriteAllBytesAsync(fetching.Target, Second, TestContext.Current.CancellationToken);

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => fetching.GetAsync());

        Assert.Contains(Hash(First), error.Message, StringComparison.Ordinal);
        Assert.Contains(Hash(Second), error.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(Second, await fetching.GetAsync(acceptChanged: true));
        Assert.Equal(Second, await fetching.GetAsync());
    }

    [Fact]
    public async Task Get_FileChangedAtTheSource_IsAnErrorAndNotTaken()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", First);
        await fetching.GetAsync();
        File.Delete(fetching.Target);
        fetching.Server.Serve("image", Second);

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => fetching.GetAsync());

        Assert.StartsWith(fetching.Server.Root.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(Hash(First), error.Message, StringComparison.Ordinal);
        Assert.Contains(Hash(Second), error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [".lock", "gyrus-manifest.json"],
            Directory.GetFiles(Path.GetDirectoryName(fetching.Target)!).Select(Path.GetFileName).Order()
        );
        Assert.Equal(Second, await fetching.GetAsync(acceptChanged: true));
    }

    [Fact]
    public async Task Get_FilePutThereByHand_IsTakenAndRecorded()
    {
        await using var fetching = new Fetching();
        Directory.CreateDirectory(Path.GetDirectoryName(fetching.Target)!);
        await File.WriteAllBytesAsync(fetching.Target, First, TestContext.Current.CancellationToken);

        Assert.Equal(First, await fetching.GetAsync());
        Assert.Empty(fetching.Server.Requests);
        Assert.Contains(
            Hash(First),
            await File.ReadAllTextAsync(Manifest(fetching), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_WebPagePutThereByHand_IsRefused()
    {
        await using var fetching = new Fetching();
        Directory.CreateDirectory(Path.GetDirectoryName(fetching.Target)!);
        await File.WriteAllTextAsync(fetching.Target, "<!doctype html><p>", TestContext.Current.CancellationToken);

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => fetching.GetAsync());

        Assert.Contains("a web page came", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_DamagedManifest_IsASentence()
    {
        await using var fetching = new Fetching();
        Directory.CreateDirectory(Path.GetDirectoryName(fetching.Target)!);
        await File.WriteAllTextAsync(Manifest(fetching), "{ \"files\": [", TestContext.Current.CancellationToken);

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(() => fetching.GetAsync());

        Assert.StartsWith(Manifest(fetching), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TwoAtTheSameTime_FetchOnce()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", First);
        fetching.Server.Fault = async request =>
        {
            await request.PauseAsync(TimeSpan.FromMilliseconds(300));
            return false;
        };

        byte[][] both = await Task.WhenAll(fetching.GetAsync(), Task.Run(() => fetching.GetAsync()));

        Assert.All(both, bytes => Assert.Equal(First, bytes));
        Assert.Single(fetching.Server.Requests);
    }

    /// <summary>The lock is held by another process: as long as it lives nobody else gets in; then at once.</summary>
    [Fact]
    public async Task Open_LockedByAnotherProcess_WaitsUntilItEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "needs the flock program");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("set"));
        string path = Path.Combine(folder.File("set"), ".lock");
        using Process other = Process.Start(new ProcessStartInfo("/usr/bin/flock", [path, "sleep", "60"]))!;
        while (!IsLocked(path))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        using var store = new DataStore(folder.Path);
        Task<DataFolder> open = DataFolder.OpenAsync(store, "set", TestContext.Current.CancellationToken);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.False(open.IsCompleted);
        other.Kill(entireProcessTree: true);
        (await open.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Dispose();
    }

    [Theory]
    [InlineData("http://mirror.example/data")]
    [InlineData("ftp://mirror.example/data")]
    [InlineData("https://me:secret@mirror.example/data")]
    public void Mirror_ThatIsNotSafe_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => new DataStore("x") { Mirror = new Uri(address) });

    [Theory]
    [InlineData("https://mirror.example/data/")]
    [InlineData("http://localhost:8000")]
    public void Mirror_OverHttpsOrOnThisMachine_IsTaken(string address)
    {
        using var store = new DataStore("x") { Mirror = new Uri(address) };

        Assert.Equal(
            address.TrimEnd('/') + "/msdl/MSDL_rois.zip",
            store.AddressOf(Path.Combine("x", "msdl"), MsdlAtlas.Archive).ToString()
        );
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Manifest(Fetching fetching) =>
        Path.Combine(Path.GetDirectoryName(fetching.Target)!, "gyrus-manifest.json");

    private static string Hash(byte[] bytes) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
