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

    /// <summary>The region with its centre of mass, where it has none and a row to compute it from.</summary>
    public static Region WithCentre(Region region, Grid grid, SparseRows rows, int row)
    {
        double mass = rows.Magnitude(row);
        if (region.Centre is not null || mass == 0)
        {
            return region;
        }

        (double i, double j, double k) = (0, 0, 0);
        ReadOnlySpan<int> voxels = rows.Voxels(row);
        for (int n = 0; n < voxels.Length; n++)
        {
            double weight = Math.Abs(rows.Weights(row)[n]) / mass;
            i += weight * (voxels[n] % grid.I);
            j += weight * (voxels[n] / grid.I % grid.J);
            k += weight * (voxels[n] / grid.I / grid.J);
        }

        (double x, double y, double z) = grid.Affine.Apply(i, j, k);
        return region with { Centre = new WorldPoint(x, y, z) };
    }

    /// <summary>Names in quotes, for a message: the first twelve, and how many more.</summary>
    public static string Quote(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(12).Select(name => $"'{name}'"))
        + (names.Count > 12 ? Invariant($" and {names.Count - 12} more") : "");
}
