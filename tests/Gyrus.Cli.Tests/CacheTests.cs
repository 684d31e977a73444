using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gyrus.Cli.Tests;

/// <summary>Runs with and without the cache give the same files.</summary>
public sealed partial class CacheTests(SmallStudy study) : IClassFixture<SmallStudy>, IDisposable
{
    private const string FromCache = "recordings were extracted before";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SecondRun_ComesFromTheCacheAndWritesTheSameBytes()
    {
        string[] call = [.. Connectome(), "--smoothing-fwhm", "7"];
        Call first = await Call.RunAsync([.. call, "--out", _folder.Path("a")]);
        Call second = await Call.RunAsync([.. call, "--out", _folder.Path("b")]);
        Call without = await Call.RunAsync([.. call, "--out", _folder.Path("c"), "--no-cache"]);

        Assert.DoesNotContain(FromCache, first.Error, StringComparison.Ordinal);
        Assert.Contains($"3 of 3 {FromCache}", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(FromCache, without.Error, StringComparison.Ordinal);
        RequireEqual("a", "b");
        RequireEqual("a", "c");
    }

    [Theory]
    [InlineData("--smoothing-fwhm", "8.5")]
    [InlineData("--high-variance-confounds", "4")]
    [InlineData("--no-clip", "")]
    [InlineData("--mask", "MASK")]
    public async Task OtherExtraction_DoesNotComeFromTheCache(string option, string value)
    {
        value = value == "MASK" ? Path.Combine(study.Root, "atlas", "desc-brain_mask.nii.gz") : value;
        string[] common = [.. Signals(), "--out", _folder.Path("a")];
        await Call.RunAsync(common);

        Call other = await Call.RunAsync([.. common, option, .. value.Length > 0 ? new[] { value } : []]);

        Assert.Equal(0, other.Code);
        Assert.DoesNotContain(FromCache, other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--high-pass", "0.03")]
    [InlineData("--standardize", "psc")]
    [InlineData("--tr", "3")]
    [InlineData("--no-detrend", "")]
    public async Task OtherCleaning_ComesFromTheCacheAndIsRight(string option, string value)
    {
        string[] given = [option, .. value.Length > 0 ? new[] { value } : []];
        await Call.RunAsync([.. Signals(), "--out", _folder.Path("first")]);

        Call cached = await Call.RunAsync([.. Signals(), .. given, "--out", _folder.Path("a")]);
        await Call.RunAsync([.. Signals(), .. given, "--no-cache", "--out", _folder.Path("b")]);

        Assert.Contains($"3 of 3 {FromCache}", cached.Error, StringComparison.Ordinal);
        RequireEqual("a", "b");
    }

    [Fact]
    public async Task ChangedImage_DoesNotComeFromTheCache()
    {
        string image = _folder.Path("sub-9_bold.nii.gz");
        File.Copy(study.Bold[0], image);
        string[] call =
        [
            "signals",
            image,
            "--atlas",
            study.Atlas,
            "--smoothing-fwhm",
            "9.25",
            "--out",
            _folder.Path("a"),
        ];
        await Call.RunAsync(call);
        File.Copy(study.Bold[1], image, overwrite: true);

        Call changed = await Call.RunAsync(call);

        Assert.Equal(0, changed.Code);
        Assert.DoesNotContain(FromCache, changed.Error, StringComparison.Ordinal);
    }

    /// <summary>Both at once: neither fails, both write the same, and a third finds what they left.</summary>
    [Fact]
    public async Task TwoProcesses_AtTheSameTime_WriteTheSame()
    {
        string[] call = [.. Signals(), "--smoothing-fwhm", "6.5", "--quiet"];
        string cache = _folder.Path("cache");
        Process[] both =
        [
            Start(cache, [.. call, "--out", _folder.Path("a")]),
            Start(cache, [.. call, "--out", _folder.Path("b")]),
        ];
        foreach (Process process in both)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        RequireEqual("a", "b");
        Assert.Equal(3, Directory.GetFiles(cache, "*.entry", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(cache, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Limit_OfNothing_KeepsNothing()
    {
        string cache = _folder.Path("cache");
        using Process process = Start(
            cache,
            [.. Signals(), "--cache-limit", "0", "--quiet", "--out", _folder.Path("a")]
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.False(Directory.Exists(cache) && Directory.GetFiles(cache, "*", SearchOption.AllDirectories).Length > 0);
    }

    [Fact]
    public async Task Cache_StatusAndClear_CountWhatIsKept()
    {
        string cache = _folder.Path("cache");
        (await Finish(cache, [.. Signals(), "--quiet", "--out", _folder.Path("a")])).Dispose();

        using JsonDocument full = await Answer(cache, ["cache", "status", "--json"]);
        Assert.Equal(3, full.RootElement.GetProperty("entries").GetInt32());
        Assert.True(full.RootElement.GetProperty("bytes").GetInt32() > 1000);
        using JsonDocument empty = await Answer(cache, ["cache", "clear", "--json"]);
        Assert.Equal(0, empty.RootElement.GetProperty("entries").GetInt32());
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-5")]
    [InlineData("1e40G")]
    public async Task Limit_ThatIsNoSize_IsASentence(string size)
    {
        Call call = await Call.RunAsync([.. Signals(), "--cache-limit=" + size, "--out", _folder.Path("a")]);

        Assert.Equal(1, call.Code);
        Assert.Contains(
            $"--cache-limit: expected a size such as 500M or 2G, but got '{size}'",
            call.Error,
            StringComparison.Ordinal
        );
    }

    private string[] Signals() =>
        [
            "signals",
            .. study.Bold,
            "--atlas",
            study.Atlas,
            "--labels",
            study.Labels,
            "--confounds",
            .. study.Confounds,
            "--confound-columns",
            "csf",
            "white_matter",
            "--resampling-target",
            "atlas",
        ];

    private string[] Connectome() => ["connectome", .. Signals().Skip(1)];

    /// <summary>All files of two folders, but for when and how long.</summary>
    private void RequireEqual(string one, string other)
    {
        string[] names = [.. Directory.GetFiles(_folder.Path(one)).Select(Path.GetFileName).Order()!];
        Assert.True(names.Length >= 7);
        Assert.Equal(names, Directory.GetFiles(_folder.Path(other)).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(Timeless(_folder.Path(one, name)), Timeless(_folder.Path(other, name))));
    }

    private static string Timeless(string path)
    {
        string text = File.ReadAllText(path);
        text = Time().Replace(text, "TIME");
        return path.EndsWith(".html", StringComparison.Ordinal) ? Duration().Replace(text, "TIME") : text;
    }

    private static Process Start(string cache, string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "gyrus-cli.dll"), .. arguments]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment["GYRUS_CACHE"] = cache;
        return Process.Start(start)!;
    }

    private static async Task<Process> Finish(string cache, string[] arguments)
    {
        Process process = Start(cache, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return process;
    }

    private static async Task<JsonDocument> Answer(string cache, string[] arguments)
    {
        using Process process = Start(cache, arguments);
        return await JsonDocument.ParseAsync(
            process.StandardOutput.BaseStream,
            default,
            TestContext.Current.CancellationToken
        );
    }

    [GeneratedRegex("\"(started|seconds)\": [^\\n]*")]
    private static partial Regex Time();

    [GeneratedRegex("(?<=Started|Duration|>)[^<>]*(\\d\\d\\d\\d-\\d\\d-\\d\\d|\\d+[.]\\d s)[^<>]*")]
    private static partial Regex Duration();
}
