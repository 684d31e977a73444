using Gyrus.Optimization;
using Gyrus.Optimization.Losses;

namespace Gyrus.Tests.Optimization;

/// <summary>The Poisson datafit by vectors is that of a sample at a time.</summary>
public sealed class PoissonExpDatafitTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            for (int n = 2; n < 68; n++)
            {
                sizes.Add(n, 1);
            }

            sizes.Add(1500, 1);
            sizes.Add(1500, 3);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ValueSlopesAndCurvatures_AreThoseOfTheTwin(int samples, int segments)
    {
        (Datafit fast, Datafit twin, double[] eta) = Of(samples, segments);
        (double[] slopes, double[] expectedSlopes) = (new double[samples], new double[samples]);
        (double[] h, double[] expectedH) = (new double[samples], new double[samples]);

        Assert.Equal(twin.Value(eta), fast.Value(eta), 1e-13);
        Assert.Equal(twin.Slopes(eta, expectedSlopes), fast.Slopes(eta, slopes), 1e-13);
        twin.Curvatures(eta, expectedH);
        fast.Curvatures(eta, h);
        NumericAssert.Close(expectedSlopes, slopes, 1e-14);
        NumericAssert.Close(expectedH, h, 1e-14);
        Assert.Equal(twin.Least, fast.Least, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Recentre_IsThatOfTheTwin(int samples, int segments)
    {
        (Datafit fast, Datafit twin, double[] eta) = Of(samples, segments);
        double[] other = (double[])eta.Clone();
        (double[] slopes, double[] expectedSlopes) = (new double[samples], new double[samples]);
        (double[] shifts, double[] expectedShifts) = (new double[segments], new double[segments]);

        double expected = twin.Recentre(other, expectedShifts, expectedSlopes);
        double loss = fast.Recentre(eta, shifts, slopes);

        Assert.Equal(expected, loss, 1e-13);
        NumericAssert.Close(expectedShifts, shifts, 1e-13);
        NumericAssert.Close(other, eta, 1e-13);
        NumericAssert.Close(expectedSlopes, slopes, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void DualMiss_IsThatOfTheTwin(int samples, int segments)
    {
        (Datafit fast, Datafit twin, double[] eta) = Of(samples, segments);
        double[] v = new double[samples];
        twin.Slopes(Array.ConvertAll(eta, static e => 0.9 * e), v);

        Assert.Equal(twin.DualMiss(eta, v, 1), fast.DualMiss(eta, v, 1), 1e-13);
        Assert.Equal(twin.DualMiss(eta, v, 1.7), fast.DualMiss(eta, v, 1.7), 1e-13);
        v[^1] = -10;
        Assert.Equal(double.PositiveInfinity, fast.DualMiss(eta, v, 1));
    }

    [Fact]
    public void Samples_ThatDoNotCount_HaveNoSayWhateverTheirPredictor()
    {
        var fit = new PoissonExpDatafit([1, 2, 1, 0, 3], [0.5, 0.25, 0, 0.25, 0]);
        double[] eta = [0.1, 0.2, 2000, -0.3, -2000];
        double expected = (0.5 * (Math.Exp(0.1) - 0.1)) + (0.25 * (Math.Exp(0.2) - 0.4)) + (0.25 * Math.Exp(-0.3));
        double[] slopes = new double[5];

        Assert.Equal(expected, fit.Value(eta), 1e-14);
        fit.Slopes(eta, slopes);
        Assert.Equal(0, slopes[2]);
        Assert.Equal(0, slopes[4]);
    }

    [Fact]
    public void BestShifts_OfPredictorsBeyondTheNumbers_BringTheMeanBack()
    {
        double[] y = [1, 2, 0, 4];
        var fit = new PoissonExpDatafit(y, [0.25, 0.25, 0.25, 0.25]);
        double[] shift = new double[1];

        fit.BestShifts([1000, 1001, 999, 1000], shift);

        double sum = new[] { 0.0, 1, -1, 0 }.Sum(Math.Exp);
        Assert.Equal(Math.Log(y.Sum() / sum) - 1000, shift[0], 1e-12);
    }

    private static (Datafit Fast, Datafit Twin, double[] Eta) Of(int samples, int segments)
    {
        var rng = new Rng((ulong)samples);
        double[] eta = new double[samples];
        double[] y = new double[samples];
        double[] w = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            eta[i] = rng.NextNormal();
            y[i] = i % 2 == 0 ? 1 + (i % 3) : 0;
            w[i] = i % 7 == 3 ? 0 : (1 + (i % 4)) / (2.5 * samples);
        }

        // The last sample counts: a dual point outside the domain is seen in the remainder too.
        w[^1] = 1.0 / samples;
        return (
            new PoissonExpDatafit(y, w, segments),
            new PointwiseDatafit<PoissonExpLoss>(default, y, w, segments),
            eta
        );
    }
}
