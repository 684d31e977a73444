using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gyrus.Testing;

/// <summary>A web server on the loopback that serves bytes of memory, and is as broken as a test wishes.</summary>
/// <remarks>It speaks HTTP/1.1 by hand, one request per connection, so that every byte of an answer can be wrong.</remarks>
public sealed class FaultyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly Task _loop;

    public FaultyServer()
    {
        _listener.Start();
        Root = new Uri(
            $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/"
        );
        _loop = AcceptAsync();
    }

    public Uri Root { get; }

    /// <summary>What happens to a request before it is served well; returns true when that was the whole answer.</summary>
    public Func<Request, Task<bool>> Fault { get; set; } = static _ => Task.FromResult(false);

    public ConcurrentQueue<Request> Requests { get; } = new();

    public Uri Serve(string path, byte[] content)
    {
        _files["/" + path] = content;
        return new Uri(Root, path);
    }

    /// <summary>Serves every file below a folder under its relative path.</summary>
    public void ServeFolder(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            Serve(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, false, 1, leaveOpen: true);
                string[] first = (await reader.ReadLineAsync(_stop.Token) ?? "").Split(' ');
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    int colon = line.IndexOf(':', StringComparison.Ordinal);
                    headers[line[..colon]] = line[(colon + 1)..].Trim();
                }

                if (first.Length < 2)
                {
                    return;
                }

                _files.TryGetValue(first[1], out byte[]? content);
                var request = new Request(first[1], headers, content, stream, _stop.Token);
                Requests.Enqueue(request);
                if (!await Fault(request))
                {
                    await request.ServeAsync();
                }

                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, as clients do when they have seen enough.
            }
        }
    }

    /// <summary>A request, and ways to answer it.</summary>
    public sealed class Request(
        string path,
        IReadOnlyDictionary<string, string> headers,
        byte[]? content,
        NetworkStream stream,
        CancellationToken stop
    )
    {
        public string Path => path;

        /// <summary>The first byte asked for.</summary>
        public int From =>
            headers.TryGetValue("Range", out string? range)
                ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
                : 0;

        public bool AsksForRange => headers.ContainsKey("Range");

        public byte[] Content => content ?? [];

        public static string Tag(byte[] content) =>
            '"' + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))[..16] + '"';

        /// <summary>The right answer: the whole, the rest if the tag still fits, or that there is nothing.</summary>
        public Task ServeAsync(int? most = null, byte[]? instead = null, string more = "")
        {
            byte[] whole = instead ?? content ?? [];
            if (instead is null && content is null)
            {
                return SendAsync("404 Not Found", "", "no such file"u8.ToArray());
            }

            string tag = Tag(whole);
            bool rest = AsksForRange && headers.GetValueOrDefault("If-Range") == tag && From < whole.Length;
            int from = rest ? From : 0;
            string range = rest
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Content-Range: bytes {from}-{whole.Length - 1}/{whole.Length}\r\n"
                )
                : "";
            return SendAsync(
                rest ? "206 Partial Content" : "200 OK",
                $"ETag: {tag}\r\n{range}{more}",
                whole[from..],
                most
            );
        }

        /// <summary>An answer of any kind. The length is declared as that of the body; fewer bytes may be sent.</summary>
        public async Task SendAsync(string status, string extra, byte[] body, int? most = null, bool declare = true)
        {
            string length = declare
                ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n")
                : "";
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{length}{extra}\r\n"),
                stop
            );
            await stream.WriteAsync(body.AsMemory(0, Math.Min(body.Length, most ?? body.Length)), stop);
        }

        /// <summary>More bytes of a body.</summary>
        public Task WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, stop).AsTask();

        public Task PauseAsync(TimeSpan time) => Task.Delay(time, stop);
    }
}
