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
        (double[] slopes, double[] v) = (new double[samples], new double[samples]);
        twin.Slopes(eta, slopes);
        twin.Slopes(Array.ConvertAll(eta, static e => 0.9 * e), v);

        Assert.Equal(twin.DualMiss(eta, slopes, v, 1), fast.DualMiss(eta, slopes, v, 1), 1e-13);
        Assert.Equal(twin.DualMiss(eta, slopes, v, 1.7), fast.DualMiss(eta, slopes, v, 1.7), 1e-13);
        v[^1] = -10;
        Assert.Equal(double.PositiveInfinity, fast.DualMiss(eta, slopes, v, 1));
    }

    /// <summary>Σ m φ(z/m − 1) with φ as a series of twice as many terms, or in logarithms that do not cancel.</summary>
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(0.06)]
    [InlineData(0.07)]
    [InlineData(0.9)]
    public void DualMiss_NearTheSlopes_LosesNoDigits(double size)
    {
        const int Samples = 203;
        (Datafit fast, _, double[] eta) = Of(Samples, 1);
        double[] slopes = new double[Samples];
        double[] m = new double[Samples];
        fast.Slopes(eta, slopes);
        fast.Curvatures(eta, m);
        double[] r = [.. Enumerable.Range(0, Samples).Select(i => size * Math.Cos(i))];
        double[] v = [.. slopes.Select((u, i) => u + (m[i] * r[i]))];
        double expected = m.Zip(r).Sum(static p => p.First * Phi(p.Second));

        Assert.Equal(1, fast.DualMiss(eta, slopes, v, 1) / expected, size < 1e-6 ? 1e-6 : 1e-11);
    }

    [Fact]
    public void DualMiss_OfAMeanThatIsNoNumberAnyMore_IsThatOfItsLogarithm()
    {
        // m = e^−800 is 0 in doubles; z = 0.25·0.5 stays, and z (log(z/w) − η) is large.
        var fit = new PoissonExpDatafit([0, 0, 0, 0, 0], [0.25, 0.25, 0.25, 0.25, 0.25]);
        double[] eta = [-800, -800, -800, -800, -800];
        double[] slopes = new double[5];
        fit.Slopes(eta, slopes);
        double expected = 5 * 0.125 * (Math.Log(0.5) + 800 - 1);

        Assert.Equal(expected, fit.DualMiss(eta, slopes, [0.125, 0.125, 0.125, 0.125, 0.125], 1), 1e-10);
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

    private static double Phi(double r)
    {
        if (Math.Abs(r) > 0.2)
        {
            return ((1 + r) * Math.Log(1 + r)) - r;
        }

        double sum = 0;
        for (int k = 24; k >= 2; k--)
        {
            sum += Math.Pow(-r, k) / (k * (k - 1));
        }

        return sum;
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
