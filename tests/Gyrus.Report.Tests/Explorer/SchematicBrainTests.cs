using System.Globalization;
using Gyrus.Imaging;
using Gyrus.Report.Explorer;
using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Report.Tests.Explorer;

public sealed class SchematicBrainTests
{
    [Fact]
    public void Volume_IsMirroredAtTheMidline()
    {
        Volume brain = SchematicBrain.Volume;

        for (int v = 0; v < brain.Grid.Voxels; v++)
        {
            int i = v % brain.Grid.I;
            int mirrored = v - i + (brain.Grid.I - 1 - i);
            Assert.Equal(brain.Values[v], brain.Values[mirrored], 9);
        }
    }

    [Fact]
    public void Volume_ItsShadowFromTheSideIsTheSilhouette()
    {
        BrainLine[] shapes = [.. BrainOutline.Lateral.Where(l => l.IsShape)];
        Volume brain = SchematicBrain.Volume;
        int wrong = 0;
        for (int k = 0; k < brain.Grid.K; k++)
        {
            for (int j = 0; j < brain.Grid.J; j++)
            {
                bool shadow = Enumerable.Range(0, brain.Grid.I).Any(i => brain[i, j, k] > 0.5);
                (_, double y, double z) = brain.Grid.Affine.Apply(0, j, k);
                double depth = shapes.Max(s => s.DepthAt(y, z));

                // Within 3 mm of the edge the rounding decides.
                wrong += Math.Abs(depth) > 3 && shadow != depth > 0 ? 1 : 0;
            }
        }

        // The tip of the brain stem is thinner than its rounding.
        Assert.InRange(wrong, 0, 12);
    }

    [SharedFact]
    public void Volume_HoldsTheCentresOfPublishedRegions()
    {
        WorldPoint[] centres =
        [
            .. PublishedRegions.Dosenbach().Select(r => r.Centre!.Value),
            .. File.ReadLines(SharedFolder.Path("data", "atlases", "power_2011.csv"))
                .Skip(1)
                .Select(l => l.Split(',').Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())
                .Select(n => new WorldPoint(n[0], n[1], n[2])),
        ];

        int inside = centres.Count(c => DepthAt(c) > 0.5);

        Assert.Equal(424, centres.Length);
        Assert.InRange(inside, 0.95 * centres.Length, centres.Length);
    }

    [Fact]
    public void DepthAt_OfASquare_IsTheDistanceFromItsEdge()
    {
        BrainLine square = BrainLine.Shape("0,0 10,0 10,10 0,10");

        Assert.Equal(5, square.DepthAt(5, 5), 12);
        Assert.Equal(2, square.DepthAt(8, 5), 12);
        Assert.Equal(-3, square.DepthAt(13, 5), 12);
        Assert.Equal(-5, square.DepthAt(-3, -4), 12);
    }

    private static double DepthAt(WorldPoint place)
    {
        Volume brain = SchematicBrain.Volume;
        (double i, double j, double k) = brain.Grid.Affine.Inverse().Apply(place.X, place.Y, place.Z);
        return brain[(int)Math.Round(i), (int)Math.Round(j), (int)Math.Round(k)];
    }
}
