using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

/// <summary>Masks computed from images.</summary>
public sealed class MaskTests
{
    private static readonly Grid Grid = Phantom.Grid((13, 14, 12), 3, 0);

    [SharedTheory]
    [InlineData("epi", "in_epi")]
    [InlineData("epi_noopen", "in_epi")]
    [InlineData("background", "in_bg0")]
    public void Of_GoldenImages_IsTheReferenceVoxelForVoxel(string golden, string image)
    {
        IMaskStrategy strategy = golden switch
        {
            "epi" => new EpiMask(),
            "epi_noopen" => new EpiMask { Opening = 0 },
            _ => new BackgroundMask(),
        };

        ComputedMask mask = strategy.Compute(SharedImage.Open("golden", "nilearn", "masking", $"{image}.nii.gz"));

        double[] inCOrder = new VolumeSeries("mask", mask.Mask.Grid, [mask.Mask.Values.ToArray()]).COrder();
        Assert.Equal(Npy.Golden("nilearn", "masking", $"out_{golden}.npy").Values, inCOrder);
        Assert.Equal(inCOrder.Count(v => v == 1), mask.Voxels);
        Assert.Empty(mask.Warnings);
    }

    [Fact]
    public void Epi_OfABrightBallInNoise_IsTheBallGrownAndShrunk()
    {
        VolumeSeries image = Ball(10);

        ComputedMask raw = new EpiMask { Opening = 0 }.Compute(image);
        ComputedMask opened = new EpiMask().Compute(image);

        bool[] ball = [.. Enumerable.Range(0, Grid.Voxels).Select(v => Distance(v) <= 4.7)];
        Assert.Equal(ball, Flags(raw));
        bool[] core = MaskShape.Erode(Grid, ball, 2);
        Assert.Equal(MaskShape.Erode(Grid, MaskShape.Dilate(Grid, core, 4), 2), Flags(opened));
    }

    [Fact]
    public void Epi_WithASecondPart_KeepsTheLargestPartOnly()
    {
        VolumeSeries ball = Ball(10);
        double[] values = ball[0].ToArray();
        values[Grid.Voxels - 1] = 500;

        ComputedMask all = new EpiMask { Opening = 0, Connected = false }.Compute(Series(values));
        ComputedMask largest = new EpiMask { Opening = 0 }.Compute(Series(values));

        Assert.Equal(largest.Voxels + 1, all.Voxels);
        Assert.Equal(0, largest.Mask.Values[^1]);
    }

    [Fact]
    public void Background_WithNaNAround_IsWhereThereAreNumbers()
    {
        double[] values = [.. Enumerable.Range(0, Grid.Voxels).Select(v => Distance(v) <= 4.7 ? 0 : double.NaN)];

        ComputedMask mask = new BackgroundMask().Compute(Series(values));

        Assert.Equal(values.Select(v => !double.IsNaN(v)), Flags(mask));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0.5, 2)]
    [InlineData(1, 1)]
    public void Intersection_OfThree_FollowsTheThreshold(double threshold, int voxels)
    {
        var line = new Grid(5, 1, 1, Affine.Identity);
        Volume[] masks = [new(line, [1, 1, 1, 0, 0]), new(line, [0, 1, 1, 0, 0]), new(line, [0, 0, 5, 0, 0])];

        ComputedMask mask = new MaskIntersection { Threshold = threshold }.Of(masks);

        Assert.Equal(voxels, mask.Voxels);
    }

    [Fact]
    public void Intersection_OfTwoPartsOfOneSize_KeepsTheFirstInCOrder()
    {
        var grid = new Grid(3, 1, 3, Affine.Identity);
        // Voxels (2, 0, 0) and (0, 0, 2): in C order the second comes first.
        double[] values = [0, 0, 1, 0, 0, 0, 1, 0, 0];

        ComputedMask mask = new MaskIntersection().Of([new Volume(grid, values)]);

        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 0, 0], mask.Mask.Values.ToArray());
    }

    [Fact]
    public void Intersection_OfImages_IsThatOfTheirMasks()
    {
        IVolumeSeries[] images = [Ball(10), Ball(10, shift: 1), Ball(10, shift: 2)];
        var strategy = new EpiMask { Opening = 1 };
        var intersection = new MaskIntersection { Threshold = 0.6 };

        ComputedMask joined = intersection.Of(images, strategy);

        ComputedMask expected = intersection.Of([.. images.Select(i => strategy.Compute(i).Mask)]);
        Assert.Equal(expected.Mask.Values.ToArray(), joined.Mask.Values.ToArray());
        Assert.NotEqual(0, joined.Voxels);
    }

    [Fact]
    public void Intersection_OfMasksOnDifferentGrids_NamesThem()
    {
        Volume other = new(new Grid(2, 1, 1, Affine.Identity), [1, 1]);

        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            new MaskIntersection().Of([new Volume(new Grid(1, 1, 1, Affine.Identity), [1]), other])
        );

        Assert.Contains("mask 2: expected the grid of mask 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Automatic_TakesTheBackgroundWhereItIsOneValue_AndTheEpiMethodInNoise()
    {
        double[] masked = [.. Enumerable.Range(0, Grid.Voxels).Select(v => Distance(v) <= 4.7 ? 500.0 - v : 0)];

        Assert.IsType<BackgroundMask>(AutomaticMask.StrategyFor(Series(masked)));
        Assert.IsType<EpiMask>(AutomaticMask.StrategyFor(Ball(10)));
    }

    [Theory]
    [InlineData(13, 2)]
    [InlineData(1, 0)]
    public void Automatic_OnThinImages_DoesNotOpen(int thickness, int opening)
    {
        var grid = new Grid(thickness, 20, 20, Affine.Identity);
        var rng = new Rng(1);
        double[] noise = [.. Enumerable.Range(0, grid.Voxels).Select(_ => rng.NextDouble())];
        double[] masked = [.. noise.Select((x, v) => v == grid.Voxels / 2 ? x : 0)];

        IMaskStrategy raw = AutomaticMask.StrategyFor(new VolumeSeries("noise", grid, [noise]));
        IMaskStrategy clean = AutomaticMask.StrategyFor(new VolumeSeries("masked", grid, [masked]));

        Assert.Equal(opening, Assert.IsType<EpiMask>(raw).Opening);
        Assert.Equal(opening, Assert.IsType<BackgroundMask>(clean).Opening);
    }

    [Fact]
    public void Erode_ThenDilate_ComplementEachOtherAwayFromTheEdge()
    {
        var rng = new Rng(4);
        bool[] mask = [.. Enumerable.Range(0, Grid.Voxels).Select(v => IsInner(v) && rng.NextDouble() < 0.6)];

        bool[] eroded = MaskShape.Erode(Grid, mask, 1);
        bool[] dual = MaskShape.Dilate(Grid, [.. mask.Select(v => !v)], 1);

        Assert.All(Enumerable.Range(0, Grid.Voxels).Where(IsInner), v => Assert.Equal(eroded[v], !dual[v]));
        Assert.Contains(true, eroded);
    }

    private static bool IsInner(int v) =>
        v % Grid.I is > 0 and < 12 && v / Grid.I % Grid.J is > 0 and < 13 && v / Grid.I / Grid.J is > 0 and < 11;

    private static VolumeSeries Ball(double noise, int shift = 0)
    {
        var rng = new Rng(3);
        return Series([
            .. Enumerable
                .Range(0, Grid.Voxels)
                .Select(v => (Distance(v + shift) <= 4.7 ? 500 : 0) + (noise * rng.NextDouble())),
        ]);
    }

    private static VolumeSeries Series(double[] values) => new("image", Grid, [values, values]);

    private static double Distance(int v) =>
        Math.Sqrt(
            Math.Pow((v % Grid.I) - 6, 2)
                + Math.Pow((v / Grid.I % Grid.J) - 6, 2)
                + Math.Pow((v / Grid.I / Grid.J) - 6, 2)
        );

    private static bool[] Flags(ComputedMask mask) => [.. mask.Mask.Values.ToArray().Select(v => v != 0)];
}
