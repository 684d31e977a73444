using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines.Phantom;

/// <summary>Names and networks that sound like anatomy, by where a region lies. They claim nothing about real brains.</summary>
internal static class RegionNaming
{
    /// <summary>Names centres such as <c>L frontal 1</c>; mirrored regions share their number.</summary>
    public static IReadOnlyList<Region> Name(IReadOnlyList<WorldPoint> centres)
    {
        var used = new Dictionary<string, int>();
        var regions = new List<Region>();
        foreach (WorldPoint centre in centres)
        {
            (string place, string network) = Place(centre with { X = Math.Abs(centre.X) });
            string side = centre.X switch
            {
                < 0 => "L",
                > 0 => "R",
                _ => "Mid",
            };
            string name = $"{side} {place}";
            used[name] = used.GetValueOrDefault(name) + 1;
            regions.Add(
                new Region(regions.Count + 1, Invariant($"{name} {used[name]}")) { Centre = centre, Network = network }
            );
        }

        return regions;
    }

    /// <summary>The network of a region with this centre.</summary>
    public static string NetworkOf(WorldPoint centre) => Place(centre with { X = Math.Abs(centre.X) }).Network;

    private static (string Place, string Network) Place(WorldPoint p) =>
        p switch
        {
            { Z: < -22, Y: < -42 } => ("cerebellum", "Cerebellum"),
            { X: < 26, Z: > -20 and < 20, Y: > -34 and < 18 } => ("deep", "Subcortical"),
            { Z: < 2, X: > 26, Y: > -60 and < 22 } => ("temporal", "Auditory"),
            { X: > 26 and < 46, Z: < 18, Y: > -34 and < 26 } => ("insula", "Salience"),
            { X: > 46, Z: <= 20, Y: > -34 and < 26 } => ("operculum", "Auditory"),
            { Y: < -66 } => ("occipital", "Visual"),
            { Y: > -36 and < 8, Z: > 20 } => ("central", "Somatomotor"),
            { Y: >= 8, X: < 24 } => ("medial frontal", "Default"),
            { Y: >= 8 } => ("frontal", "Control"),
            { X: < 20, Y: <= -34, Z: > 0 } => ("precuneus", "Default"),
            { Z: > 0 } => ("parietal", "Attention"),
            _ => ("ventral", "Visual"),
        };
}
