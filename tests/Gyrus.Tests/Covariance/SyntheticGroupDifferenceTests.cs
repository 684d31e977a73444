using Gyrus.Covariance;
using Gyrus.Inference;

namespace Gyrus.Tests.Covariance;

public sealed class SyntheticGroupDifferenceTests
{
    [Fact]
    public void Generate_PlantedEdges_AreFoundAndNothingElse()
    {
        SyntheticGroups groups = new SyntheticGroupDifference { Seed = 4 }.Generate();

        GroupComparisonResult result = Compare(groups);

        string[] regions = [.. Enumerable.Range(0, 20).Select(i => $"{i}")];
        string[] found =
        [
            .. LowerTriangle.NamesOffDiagonal(regions).Where((_, edge) => result.PFwe[edge] <= 0.05).Order(),
        ];
        Assert.Equal([.. groups.Planted.Select(e => $"{e.First}–{e.Second}").Order()], found);
        Assert.All(
            Enumerable.Range(0, result.T.Count).Where(e => result.PFwe[e] <= 0.05),
            e => Assert.True(result.Difference[e] > 0)
        );
    }

    [Fact]
    public void Generate_PlantedCorrelation_HasTheSizeThatIsPromised()
    {
        SyntheticGroups groups = new SyntheticGroupDifference
        {
            Samples = 2000,
            Strength = 1,
            FirstSubjects = 6,
            SecondSubjects = 6,
        }.Generate();

        GroupComparisonResult result = Compare(groups);

        string[] names = LowerTriangle.NamesOffDiagonal([.. Enumerable.Range(0, 20).Select(i => $"{i}")]);
        foreach ((int first, int second) in groups.Planted)
        {
            Assert.Equal(0.5, result.Difference[Array.IndexOf(names, $"{first}–{second}")], 0.05);
        }
    }

    [Fact]
    public void Generate_NoEdges_FindsNone()
    {
        SyntheticGroups groups = new SyntheticGroupDifference { Edges = 0, Seed = 2 }.Generate();

        Assert.DoesNotContain(Compare(groups).PFwe, p => p <= 0.01);
    }

    [Fact]
    public void Generate_SameSeed_GivesTheSameBits()
    {
        var generator = new SyntheticGroupDifference { Seed = 8 };

        Assert.Equal(generator.Generate().Signals[30].AsSpan(), generator.Generate().Signals[30].AsSpan());
    }

    [Fact]
    public void Generate_MoreEdgesThanPairs_IsRefused() =>
        Assert.Equal(
            "6 planted edges need 12 regions, but there are 10.",
            Assert
                .Throws<ArgumentException>(() => new SyntheticGroupDifference { Regions = 10, Edges = 6 }.Generate())
                .Message
        );

    private static GroupComparisonResult Compare(SyntheticGroups groups)
    {
        Connectivity correlation = new ConnectivityMeasure { Estimator = new EmpiricalCovariance() }.Measure(
            groups.Signals
        );
        var two = new TwoGroups("one", "two", [.. groups.IsFirst.Select(f => f ? "one" : "two")]);
        return new GroupComparison { Permutations = 999, Seed = 5 }.Compare(correlation.VectoriseOffDiagonal(), two);
    }
}
