using System.Net;
using System.Net.Sockets;
using System.Text;
using Gyrus.Cli.Viewing;

namespace Gyrus.Cli.Tests.Viewing;

public sealed class LoopbackServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Get_TheAddress_GivesTheReportWithHeadersThatGuardIt()
    {
        using LoopbackServer server = Start(out Task running);
        using var client = new HttpClient();

        HttpResponseMessage answer = await client.GetAsync(new Uri(server.Address), Token);

        Assert.StartsWith("http://127.0.0.1:", server.Address, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("<p>é</p>", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains(
            "frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        await StopAsync(running);
    }

    [Theory]
    [InlineData("GET /", "evil.example", 421)]
    [InlineData("GET /", "127.0.0.1:1", 421)]
    [InlineData("GET /../report.html", null, 404)]
    [InlineData("GET /secret.txt", null, 404)]
    [InlineData("GET /?x=/etc/passwd", null, 404)]
    [InlineData("POST /", null, 405)]
    [InlineData("HEAD /", null, 200)]
    public async Task Request_ForAnythingElse_IsRefused(string line, string? host, int status)
    {
        _folder.Write("secret.txt", "secret");
        using LoopbackServer server = Start(out Task running);
        var address = new Uri(server.Address);

        string answer = await SendAsync(
            address.Port,
            $"{line} HTTP/1.1\r\nHost: {host ?? address.Authority}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );

        Assert.Matches($"^HTTP/1.1 {(status == 421 ? "4[0-9][0-9]" : status)} ", answer);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<p>", answer, StringComparison.Ordinal);
        await StopAsync(running);
    }

    [Fact]
    public void Start_OnAPortThatIsTaken_SaysWhich()
    {
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        IOException error = Assert.Throws<IOException>(() => LoopbackServer.Start(Report(), port));

        Assert.Contains($"Port {port}", error.Message, StringComparison.Ordinal);
        taken.Stop();
    }

    [Theory]
    [InlineData("nowhere", "there is no such file")]
    [InlineData("secret.txt", "is no report")]
    public async Task View_OfWhatIsNoReport_IsAnError(string name, string expected)
    {
        _folder.Write("secret.txt", "secret");

        Call call = await Call.RunAsync("view", _folder.Path(name));

        Assert.Equal(1, call.Code);
        Assert.Contains(expected, call.Error, StringComparison.Ordinal);
    }

    private string Report() => _folder.Write("report.html", "<p>é</p>");

    private LoopbackServer Start(out Task running)
    {
        LoopbackServer server = LoopbackServer.Start(Report(), 0);
        running = server.RunAsync(_end.Token);
        return server;
    }

    private async Task StopAsync(Task running)
    {
        await _end.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }

    private static async Task<string> SendAsync(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }
}
