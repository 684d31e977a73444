using System.Globalization;
using Gyrus.Signals;

namespace Gyrus.Report.Tests;

/// <summary>Regions of the shared folder's coordinate lists.</summary>
internal static class PublishedRegions
{
    public static IReadOnlyList<Region> Dosenbach() =>
        [
            .. File.ReadLines(SharedFolder.Path("data", "atlases", "dosenbach_2010.csv"))
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(cells => new Region(int.Parse(cells[0], CultureInfo.InvariantCulture), $"{cells[4]} {cells[0]}")
                {
                    Centre = new WorldPoint(Number(cells[1]), Number(cells[2]), Number(cells[3])),
                    Network = cells[5],
                })
                .OrderBy(r => r.Network, StringComparer.Ordinal),
        ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
