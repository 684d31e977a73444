using static System.FormattableString;

namespace Gyrus.Remote.Transfer;

/// <summary>How downloads behave towards servers that are slow, busy or broken.</summary>
public sealed record TransferOptions
{
    /// <summary>Gets the most files on their way at the same time. 1 to 8; 3: these servers are shared with everybody.</summary>
    public int Parallel
    {
        get;
        init => field = Within(1, 8, value, nameof(Parallel));
    } = 3;

    /// <summary>Gets how often a download is tried in a row without getting further. At least 1; 6.</summary>
    public int Attempts
    {
        get;
        init => field = Within(1, 1000, value, nameof(Attempts));
    } = 6;

    /// <summary>Gets how long a server may take to begin its answer. 30 s.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the time within which <see cref="LeastBytes"/> must come, or the connection counts as dead. 30 s.</summary>
    public TimeSpan StallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the bytes that must come in every <see cref="StallTime"/>. 16 KiB.</summary>
    public int LeastBytes { get; init; } = 1 << 14;

    /// <summary>Gets the pause before the second attempt; it doubles with each further one. 1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the longest pause between attempts of our own choice. 60 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets the longest pause that a server may ask for (Retry-After) before we give up instead. 5 min.</summary>
    public TimeSpan LongestWish { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the most redirects of one request. 10.</summary>
    public int MostRedirects { get; init; } = 10;

    /// <summary>Gets the most bytes that all downloads of a call may take together. 20 GiB.</summary>
    public long MostBytes { get; init; } = 20L << 30;

    private static int Within(int least, int most, int value, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                Invariant($"{name} must be between {least} and {most}, but was {value}.")
            );
}
