using System.Net;
using System.Net.Sockets;
using static System.FormattableString;

namespace Gyrus.Cli.Viewing;

/// <summary>Serves one file to the browsers of this machine: on the loopback address only, under one path, read-only.</summary>
/// <remarks>
/// A request whose Host is not the address itself is refused, so that a page of somebody else's domain that resolves to the
/// loopback address cannot read the report. No part of a request is used as a path.
/// </remarks>
internal sealed class LoopbackServer : IDisposable
{
    private const int Tries = 5;
    private readonly HttpListener _listener;
    private readonly string _file;
    private readonly string _host;

    private LoopbackServer(HttpListener listener, string file, int port)
    {
        (_listener, _file) = (listener, file);
        _host = Invariant($"127.0.0.1:{port}");
    }

    /// <summary>Gets the address that a browser opens.</summary>
    public string Address => $"http://{_host}/";

    /// <summary>Begins to listen.</summary>
    /// <param name="file">The HTML file; read anew for every request, so a report made again is seen after a reload.</param>
    /// <param name="port">The port, or 0 for any that is free.</param>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static LoopbackServer Start(string file, int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            int chosen = port == 0 ? FreePort() : port;
            var listener = new HttpListener();
            listener.Prefixes.Add(Invariant($"http://127.0.0.1:{chosen}/"));
            try
            {
                listener.Start();
                return new LoopbackServer(listener, file, chosen);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException)
            {
                listener.Close();

                // Somebody may take a free port between the question and the answer.
                if (port != 0 || attempt == Tries)
                {
                    throw new IOException(
                        Invariant(
                            $"Port {chosen} of this machine cannot be listened on: {exception.Message}. Choose another --port, or 0 for any."
                        ),
                        exception
                    );
                }
            }
        }
    }

    /// <summary>Answers requests until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stop = cancellationToken.Register(_listener.Stop);
        while (!cancellationToken.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context.Request, context.Response, cancellationToken);
            }
            catch (Exception exception)
                when (exception
                        is HttpListenerException
                            or IOException
                            or UnauthorizedAccessException
                            or OperationCanceledException
                )
            {
                context.Response.Abort();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(
        HttpListenerRequest request,
        HttpListenerResponse response,
        CancellationToken cancellationToken
    )
    {
        Protect(response.Headers);
        response.StatusCode = StatusOf(request);
        if (response.StatusCode == 200)
        {
            byte[] page = await File.ReadAllBytesAsync(_file, cancellationToken);
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength64 = page.Length;
            if (request.HttpMethod == "GET")
            {
                await response.OutputStream.WriteAsync(page, cancellationToken);
            }
        }

        response.Close();
    }

    private int StatusOf(HttpListenerRequest request) =>
        request.UserHostName != _host ? 421
        : request.HttpMethod is not ("GET" or "HEAD") ? 405
        : request.RawUrl != "/" ? 404
        : 200;

    /// <summary>The page carries its own policy; these add what a page cannot say of itself.</summary>
    private static void Protect(WebHeaderCollection headers)
    {
        headers["Content-Security-Policy"] =
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; connect-src 'none'; object-src 'none'; frame-src 'none'";
        headers["X-Content-Type-Options"] = "nosniff";
        headers["X-Frame-Options"] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cache-Control"] = "no-store";
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
