using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

public sealed class KernelTests
{
    [Fact]
    public void Prefilter_AtAnySize_SolvesTheSplineEquations()
    {
        var rng = new Rng(5);
        foreach (int size in (int[])[1, 2, 3, 4, 7, 31, 34, 70, 1500])
        {
            CheckPrefilter(rng, (size < 100 ? 11 : 3, size, 1));
            CheckPrefilter(rng, (2, size, 3));
            CheckPrefilter(rng, (1, size, 59));
        }
    }

    private static void CheckPrefilter(Rng rng, (int Outer, int Size, int Inner) shape)
    {
        (int outer, int size, int inner) = shape;
        double[] values = new double[outer * size * inner];
        rng.FillNormal(values);
        double[] c = (double[])values.Clone();

        SplinePrefilter.Filter(c, outer, size, inner);

        for (int n = 0; n < values.Length && size > 1; n++)
        {
            int at = n / inner % size;
            double before = c[n + ((AxisTaps.Mirror(at - 1, size) - at) * inner)];
            double after = c[n + ((AxisTaps.Mirror(at + 1, size) - at) * inner)];
            Assert.Equal(values[n], (before + (4 * c[n]) + after) / 6, 1e-13);
        }
    }

    [Fact]
    public void DenseRows_AtAnyLength_EqualDotProducts()
    {
        var rng = new Rng(6);
        foreach (int voxels in Enumerable.Range(1, 67).Concat([1023, 1024, 1025, 2051]))
        {
            foreach ((int rows, int volumes) in ((int, int)[])[(1, 1), (3, 4), (5, 6), (4, 3)])
            {
                var dense = new DenseRows(rows, voxels);
                double[][] weights = [.. Enumerable.Range(0, rows).Select(_ => new double[voxels])];
                for (int r = 0; r < rows; r++)
                {
                    rng.FillNormal(weights[r]);
                    weights[r].CopyTo(dense.Row(r));
                }

                dense.Seal();
                double[] block = new double[volumes * voxels];
                rng.FillNormal(block);
                double[] results = new double[volumes * rows];

                dense.MultiplyBlock(block, volumes, results);

                double[] expected =
                [
                    .. from t in Enumerable.Range(0, volumes)
                    from r in Enumerable.Range(0, rows)
                    select Enumerable.Range(0, voxels).Sum(v => weights[r][v] * block[(t * voxels) + v]),
                ];
                NumericAssert.Close(expected, results, 1e-12);
            }
        }
    }

    [Fact]
    public void DenseRows_OfPiecesThatAreZero_PassOverThemOnly()
    {
        var dense = new DenseRows(2, 5000);
        dense.Row(0).Clear();
        dense.Row(1).Clear();
        dense.Row(0)[10] = 1;
        dense.Row(1)[4999] = 2;
        dense.Row(1)[2500] = 1e-19;
        double[] volume = [.. Enumerable.Range(0, 5000).Select(v => (double)v)];
        double[] result = new double[2];

        dense.Seal();
        dense.Multiply(volume, result);

        Assert.Equal([10.0, 9998.0], result);
    }

    [Fact]
    public void Mirror_BeyondTheEnds_DoesNotRepeatTheEdge()
    {
        Assert.Equal([2, 1, 0, 1, 2, 3, 2, 1, 0], Enumerable.Range(-2, 9).Select(n => AxisTaps.Mirror(n, 4)));
        Assert.Equal([0, 0], Enumerable.Range(-1, 2).Select(n => AxisTaps.Mirror(n, 1)));
    }

    [Fact]
    public void Reaching_AnImageThatLiesBeforeTheOrigin_Throws()
    {
        Grid image = Phantom.Grid((5, 5, 5), 2, 0);

        Assert.Throws<ArgumentException>(() =>
            TargetGrid.Reaching(image, new Affine([1, 0, 0, 50, 0, 1, 0, 0, 0, 0, 1, 0]))
        );
        Assert.Equal(
            new Grid(9, 9, 9, new Affine([1, 0, 0, -4, 0, 1, 0, -4, 0, 0, 1, -4])),
            TargetGrid.Reaching(image, new Affine([1, 0, 0, -4, 0, 1, 0, -4, 0, 0, 1, -4]))
        );
    }
}
