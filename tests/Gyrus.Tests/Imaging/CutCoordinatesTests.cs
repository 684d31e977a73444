using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public class CutCoordinatesTests
{
    /// <summary>Voxels of 2 mm; x from −9 to 9, so that no voxel lies on the midline.</summary>
    private static readonly Grid Grid = new(10, 6, 6, new Affine([2, 0, 0, -9, 0, 2, 0, -5, 0, 0, 2, -5]));

    [Fact]
    public void OfActivation_OfOneBlockAmongSpecks_IsTheMiddleOfTheBlock()
    {
        Volume image = Image(
            (i, j, k) =>
                (i, j, k) is (>= 1 and <= 3, >= 1 and <= 3, >= 1 and <= 3) ? 2
                : i == 8 ? 1
                : 0
        );

        Assert.Equal(At(2, 2, 2), CutCoordinates.OfActivation(image));
    }

    [Fact]
    public void OfActivation_OfANegativeBlock_IsThereToo()
    {
        Volume image = Image((i, j, k) => (i, j, k) == (7, 3, 4) ? -5 : 0.001 * i);

        Assert.Equal(At(7, 3, 4), CutCoordinates.OfActivation(image, 1));
    }

    [Fact]
    public void OfActivation_OfNothing_IsNoPlace()
    {
        Assert.Null(CutCoordinates.OfActivation(Image((_, _, _) => 0)));
        Assert.Null(CutCoordinates.OfActivation(Image((_, _, _) => double.NaN)));
    }

    [Fact]
    public void OfActivation_AboveEveryValue_TakesTheWholeImage() =>
        Assert.Equal(At(4.5, 2.5, 2.5), CutCoordinates.OfActivation(Image((_, _, _) => 1), 2));

    [Fact]
    public void OfActivation_OfAnImageWithNaNAroundIt_IgnoresThem()
    {
        Volume image = Image(
            (i, j, k) =>
                i > 7 ? double.NaN
                : (i, j, k) == (2, 2, 2) ? 1
                : 0
        );

        Assert.Equal(At(2, 2, 2), CutCoordinates.OfActivation(image));
    }

    [Fact]
    public void OfLabels_WithABackgroundThatIsNotZero_LeavesOutThatValueAndNoOther()
    {
        Volume image = Image(
            (i, j, _) =>
                i == 1 ? 0
                : i == 7 ? 3
                : 5
        );

        IReadOnlyList<LabelCentre> centres = CutCoordinates.OfLabels(image, background: 5);

        Assert.Equal([0, 3], centres.Select(c => c.Label));
        Assert.Equal(At(1, 2.5, 2.5), centres[0].Centre);
        Assert.Equal(At(7, 2.5, 2.5), centres[1].Centre);
    }

    [Theory]
    [InlineData(Hemisphere.Left, 1)]
    [InlineData(Hemisphere.Right, 8)]
    public void OfLabels_OfALabelOnBothSides_TakesTheSideAsked(Hemisphere side, double i)
    {
        Volume image = Image((x, _, _) => x is 1 or 8 ? 4 : 0);

        Assert.Equal(At(i, 2.5, 2.5), CutCoordinates.OfLabels(image, side)[0].Centre);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void OfLabels_OfALabelOnOneSide_IsThereWhateverWasAsked(int i)
    {
        Volume image = Image((x, _, _) => x == i ? 4 : 0);

        Assert.Equal(At(i, 2.5, 2.5), CutCoordinates.OfLabels(image, Hemisphere.Left)[0].Centre);
        Assert.Equal(At(i, 2.5, 2.5), CutCoordinates.OfLabels(image, Hemisphere.Right)[0].Centre);
    }

    /// <summary>nilearn puts such a label into the rim: AAL's right supplementary motor area at three voxels left of the midline.</summary>
    [Theory]
    [InlineData(Hemisphere.Left)]
    [InlineData(Hemisphere.Right)]
    public void OfLabels_OfARightLabelThatReachesAcrossTheMidline_IsOnTheRight(Hemisphere asked)
    {
        Volume image = Image((i, j, k) => i > 4 || (i == 4 && j == 0) ? 1 : 0);

        Assert.InRange(CutCoordinates.OfLabels(image, asked)[0].Centre.X, 3, 5);
    }

    [SharedFact]
    public void OfLabels_OfTheAalAtlas_PutsLeftLabelsLeftAndRightLabelsRight()
    {
        LabelCentre[] centres =
        [
            .. CutCoordinates.OfLabels(SharedImage.Load("data", "atlases", "aal116_1mm.nii.gz").Volume()),
        ];
        Dictionary<int, string> names = File.ReadLines(SharedFolder.Path("data", "atlases", "aal116_1mm.txt"))
            .Select(line => line.Split(' '))
            .Where(cells => cells.Length > 1)
            .ToDictionary(
                cells => int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture),
                cells => cells[1]
            );

        Assert.Equal(116, centres.Length);
        Assert.All(
            centres,
            c =>
                Assert.True(
                    names[c.Label].EndsWith("_L", StringComparison.Ordinal) ? c.Centre.X < -4
                        : names[c.Label].EndsWith("_R", StringComparison.Ordinal) ? c.Centre.X > 4
                        : Math.Abs(c.Centre.X) < 5,
                    $"{names[c.Label]} {c.Centre}"
                )
        );
    }

    [Fact]
    public void OfLabels_DoesNotDependOnHowTheImageIsStored()
    {
        Volume image = Image(
            (i, j, k) =>
                i + j < 4 ? 1
                : i > 6 && k > 2 ? 2
                : 0
        );
        var flipped = new Grid(10, 6, 6, new Affine([-2, 0, 0, 9, 0, 2, 0, -5, 0, 0, 2, -5]));
        double[] mirrored = new double[Grid.Voxels];
        for (int v = 0; v < mirrored.Length; v++)
        {
            mirrored[v] = image.Values[(v / 10 * 10) + 9 - (v % 10)];
        }

        Assert.Equal(CutCoordinates.OfLabels(image), CutCoordinates.OfLabels(new Volume(flipped, mirrored)));
    }

    [Fact]
    public void Slices_OfAsManyAsThereAre_AreAllOfThemAndNoneOutside()
    {
        Volume image = Image((i, j, k) => i == 4 ? 1 : 0);

        Assert.Equal([-9, -7, -5, -3, -1, 1, 3, 5, 7, 9], CutCoordinates.Slices(image, 0, 10));
        ArgumentException error = Assert.Throws<ArgumentException>(() => CutCoordinates.Slices(image, 0, 11));
        Assert.Contains("at most one cut per slice (10), but 11", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_OfOnePeak_CutsIt() =>
        Assert.Equal([3], CutCoordinates.Slices(Image((i, j, k) => (i, j, k) == (6, 1, 1) ? 0.5 : 0), 0, 1));

    [Fact]
    public void Slices_OfAnImageWithSwappedAxes_CutsTheWorldAxisAsked()
    {
        var grid = new Grid(6, 10, 6, new Affine([0, 2, 0, -9, 2, 0, 0, -5, 0, 0, 2, -5]));
        double[] values = new double[grid.Voxels];
        values[2 + (6 * 7)] = 0.5;

        Assert.Equal([5], CutCoordinates.Slices(new Volume(grid, values), 0, 1));
        Assert.Equal([-1], CutCoordinates.Slices(new Volume(grid, values), 1, 1));
    }

    private static WorldPoint At(double i, double j, double k) => new((2 * i) - 9, (2 * j) - 5, (2 * k) - 5);

    private static Volume Image(Func<int, int, int, double> value)
    {
        double[] values = new double[Grid.Voxels];
        for (int v = 0; v < values.Length; v++)
        {
            values[v] = value(v % 10, v / 10 % 6, v / 60);
        }

        return new Volume(Grid, values);
    }
}
