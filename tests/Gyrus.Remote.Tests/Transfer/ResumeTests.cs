using Gyrus.Numerics;

namespace Gyrus.Remote.Tests.Transfer;

/// <summary>Connections that end early, and how a download goes on.</summary>
public sealed class ResumeTests
{
    private static readonly byte[] Content = Fetching.Bytes(40_000);

    [Fact]
    public async Task Get_OfAServerThatWorks_GivesTheBytes()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.Single(fetching.Server.Requests);
    }

    [Fact]
    public async Task Get_CutOffHalfWay_GoesOnWithTheRest()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = Cut(after: 20_000, times: 1);

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.Equal([0, 20_000], fetching.Server.Requests.Select(r => r.From));
    }

    /// <summary>Two hundred files, each cut at up to twelve random places: never a wrong byte, never a byte twice.</summary>
    [Fact]
    public async Task Get_CutAtRandomPlaces_IsAlwaysTheWholeFile()
    {
        var rng = new Rng(20);
        int cuts = 0;
        for (int round = 0; round < 200; round++)
        {
            await using var fetching = new Fetching { Options = Fetching.Quick with { LeastBytes = 1, Attempts = 20 } };
            byte[] content = Fetching.Bytes(600 + (int)(rng.NextDouble() * 5000), round);
            fetching.Server.Serve("image", content);
            int[] places =
            [
                .. Enumerable.Range(0, 1 + (int)(rng.NextDouble() * 12)).Select(_ => (int)(rng.NextDouble() * 1500)),
            ];
            int next = 0;
            fetching.Server.Fault = async request =>
            {
                if (next == places.Length || request.From + places[next] >= content.Length)
                {
                    return false;
                }

                cuts++;
                await request.ServeAsync(most: places[next++]);
                return true;
            };

            Assert.Equal(content, await fetching.GetAsync());
        }

        Assert.True(cuts > 300, $"only {cuts} cuts");
    }

    [Fact]
    public async Task Get_InAnotherCall_GoesOnWithThePartOfTheFirst()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = Cut(after: 5_000, times: 1, then: "503 Service Unavailable");

        string sentence = await fetching.FailAsync();
        Assert.Contains("the same call goes on from there", sentence, StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(fetching.Part).Length);
        fetching.Server.Fault = static _ => Task.FromResult(false);

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.Equal(5_000, fetching.Server.Requests.Last().From);
    }

    [Fact]
    public async Task Get_ContentChangedBetweenTwoPieces_BeginsAgain()
    {
        await using var fetching = new Fetching();
        byte[] other = Fetching.Bytes(40_000, seed: 2);
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(most: 10_000);
            fetching.Server.Serve("image", other);
            fetching.Server.Fault = static _ => Task.FromResult(false);
            return true;
        };

        Assert.Equal(other, await fetching.GetAsync());
    }

    /// <summary>A server that does not know If-Range sends the rest of the new content: only its tag or length tell.</summary>
    [Fact]
    public async Task Get_RestOfOtherContent_IsNotAppended()
    {
        await using var fetching = new Fetching();
        byte[] other = Fetching.Bytes(40_000, seed: 2);
        fetching.Server.Serve("image", Content);
        int requests = 0;
        fetching.Server.Fault = async request =>
        {
            requests++;
            if (requests == 1)
            {
                await request.ServeAsync(most: 10_000);
                return true;
            }

            if (requests == 2)
            {
                string tag = FaultyServer.Request.Tag(other);
                await request.SendAsync(
                    "206 Partial Content",
                    $"ETag: {tag}\r\nContent-Range: bytes 10000-39999/40000\r\n",
                    other[10_000..]
                );
                return true;
            }

            await request.ServeAsync(instead: other);
            return true;
        };

        Assert.Equal(other, await fetching.GetAsync());
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task Get_WrongPiece_IsNotAppended()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        int requests = 0;
        fetching.Server.Fault = async request =>
        {
            requests++;
            switch (requests)
            {
                case 1:
                    await request.ServeAsync(most: 10_000);
                    return true;
                case 2:
                    string tag = FaultyServer.Request.Tag(Content);
                    await request.SendAsync(
                        "206 Partial Content",
                        $"ETag: {tag}\r\nContent-Range: bytes 9000-39999/40000\r\n",
                        Content[9_000..]
                    );
                    return true;
                default:
                    return false;
            }
        };

        Assert.Equal(Content, await fetching.GetAsync());
    }

    [Fact]
    public async Task Get_RangeIgnored_BeginsAgainWithTheWhole()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        int requests = 0;
        fetching.Server.Fault = async request =>
        {
            requests++;
            await request.SendAsync(
                "200 OK",
                $"ETag: {FaultyServer.Request.Tag(Content)}\r\n",
                Content,
                requests == 1 ? 10_000 : null
            );
            return true;
        };

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.True(fetching.Server.Requests.Last().AsksForRange);
    }

    [Fact]
    public async Task Get_RangeRefused_BeginsAgainWithTheWhole()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        int requests = 0;
        fetching.Server.Fault = async request =>
        {
            requests++;
            if (requests == 1)
            {
                await request.ServeAsync(most: 10_000);
                return true;
            }

            if (!request.AsksForRange)
            {
                return false;
            }

            await request.SendAsync("416 Range Not Satisfiable", "Content-Range: bytes */40000\r\n", []);
            return true;
        };

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.Equal([false, true, false], fetching.Server.Requests.Select(r => r.AsksForRange));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ETag: W/\"weak\"\r\n")]
    [InlineData("Last-Modified: Mon, 02 Jan 2006 15:04:05 GMT\r\n")]
    public async Task Get_WithoutAStrongValidator_NeverAppends(string header)
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        int requests = 0;
        fetching.Server.Fault = async request =>
        {
            requests++;
            await request.SendAsync("200 OK", header, Content, requests == 1 ? 10_000 : null);
            return true;
        };

        Assert.Equal(Content, await fetching.GetAsync());
        Assert.All(fetching.Server.Requests, r => Assert.False(r.AsksForRange));
    }

    [Fact]
    public async Task Get_AlwaysCutOff_SaysSoAndHowFarItCame()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(most: 100);
            return true;
        };

        Assert.Contains("of 40000 bytes (3 attempts)", await fetching.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfUnknownLengthOnAConnectionThatJustEnds_IsRefused()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        fetching.Server.Fault = async request =>
        {
            await request.SendAsync("200 OK", "", Content, declare: false);
            return true;
        };

        Assert.Contains("a cut-off would not be noticed", await fetching.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PartOfADamagedState_BeginsAgain()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        Directory.CreateDirectory(Path.GetDirectoryName(fetching.Target)!);
        await File.WriteAllBytesAsync(fetching.Part, new byte[7000], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(fetching.Part + ".json", "{", TestContext.Current.CancellationToken);

        Assert.Equal(Content, await fetching.GetAsync());
    }

    [Fact]
    public async Task Get_Cancelled_KeepsThePartAndNoFile()
    {
        await using var fetching = new Fetching();
        fetching.Server.Serve("image", Content);
        using var cancel = new CancellationTokenSource();
        fetching.Server.Fault = async request =>
        {
            await request.ServeAsync(most: 10_000);
            await request.PauseAsync(TimeSpan.FromSeconds(20));
            return true;
        };

        Task<byte[]> get = fetching.GetAsync(cancellationToken: cancel.Token);
        while (!File.Exists(fetching.Part) || new FileInfo(fetching.Part).Length < 10_000)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
        Assert.False(File.Exists(fetching.Target));
        Assert.Equal(10_000, new FileInfo(fetching.Part).Length);
    }

    /// <summary>Serves a number of bytes for the first requests; then well, or the error.</summary>
    private static Func<FaultyServer.Request, Task<bool>> Cut(int after, int times, string? then = null)
    {
        int served = 0;
        return async request =>
        {
            served++;
            if (served <= times)
            {
                await request.ServeAsync(most: after);
                return true;
            }

            if (then is null)
            {
                return false;
            }

            await request.SendAsync(then, "", []);
            return true;
        };
    }
}
