using System.Diagnostics;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Tests.Transfer;

/// <summary>Servers that answer something else than the file: each with its sentence.</summary>
public sealed class FaultTests
{
    private static readonly byte[] Content = Fetching.Bytes(10_000);

    [Fact]
    public async Task Get_BusyServer_WaitsAsLongAsItAsks()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        Answer(fetching, "503 Service Unavailable", "Retry-After: 1\r\n", times: 1);
        var watch = Stopwatch.StartNew();

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.True(watch.Elapsed.TotalSeconds >= 0.95);
        Assert.Equal(2, fetching.Server.Requests.Count);
    }

    [Fact]
    public async Task Get_BusyServerForHours_SaysWhenToComeBack()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        Answer(fetching, "503 Service Unavailable", "Retry-After: 7200\r\n");

        string sentence = await fetching.FailAsync();

        Assert.Contains("the server is busy", sentence, StringComparison.Ordinal);
        Assert.Contains("come back in 120 minutes", sentence, StringComparison.Ordinal);
        Assert.Single(fetching.Server.Requests);
    }

    [Theory]
    [InlineData("500 Internal Server Error", "the server has a problem", 3)]
    [InlineData("429 Too Many Requests", "too many requests", 3)]
    [InlineData("404 Not Found", "there is no such file", 1)]
    [InlineData("403 Forbidden", "access is refused", 1)]
    [InlineData("407 Proxy Authentication Required", "a proxy asks for a password", 1)]
    public async Task Get_ErrorOfTheServer_IsTriedAgainOnlyWhereThatHelps(string status, string words, int requests)
    {
        await using var fetching = new Fetching();
        Answer(fetching, status, "");

        string sentence = await fetching.FailAsync();

        Assert.Contains(status[..3], sentence, StringComparison.Ordinal);
        Assert.Contains(words, sentence, StringComparison.Ordinal);
        Assert.Equal(requests, fetching.Server.Requests.Count);
    }

    [Fact]
    public async Task Get_GoodRedirect_IsFollowed()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("there", Content);
        Answer(fetching, "302 Found", "Location: /there\r\n", times: 1);

        Assert.Equal(Content, await fetching.GetAsync());
    }

    [Theory]
    [InlineData("/image", "in a circle")]
    [InlineData("http://example.com/image", "which is not encrypted (http)")]
    [InlineData("file:///etc/hostname", "which is of the kind 'file:', not https")]
    [InlineData("ftp://example.com/image", "which is of the kind 'ftp:', not https")]
    [InlineData("https://user:secret@example.com/image", "which holds a user name")]
    public async Task Get_BadRedirect_IsNotFollowed(string location, string words)
    {
        await using var fetching = new Fetching();
        Answer(fetching, "302 Found", $"Location: {location}\r\n");

        Assert.Contains(words, await fetching.FailAsync(), StringComparison.Ordinal);
        Assert.Single(fetching.Server.Requests);
    }

    [Fact]
    public async Task Get_EndlessRedirects_End()
    {
        await using var fetching = new Fetching();
        int n = 0;
        fetching.Server.Fault = async request =>
        {
            await request.SendAsync("302 Found", FormattableString.Invariant($"Location: /{n++}\r\n"), []);
            return true;
        };

        Assert.Contains("more than 10 times", await fetching.FailAsync(), StringComparison.Ordinal);
        Assert.Equal(11, n);
    }

    [Theory]
    [InlineData("http://example.com/image", "is not encrypted (http)")]
    [InlineData("file:///etc/hostname", "not https")]
    public async Task Get_AddressThatIsNotSafe_IsNotAsked(string address, string words)
    {
        await using var fetching = new Fetching();

        Assert.Contains(words, await fetching.FailAsync(new Uri(address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SlowDrip_IsGivenUpAndTriedAgain()
    {
        await using var fetching = new Fetching
        {
            Options = Fetching.Quick with { StallTime = TimeSpan.FromMilliseconds(300), Attempts = 2 },
        };
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(most: 0);
            for (int i = 0; i < 100; i++)
            {
                await request.WriteAsync(Content.AsMemory(i, 1));
                await request.PauseAsync(TimeSpan.FromMilliseconds(50));
            }

            return true;
        };

        string sentence = await fetching.FailAsync();

        Assert.Contains("fewer than 256 bytes came within 0.3 s (2 attempts)", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoAnswer_TimesOut()
    {
        await using var fetching = new Fetching
        {
            Options = Fetching.Quick with { AnswerTime = TimeSpan.FromMilliseconds(200), Attempts = 2 },
        };
        fetching.Server.Fault = async request =>
        {
            await request.PauseAsync(TimeSpan.FromSeconds(20));
            return true;
        };

        Assert.Contains("127.0.0.1 did not answer within 0.2 s", await fetching.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NobodyListens_SaysThatThereIsNoConnection()
    {
        await using var fetching = new Fetching();
        var gone = new FaultyServer();
        Uri address = gone.Serve("image", Content);
        await gone.DisposeAsync();

        Assert.Contains("no connection to 127.0.0.1", await fetching.FailAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_LoginPageInsteadOfData_IsNotKept()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", "\r\n<!DOCTYPE html><html><title>Log in</title>"u8.ToArray());

        Assert.Contains(
            "expected a gzipped image, but a web page came",
            await fetching.FailAsync(),
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(fetching.Part) && new FileInfo(fetching.Part).Length > 0);
    }

    [Fact]
    public async Task Get_LoginPageInsteadOfATable_IsNotKept()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", "<html>\t1\n"u8.ToArray());

        Assert.Contains(
            "a web page came",
            await fetching.FailAsync(content: FileContent.Table),
            StringComparison.Ordinal
        );
    }

    /// <summary>The bytes decide, not what the server calls them.</summary>
    [Fact]
    public async Task Get_WrongContentType_IsTakenWhenTheBytesAreRight()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(more: "Content-Type: text/html\r\n");
            return true;
        };

        Assert.Equal(Content, await fetching.GetAsync());
    }

    [Fact]
    public async Task Get_OtherBytesUnderTheRightContentType_AreRefused()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", "PK\u0003\u0004 something"u8.ToArray());
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(more: "Content-Type: application/gzip\r\n");
            return true;
        };

        Assert.Contains("but this looks like a zip archive", await fetching.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PackedOnTheWay_IsRefused()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(instead: TemporaryFolder.Gzip(Content), more: "Content-Encoding: gzip\r\n");
            return true;
        };

        Assert.Contains(
            "packed on the way (Content-Encoding: gzip)",
            await fetching.FailAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_MoreThanTheLimit_Stops()
    {
        await using var fetching = new Fetching { Options = Fetching.Quick with { MostBytes = 5000 } };
        fetching.Server.Serve("image", Content);

        Assert.Contains("--size-limit", await fetching.FailAsync(), StringComparison.Ordinal);
    }

    private static void Answer(Fetching fetching, string status, string headers, int times = int.MaxValue)
    {
        int answered = 0;
        fetching.Server.Fault = async request =>
        {
            if (answered++ >= times)
            {
                return false;
            }

            await request.SendAsync(status, headers, []);
            return true;
        };
    }
}
