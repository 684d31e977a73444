using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

public class ConnectedComponentsTests
{
    [Fact]
    public void Label_OfVoxelsThatTouchAtEdgesOnly_KeepsThemApart()
    {
        var grid = new Grid(2, 2, 2, Affine.Identity);
        bool[] diagonal = [true, false, false, true, false, true, true, false];

        (int[] labels, int[] sizes) = ConnectedComponents.Label(diagonal, grid);

        Assert.Equal([1, 0, 0, 2, 0, 3, 4, 0], labels);
        Assert.Equal([1, 1, 1, 1], sizes);
    }

    [Fact]
    public void Label_DoesNotWrapFromTheEndOfARowToTheNext()
    {
        var grid = new Grid(3, 2, 1, Affine.Identity);

        (int[] labels, _) = ConnectedComponents.Label([false, false, true, true, false, false], grid);

        Assert.Equal([0, 0, 1, 2, 0, 0], labels);
    }

    [Fact]
    public void Label_OfRandomMasks_AgreesWithSpreadingTheSmallestIndex()
    {
        var rng = new Rng(11);
        foreach (double share in (double[])[0.2, 0.31, 0.5, 0.9, 1])
        {
            var grid = new Grid(7, 5, 6, Affine.Identity);
            bool[] mask = [.. Enumerable.Range(0, grid.Voxels).Select(_ => rng.NextDouble() < share)];

            (int[] labels, int[] sizes) = ConnectedComponents.Label(mask, grid);

            int[] expected = SmallestIndexInReach(mask, grid);
            for (int v = 0; v < mask.Length; v++)
            {
                Assert.Equal(mask[v], labels[v] > 0);
                for (int w = 0; w < v && mask[v]; w++)
                {
                    Assert.Equal(mask[w] && expected[v] == expected[w], labels[v] == labels[w]);
                }
            }

            Assert.Equal(mask.Count(m => m), sizes.Sum());
            Assert.All(sizes.Index(), s => Assert.Equal(s.Item, labels.Count(l => l == s.Index + 1)));
        }
    }

    [Fact]
    public void Largest_KeepsTheBiggestPart_AndTheFirstOfEquals()
    {
        var grid = new Grid(8, 1, 1, Affine.Identity);

        Assert.Equal(
            [false, false, true, true, false, false, false, false],
            ConnectedComponents.Largest([true, false, true, true, false, true, true, false], grid)
        );
        Assert.Equal(new bool[8], ConnectedComponents.Largest(new bool[8], grid));
    }

    [Fact]
    public void Largest_OfASnakeThroughManyVoxels_DoesNotRunOutOfStack()
    {
        var grid = new Grid(100, 100, 100, Affine.Identity);
        bool[] all = [.. Enumerable.Repeat(true, grid.Voxels)];

        Assert.Equal(all, ConnectedComponents.Largest(all, grid));
    }

    /// <summary>The slow way: every voxel takes the smallest number among its neighbours until nothing changes.</summary>
    private static int[] SmallestIndexInReach(bool[] mask, Grid grid)
    {
        int[] numbers = [.. Enumerable.Range(0, mask.Length)];
        for (bool changed = true; changed; )
        {
            changed = false;
            for (int v = 0; v < mask.Length; v++)
            {
                for (int w = 0; w < mask.Length && mask[v]; w++)
                {
                    if (mask[w] && Distance(v, w, grid) == 1 && numbers[w] < numbers[v])
                    {
                        (numbers[v], changed) = (numbers[w], true);
                    }
                }
            }
        }

        return numbers;
    }

    private static int Distance(int v, int w, Grid grid) =>
        Math.Abs((v % grid.I) - (w % grid.I))
        + Math.Abs((v / grid.I % grid.J) - (w / grid.I % grid.J))
        + Math.Abs((v / grid.I / grid.J) - (w / grid.I / grid.J));
}
