using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>The tables of signals of a call.</summary>
internal static class SignalTables
{
    /// <summary>Reads one; a table of regions, where there is one, says the places of those of the same names.</summary>
    public static RegionSignals Read(string path, IReadOnlyList<Region>? places)
    {
        RegionSignals signals = SignalsFolder.Read(path);
        return places is null
            ? signals
            : new RegionSignals(signals.Subject, signals.Values, SignalsFolder.Place(signals.Regions, places))
            {
                RepetitionTimeSeconds = signals.RepetitionTimeSeconds,
                Quality = signals.Quality,
            };
    }

    /// <summary>The atlas that a file's name tells, or null.</summary>
    public static string? AtlasOf(string path)
    {
        var name = BidsName.Parse(path);
        return name["seg"] ?? name["atlas"];
    }
}
