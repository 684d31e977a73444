using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Finds regions that share voxels. It looks, and changes nothing.</summary>
internal static class RegionOverlap
{
    private const int MostPairs = 6;

    /// <summary>Refuses shared voxels unless the options, or the kind of the atlas, allow them.</summary>
    /// <param name="options">What is allowed.</param>
    /// <param name="atlas">The atlas, for its kind and names.</param>
    /// <param name="rows">The regions on the common grid, masked.</param>
    /// <param name="present">Which region each row is.</param>
    public static void RequireAllowed(RegionExtractor options, IAtlas atlas, SparseRows rows, int[] present)
    {
        if (options.AllowOverlap ?? atlas.Kind != RegionKind.Spheres)
        {
            return;
        }

        SortedDictionary<(int, int), int> shared = Shared(rows);
        if (shared.Count == 0)
        {
            return;
        }

        IReadOnlyList<Region> regions = atlas.Regions;
        string pairs = string.Join(
            ", ",
            shared
                .Take(MostPairs)
                .Select(p =>
                    Invariant(
                        $"'{regions[present[p.Key.Item1]].Name}' and '{regions[present[p.Key.Item2]].Name}' ({p.Value} {(p.Value == 1 ? "voxel" : "voxels")})"
                    )
                )
        );
        throw new ArgumentException(
            Invariant(
                $"{atlas.Name}: {shared.Count} {(shared.Count == 1 ? "pair of regions shares" : "pairs of regions share")} voxels: {pairs}{(shared.Count > MostPairs ? Invariant($" and {shared.Count - MostPairs} more") : "")}. Allow it (AllowOverlap){(atlas.Kind == RegionKind.Spheres ? ", or take a smaller radius" : "")}."
            )
        );
    }

    /// <summary>How many voxels each pair of regions shares.</summary>
    private static SortedDictionary<(int, int), int> Shared(SparseRows rows)
    {
        var holders = new Dictionary<int, List<int>>();
        var shared = new SortedDictionary<(int, int), int>();
        for (int r = 0; r < rows.Count; r++)
        {
            foreach (int voxel in rows.Voxels(r))
            {
                if (!holders.TryGetValue(voxel, out List<int>? before))
                {
                    holders[voxel] = [r];
                    continue;
                }

                foreach (int other in before)
                {
                    shared[(other, r)] = shared.GetValueOrDefault((other, r)) + 1;
                }

                before.Add(r);
            }
        }

        return shared;
    }
}
