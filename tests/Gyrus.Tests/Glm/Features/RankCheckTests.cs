using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

public sealed class RankCheckTests
{
    private static readonly double[] X = Draw(1);
    private static readonly double[] Y = Draw(2);

    [Fact]
    public void Of_BSplines_SaysThatTheySumToTheIntercept()
    {
        RankCheck check = RankCheck.Of(new DesignBuilder().Add("position", new BSpline { Count = 8 }, X).Build());

        Assert.Equal(8, check.Rank);
        Assert.Equal(
            "The columns of 'position' sum to the constant 1, as the intercept is.",
            Assert.Single(check.Warnings)
        );
    }

    [Fact]
    public void Of_AnOddNumberOfRaisedCosines_NamesTheBumpsThatSumToTheIntercept()
    {
        RankCheck check = RankCheck.Of(
            new DesignBuilder().Add("speed", new RaisedCosineLinear { Count = 7 }, X).Build()
        );

        Assert.Equal(
            "Columns 1, 3, 5 and 7 of 'speed' sum to the constant 1, as the intercept is.",
            Assert.Single(check.Warnings)
        );
    }

    [Fact]
    public void Of_AnEvenNumberOfRaisedCosines_IsFull() =>
        Assert.True(
            RankCheck.Of(new DesignBuilder().Add("speed", new RaisedCosineLinear { Count = 6 }, X).Build()).IsFull
        );

    [Fact]
    public void Of_ACovariateThatRepeatsAnother_SaysWhatItEquals()
    {
        double[] twice = [.. X.Zip(Y, static (x, y) => (2 * x) - y + 3)];

        RankCheck check = RankCheck.Of(Design.Of(("x", Column(X)), ("y", Column(Y)), ("copy", Column(twice))));

        Assert.Equal(
            "Column 1 of 'copy' equals 3 + 2 × column 1 of 'x' + -1 × column 1 of 'y'.",
            Assert.Single(check.Warnings)
        );
        Assert.Equal(2, Assert.Single(check.Aliased).Column);
    }

    [Fact]
    public void Of_ConstantAndZeroColumns_SaysSo()
    {
        RankCheck check = RankCheck.Of(
            Design.Of(("c", Matrix.Create(50, 1, static (_, _) => 2.5)), ("z", new Matrix(50, 1)))
        );

        Assert.Equal(
            ["Column 1 of 'c' is the constant 2.5, as the intercept is.", "Column 1 of 'z' is zero in every sample."],
            check.Warnings
        );
    }

    [Fact]
    public void Of_TermsGiveTheColumnBack()
    {
        Design design = new DesignBuilder()
            .Add("a", new BSpline { Count = 5 }, X)
            .Add("b", new CyclicBSpline { Count = 6 }, Y)
            .Build();
        Matrix dense = design.ToMatrix();

        foreach (AliasedColumn aliased in RankCheck.Of(design).Aliased)
        {
            double[] rebuilt =
            [
                .. Enumerable
                    .Range(0, dense.Rows)
                    .Select(i => aliased.Intercept + aliased.Terms.Sum(t => t.Coefficient * dense[i, t.Column])),
            ];
            NumericAssert.Close(dense.Column(aliased.Column), rebuilt, 1e-7);
        }

        Assert.Equal(2, RankCheck.Of(design).Aliased.Count);
    }

    private static Matrix Column(double[] x) => Matrix.FromColumnMajor(x.Length, 1, x);

    private static double[] Draw(ulong seed)
    {
        double[] x = new double[300];
        new Rng(seed).FillNormal(x);
        return x;
    }
}
