using System.CommandLine;
using System.Globalization;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.Caching;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say whether extracted signals are remembered between runs. They change no result.</summary>
internal static class CacheOptions
{
    /// <summary>The variable that holds the limit.</summary>
    public const string LimitVariable = "GYRUS_CACHE_LIMIT";

    private static readonly Option<bool> NoCache = new("--no-cache")
    {
        Description =
            "Neither use nor keep signals that were extracted before ('gyrus cache status' says what is kept).",
    };

    private static readonly Option<string> LimitOption = new("--cache-limit")
    {
        HelpName = "size",
        Description =
            $"The most that is kept, such as 500M or 2G; what was unused for longest goes first. By default what {LimitVariable} says, or 1G.",
    };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(NoCache);
        command.Add(LimitOption);
    }

    /// <summary>The cache of a call, or null when it wants none or there is no place for one.</summary>
    public static ExtractionCache? Of(ParseResult call, HashedFiles hashes) =>
        call.GetValue(NoCache) || FolderOf(call) is not { } folder
            ? null
            : new ExtractionCache(folder, hashes, scan => (scan.Bold as BoldImage)?.Files ?? []);

    /// <summary>The folder of the cache; null when there is no place for one.</summary>
    public static CacheFolder? FolderOf(ParseResult call) =>
        UserFolders.Cache() is { } root ? new CacheFolder(Path.Combine(root, "extraction"), Limit(call)) : null;

    /// <summary>Makes the cache as small as it must be, and says what was wrong with it.</summary>
    public static void Close(ExtractionCache? cache, ParseResult call, CommonOptions common)
    {
        cache?.Trim();
        Warnings.Print(cache?.Notes ?? [], call.InvocationConfiguration.Error);
        if (cache?.Use is { Recalled: > 0 } use && !common.Quiet)
        {
            call.InvocationConfiguration.Error.WriteLine(
                FormattableString.Invariant(
                    $"{use.Recalled} of {use.Asked} recordings were extracted before; their signals come from the cache."
                )
            );
        }
    }

    private static long Limit(ParseResult call)
    {
        string? given = call.GetValue(LimitOption);
        string? text = given ?? Environment.GetEnvironmentVariable(LimitVariable);
        return string.IsNullOrEmpty(text) ? CacheFolder.DefaultLimit
            : TryParse(text, out long bytes) ? bytes
            : throw new ArgumentException(
                $"{(given is null ? LimitVariable : LimitOption.Name)}: expected a size such as 500M or 2G, but got '{text}'."
            );
    }

    /// <summary>A number of bytes, or of KiB, MiB or GiB with K, M or G behind it.</summary>
    private static bool TryParse(string text, out long bytes)
    {
        int shift = char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        bool isNumber = double.TryParse(
            shift > 0 ? text[..^1] : text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out double number
        );
        double size = number * (1L << shift);
        bytes = isNumber && size < long.MaxValue / 2 ? (long)size : 0;
        return isNumber && size < long.MaxValue / 2;
    }
}
