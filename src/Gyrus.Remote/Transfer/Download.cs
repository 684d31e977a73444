using System.Globalization;
using System.Net;
using static System.FormattableString;

namespace Gyrus.Remote.Transfer;

/// <summary>One file on its way: attempts, each of which goes on where the last one stopped if the content is still the same.</summary>
/// <remarks>
/// The bytes lie in a <c>.part</c> file beside the target, and what is needed to go on in a <c>.part.json</c> file. A part is
/// continued with Range and If-Range and a strong entity tag only (RFC 9110, 8.8.1 and 13.1.5): without one, or when the tag
/// has changed, the file begins again.
/// </remarks>
internal sealed class Download
{
    private readonly RemoteFile _file;
    private readonly Transport _transport;
    private readonly TransferOptions _options;
    private readonly Action<long, long?>? _tell;
    private readonly string _part;
    private readonly string _state;

    /// <summary>Makes the download ready.</summary>
    /// <param name="file">What to fetch.</param>
    /// <param name="target">The path it will have.</param>
    /// <param name="transport">The client.</param>
    /// <param name="options">How to behave.</param>
    /// <param name="tell">Is told the bytes there are, and of how many.</param>
    public Download(
        RemoteFile file,
        string target,
        Transport transport,
        TransferOptions options,
        Action<long, long?>? tell
    )
    {
        (_file, _transport, _options, _tell) = (file, transport, options, tell);
        (_part, _state) = (target + ".part", target + ".part.json");
        Target = target;
    }

    /// <summary>Gets the path that the file will have.</summary>
    public string Target { get; }

    private long Have => File.Exists(_part) ? new FileInfo(_part).Length : 0;

    /// <summary>Fetches the file and returns the path of the complete part; <see cref="Accept"/> or <see cref="Discard"/> ends its life.</summary>
    /// <exception cref="TransferException">It could not be fetched.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        int fruitless = 0;
        while (true)
        {
            long before = Have;
            try
            {
                await AttemptAsync(cancellationToken);
                return _part;
            }
            catch (AttemptException attempt) when (attempt.MayPass)
            {
                fruitless = Have >= before + _options.LeastBytes ? 1 : fruitless + 1;
                if (fruitless >= Math.Min(_options.Attempts, attempt.Worth) || attempt.Wish > _options.LongestWish)
                {
                    throw Final(attempt, fruitless);
                }

                await Task.Delay(Pause(fruitless, attempt.Wish), cancellationToken);
            }
            catch (AttemptException attempt)
            {
                throw Final(attempt, 1);
            }
        }
    }

    /// <summary>Gives the complete part its name.</summary>
    public void Accept()
    {
        File.Move(_part, Target);
        File.Delete(_state);
    }

    /// <summary>Removes what has come.</summary>
    public void Discard()
    {
        File.Delete(_part);
        File.Delete(_state);
    }

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        PartState? known = PartState.Read(_state);
        if (
            known?.Validator is null
            || known.Address != _file.Address.OriginalString
            || Have > (known.Length ?? long.MaxValue)
        )
        {
            Discard();
            known = null;
        }

        long have = Have;
        if (known is not null && have > 0 && have == known.Length)
        {
            return;
        }

        using HttpResponseMessage answer = await _transport.AskAsync(
            _file.Address,
            have,
            known?.Validator,
            cancellationToken
        );
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            Discard();
        }

        RequireSuccess(answer);
        RequirePlain(answer);
        long from = answer.StatusCode == HttpStatusCode.PartialContent ? RequireRest(answer, known, have) : 0;
        if (from == 0)
        {
            Discard();
        }

        long? length = LengthOf(answer, from);
        new PartState(_file.Address.OriginalString, StrongTag(answer), length).Write(_state);
        await CopyAsync(answer, from, length, cancellationToken);
    }

    private async Task CopyAsync(
        HttpResponseMessage answer,
        long from,
        long? length,
        CancellationToken cancellationToken
    )
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_options.StallTime);
        using var part = new FileStream(_part, FileMode.Append, FileAccess.Write, FileShare.Read, 1);
        byte[] block = new byte[1 << 16];
        long have = from;
        int sinceCheck = 0;
        _tell?.Invoke(have, length);
        try
        {
            using Stream body = await answer.Content.ReadAsStreamAsync(stall.Token);
            int read;
            while ((read = await ReadAsync(body, block, have, stall.Token)) > 0)
            {
                if (have == 0)
                {
                    RequireContent(block.AsSpan(0, read));
                }

                _transport.Spend(read);
                part.Write(block, 0, read);
                have += read;
                sinceCheck += read;
                if (sinceCheck >= _options.LeastBytes)
                {
                    sinceCheck = 0;
                    stall.CancelAfter(_options.StallTime);
                }

                _tell?.Invoke(have, length);
            }

            part.Flush(flushToDisk: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AttemptException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"fewer than {_options.LeastBytes} bytes came within {_options.StallTime.TotalSeconds:0.#} s"
                ),
                mayPass: true
            );
        }
        catch (Exception broken)
            when (broken is HttpIOException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            throw new AttemptException(CutOff(have, length), mayPass: true, broken);
        }

        if (length is { } whole && have != whole)
        {
            throw new AttemptException(CutOff(have, length), mayPass: true);
        }
    }

    /// <summary>Reads a block; the first one holds enough to tell what comes, or all there is.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] block, long have, CancellationToken cancellationToken)
    {
        try
        {
            return have == 0
                ? await body.ReadAtLeastAsync(block, ContentCheck.Enough, throwOnEndOfStream: false, cancellationToken)
                : await body.ReadAsync(block, cancellationToken);
        }
        catch (IOException broken) when (broken is not HttpIOException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, broken.Message, broken);
        }
    }

    private static string CutOff(long have, long? length) =>
        Invariant(
            $"the connection ended after {have} of {(length is { } whole ? Invariant($"{whole}") : "unknown")} bytes"
        );

    private static void RequireSuccess(HttpResponseMessage answer)
    {
        int code = (int)answer.StatusCode;
        if (code is 200 or 206)
        {
            return;
        }

        bool mayPass = code is 408 or 416 or 425 or 429 or 500 or 502 or 503 or 504;
        string meaning = code switch
        {
            401 or 403 => "access is refused",
            404 or 410 => "there is no such file (any more)",
            407 => "a proxy asks for a password",
            416 => "the part that is here does not fit the file there",
            429 => "too many requests",
            503 => "the server is busy",
            >= 500 => "the server has a problem",
            _ => answer.ReasonPhrase ?? "an unexpected answer",
        };
        throw new AttemptException(Invariant($"the server answered {code}: {meaning}"), mayPass)
        {
            Wish = WishOf(answer),
        };
    }

    private static void RequirePlain(HttpResponseMessage answer)
    {
        string coding = string.Join(", ", answer.Content.Headers.ContentEncoding);
        if (coding.Length > 0 && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new AttemptException(
                $"the answer was packed on the way (Content-Encoding: {coding}) although that was declined, so its bytes are not those of the file",
                mayPass: false
            );
        }
    }

    /// <summary>Refuses a rest that is not the rest of what is here.</summary>
    private long RequireRest(HttpResponseMessage answer, PartState? known, long have)
    {
        System.Net.Http.Headers.ContentRangeHeaderValue? range = answer.Content.Headers.ContentRange;
        string? tag = StrongTag(answer);
        bool fits =
            known is not null
            && range is { Unit: "bytes", HasRange: true }
            && range.From == have
            && (known.Length is null || range.Length is null || range.Length == known.Length)
            && (tag is null || tag == known.Validator);
        if (fits)
        {
            return have;
        }

        Discard();
        throw new AttemptException("the content changed between two pieces, or a wrong piece came", mayPass: true);
    }

    private static long? LengthOf(HttpResponseMessage answer, long from)
    {
        long? length = answer.Content.Headers.ContentRange?.Length ?? answer.Content.Headers.ContentLength + from;
        bool framed = length is not null || answer.Headers.TransferEncodingChunked == true || answer.Version.Major >= 2;
        return framed
            ? length
            : throw new AttemptException(
                "the server does not say how long the file is, so that a cut-off would not be noticed",
                mayPass: false
            );
    }

    private void RequireContent(ReadOnlySpan<byte> first)
    {
        if (ContentCheck.Doubt(first, _file.Content) is { } doubt)
        {
            throw new AttemptException($"expected {ContentCheck.Words(_file.Content)}, but {doubt}", mayPass: false);
        }
    }

    private static string? StrongTag(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    private static TimeSpan? WishOf(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow,
            _ => null,
        };

    /// <summary>Doubling pauses, half of each at random, so that many clients do not come back at once.</summary>
    private TimeSpan Pause(int fruitless, TimeSpan? wish)
    {
        double own = Math.Min(
            _options.LongestPause.TotalSeconds,
            _options.FirstPause.TotalSeconds * Math.Pow(2, Math.Max(0, fruitless - 1))
        );
        double jittered = own * (0.5 + (0.5 * Random.Shared.NextDouble()));
        return TimeSpan.FromSeconds(Math.Max(jittered, wish?.TotalSeconds ?? 0));
    }

    private TransferException Final(AttemptException attempt, int tries)
    {
        string often = tries > 1 ? Invariant($" ({tries} attempts)") : "";
        string later =
            attempt.Wish is { } wish && wish > _options.LongestWish
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" It asks to come back in {wish.TotalMinutes:0} minutes."
                )
                : "";
        string kept =
            Have > 0 && PartState.Read(_state)?.Validator is not null
                ? " What has come is kept: the same call goes on from there."
                : "";
        return new TransferException(
            $"{_file.Address}: {attempt.Message}{often}.{later}{kept} Or download it by hand, with a browser on any machine, and save it as {Target}.",
            attempt
        );
    }
}
