using Gyrus.Glm;
using Gyrus.Optimization;

namespace Gyrus.Tests.Optimization;

/// <summary>What a loss says of one sample does not depend on the η of others, whatever that is and wherever the arrays lie.</summary>
public sealed class NeighbourTests
{
    private const int Samples = 37;

    public static TheoryData<Family, Link> Models =>
        new()
        {
            { Family.Poisson, Link.Exp },
            { Family.Poisson, Link.Softplus },
            { Family.Poisson, Link.Identity },
            { Family.Gaussian, Link.Identity },
            { Family.Gaussian, Link.Exp },
            { Family.Gaussian, Link.Softplus },
            { Family.Bernoulli, Link.Logistic },
            { Family.Bernoulli, Link.Probit },
            { Family.Gamma, Link.Inverse },
            { Family.Gamma, Link.Exp },
            { Family.Gamma, Link.Softplus },
            { Family.NegativeBinomial, Link.Exp },
            { Family.NegativeBinomial, Link.Softplus },
        };

    [Theory]
    [MemberData(nameof(Models))]
    public void Loss_OfASample_DoesNotDependOnItsNeighbours(Family family, Link link)
    {
        var rng = new Rng(3);
        double[] eta = [.. Enumerable.Range(0, Samples).Select(_ => 0.1 + (2 * rng.NextDouble()))];
        double[] response = [.. Enumerable.Range(0, Samples).Select(i => family == Family.Gamma ? 1 + i : i % 2.0)];
        double[] weights = [.. Enumerable.Repeat(1.0 / Samples, Samples)];
        Datafit loss = LossFactory.Create(
            new ObservationModel
            {
                Family = family,
                Link = link,
                Dispersion = family == Family.NegativeBinomial ? 0.5 : null,
            },
            response,
            weights
        );
        (double[] slopes, double[] curvatures) = At(loss, eta, 0);

        foreach (double strange in (double[])[double.NaN, double.PositiveInfinity, 800, 1e300, -800, -1e300])
        {
            for (int at = 0; at < Samples; at += 5)
            {
                double[] beside = [.. eta];
                beside[at] = strange;
                (double[] ownSlopes, double[] ownCurvatures) = At(loss, beside, at % 4);
                ownSlopes[at] = slopes[at];
                ownCurvatures[at] = curvatures[at];

                Assert.Equal(Bits(slopes), Bits(ownSlopes));
                Assert.Equal(Bits(curvatures), Bits(ownCurvatures));
            }
        }
    }

    [Fact]
    public void Softmax_OfASample_DoesNotDependOnItsNeighbours()
    {
        const int Classes = 3;
        var rng = new Rng(4);
        double[] eta = [.. Enumerable.Range(0, Classes * Samples).Select(_ => 2 * rng.NextNormal())];
        double[][] alone = Softmax(eta, Classes);

        foreach (double strange in (double[])[double.NaN, double.PositiveInfinity, 900, -900])
        {
            for (int at = 0; at < Samples; at += 5)
            {
                double[] beside = [.. eta];
                beside[at] = strange;
                double[][] own = Softmax(beside, Classes);

                for (int k = 0; k <= Classes; k++)
                {
                    own[k][at] = alone[k][at];
                    Assert.Equal(Bits(alone[k]), Bits(own[k]));
                }
            }
        }
    }

    /// <summary>The probabilities of each class, and the logarithms of the sums.</summary>
    private static double[][] Softmax(double[] eta, int classes)
    {
        var chunk = new SoftmaxChunk(classes, Samples);
        chunk.Fill(eta, Samples, 0, []);
        return [.. Enumerable.Range(0, classes).Select(k => chunk.Probabilities(k).ToArray()), chunk.LogSums.ToArray()];
    }

    private static (double[] Slopes, double[] Curvatures) At(Datafit loss, double[] eta, int shift)
    {
        double[] moved = [.. new double[shift], .. eta];
        double[] slopes = new double[shift + Samples];
        double[] curvatures = new double[shift + Samples];
        _ = loss.Slopes(moved.AsSpan(shift), slopes.AsSpan(shift));
        loss.Curvatures(moved.AsSpan(shift), curvatures.AsSpan(shift));
        return (slopes[shift..], curvatures[shift..]);
    }

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
}
