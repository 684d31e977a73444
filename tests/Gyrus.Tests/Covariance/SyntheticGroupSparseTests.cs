using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance;

public sealed class SyntheticGroupSparseTests
{
    [Fact]
    public void Generate_Twice_GivesTheSameBits()
    {
        var recipe = new SyntheticGroupSparse { Regions = 9, Seed = 7 };

        SyntheticGroup first = recipe.Generate();
        SyntheticGroup second = recipe.Generate();

        Assert.Equal(first.Signals[3].AsSpan(), second.Signals[3].AsSpan());
        Assert.NotEqual(first.Signals[3][0, 0], (recipe with { Seed = 8 }).Generate().Signals[3][0, 0]);
    }

    [Fact]
    public void Generate_MoreSubjects_LeavesTheFirstOnesAsTheyWere()
    {
        var recipe = new SyntheticGroupSparse { Regions = 9, Subjects = 2 };

        Assert.Equal(
            recipe.Generate().Signals[1].AsSpan(),
            (recipe with { Subjects = 5 }).Generate().Signals[1].AsSpan()
        );
    }

    [Fact]
    public void Generate_PrecisionsShareThePattern_AndOnlyThat()
    {
        SyntheticGroup group = new SyntheticGroupSparse
        {
            Regions = 25,
            Subjects = 3,
            Density = 0.1,
        }.Generate();

        Assert.All(
            group.Precisions,
            precision =>
            {
                for (int i = 0; i < 25; i++)
                {
                    for (int j = 0; j < 25; j++)
                    {
                        Assert.Equal(group.Topology[i, j] != 0, precision[i, j] != 0);
                    }
                }
            }
        );
        Assert.NotEqual(group.Precisions[0].AsSpan().ToArray(), group.Precisions[1].AsSpan().ToArray());
    }

    [Fact]
    public void Generate_ManySamples_HaveTheInverseOfThePrecision()
    {
        SyntheticGroup group = new SyntheticGroupSparse
        {
            Regions = 6,
            Subjects = 1,
            MinSamples = 200_000,
            Density = 0.4,
            Autocorrelation = 0,
        }.Generate();

        Matrix inverse = group.Precisions[0].Copy();
        new ManagedLinearAlgebra().Cholesky(inverse.Values, 6);
        new ManagedLinearAlgebra().CholeskyInverse(inverse.Values, 6);

        // Sampling noise: 4 standard errors of √(2/200000) at entries of order 1 to 2.
        NumericAssert.Close(inverse.AsSpan(), SampleCovariance.OfSignals(group.Signals[0]).Values.AsSpan(), 0.015);
    }

    [Fact]
    public void Generate_Autocorrelation_IsThatOfNeighbouringSamples_AndLeavesTheCovariance()
    {
        SyntheticGroup group = new SyntheticGroupSparse
        {
            Regions = 2,
            Subjects = 1,
            MinSamples = 100_000,
            Density = 1,
            Autocorrelation = 0.6,
        }.Generate();
        double[] x = group.Signals[0].Column(0).ToArray();

        double lagged = x.Zip(x.Skip(1), (a, b) => a * b).Average();
        double variance = x.Average(a => a * a);

        // Four standard errors.
        Assert.InRange(lagged / variance, 0.59, 0.61);
        double determinant =
            group.Precisions[0][0, 0] * group.Precisions[0][1, 1] - Math.Pow(group.Precisions[0][0, 1], 2);
        Assert.InRange(variance / (group.Precisions[0][1, 1] / determinant), 0.97, 1.03);
    }

    [Fact]
    public void Generate_SampleNumbers_LieInTheirRangeAndDiffer()
    {
        SyntheticGroup group = new SyntheticGroupSparse
        {
            Regions = 3,
            Subjects = 30,
            MinSamples = 30,
            MaxSamples = 50,
        }.Generate();

        Assert.All(group.Signals, s => Assert.InRange(s.Rows, 30, 50));
        Assert.InRange(group.Signals.Select(s => s.Rows).Distinct().Count(), 8, 21);
    }

    [Theory]
    [InlineData(39)]
    [InlineData(116)]
    [InlineData(264)]
    public void Generate_DefaultDensity_CorrelatesLikeRecordings(int regions)
    {
        SyntheticGroup group = new SyntheticGroupSparse { Regions = regions, Subjects = 2 }.Generate();

        double[] sizes =
        [
            .. group
                .Signals.SelectMany(s =>
                    LowerTriangle.VectoriseOffDiagonal(SampleCovariance.CorrelationOfSignals(s).Values)
                )
                .Select(Math.Abs)
                .Order(),
        ];

        Assert.InRange(sizes[sizes.Length / 2], 0.13, 0.21);
        Assert.InRange(sizes[^1], 0.6, 0.98);
    }

    [Fact]
    public void Generate_OneRegionOneSubject_IsNoise()
    {
        SyntheticGroup group = new SyntheticGroupSparse { Regions = 1, Subjects = 1 }.Generate();

        Assert.Equal(170, group.Signals[0].Rows);
        Assert.Equal(1, group.Precisions[0][0, 0]);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticGroupSparse { Regions = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticGroupSparse { Regions = 2, MinSamples = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticGroupSparse { Regions = 2, Density = 1.5 });
    }
}
