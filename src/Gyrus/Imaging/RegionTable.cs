using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Checks and completions that both kinds of atlas share.</summary>
internal static class RegionTable
{
    /// <summary>Names identify the columns of signals: two regions of one name are refused.</summary>
    public static void RequireUniqueNames(string atlas, IEnumerable<Region> regions)
    {
        IGrouping<string, Region>? twice = regions.GroupBy(r => r.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException(
                Invariant(
                    $"{atlas}: the labels {string.Join(" and ", twice.Select(r => r.Label))} are both named '{twice.Key}'. Rename one: names identify the columns."
                )
            );
        }
    }

    /// <summary>The region with a centre, where it has none and one can be computed.</summary>
    public static Region WithCentre(Region region, Func<WorldPoint?> centre) =>
        region.Centre is null ? region with { Centre = centre() } : region;

    /// <summary>Names in quotes, for a message: the first twelve, and how many more.</summary>
    public static string Quote(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(12).Select(name => $"'{name}'"))
        + (names.Count > 12 ? Invariant($" and {names.Count - 12} more") : "");
}
