using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using static System.FormattableString;

namespace Gyrus.Remote.Transfer;

/// <summary>One client for all downloads of a call: requests, redirects that are looked at one by one, and limits.</summary>
internal sealed class Transport : IDisposable
{
    private readonly HttpClient _client;
    private readonly TransferOptions _options;
    private long _bytes;

    public Transport(TransferOptions options, string version)
    {
        _options = options;
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                ConnectTimeout = options.AnswerTime,
                MaxConnectionsPerServer = options.Parallel,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("gyrus", version));
        _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
    }

    /// <summary>Asks for a file, or for what is left of it.</summary>
    /// <param name="address">The address.</param>
    /// <param name="from">The first byte wanted.</param>
    /// <param name="validator">The entity tag that the content must still have if <paramref name="from"/> is not 0.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="AttemptException">No answer came, or it leads somewhere it must not.</exception>
    public async Task<HttpResponseMessage> AskAsync(
        Uri address,
        long from,
        string? validator,
        CancellationToken cancellationToken
    )
    {
        bool loopback = SafeAddress.IsLoopback(address);
        var visited = new HashSet<Uri>();
        Uri at = address;
        while (true)
        {
            if (SafeAddress.Doubt(at, loopback) is { } doubt)
            {
                throw new AttemptException(
                    at == address ? $"the address {doubt}" : $"it redirects to {at}, which {doubt}",
                    mayPass: false
                );
            }

            if (!visited.Add(at) || visited.Count > _options.MostRedirects + 1)
            {
                throw new AttemptException(
                    Invariant($"it redirects in a circle, or more than {_options.MostRedirects} times"),
                    mayPass: false
                );
            }

            HttpResponseMessage answer = await SendAsync(at, from, validator, cancellationToken);
            if (!IsRedirect(answer.StatusCode) || answer.Headers.Location is not { } next)
            {
                return answer;
            }

            answer.Dispose();
            at = new Uri(at, next);
        }
    }

    /// <summary>Counts bytes against the limit of the whole call.</summary>
    /// <exception cref="AttemptException">The limit is reached.</exception>
    public void Spend(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > _options.MostBytes)
        {
            throw new AttemptException(
                Invariant(
                    $"the downloads of this call would be larger than {_options.MostBytes >> 20} MiB together (--size-limit)"
                ),
                mayPass: false
            );
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        Uri address,
        long from,
        string? validator,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (from > 0 && validator is not null)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(validator));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.AnswerTime);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AttemptException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{address.Host} did not answer within {_options.AnswerTime.TotalSeconds:0.#} s"
                ),
                mayPass: true
            );
        }
        catch (HttpRequestException failure)
        {
            throw new AttemptException(Words(address, failure), mayPass: !IsHopeless(failure), failure)
            {
                // A name server may fail once; without a network, nobody wants to wait for half a minute.
                Worth = failure.HttpRequestError == HttpRequestError.NameResolutionError ? 2 : int.MaxValue,
            };
        }
    }

    private static bool IsRedirect(HttpStatusCode code) => (int)code is 301 or 302 or 303 or 307 or 308;

    /// <summary>A certificate that does not fit will not fit in a minute.</summary>
    private static bool IsHopeless(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static string Words(Uri address, HttpRequestException failure) =>
        failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError =>
                $"the name {address.Host} cannot be resolved: this machine is offline, or behind a firewall",
            HttpRequestError.ConnectionError => $"no connection to {address.Host}: {failure.Message}",
            HttpRequestError.SecureConnectionError =>
                $"no secure connection to {address.Host}: {failure.InnerException?.Message ?? failure.Message}",
            _ => $"the connection to {address.Host} broke: {failure.Message}",
        };
}
