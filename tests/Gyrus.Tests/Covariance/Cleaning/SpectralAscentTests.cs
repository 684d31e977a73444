using System.Globalization;
using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Ascents that are maps of the spectrum: traces of an independent program, the closed form, the stop rule.</summary>
public sealed class SpectralAscentTests
{
    public static TheoryData<string> Cases => [.. CleaningGolden.Small, .. CleaningGolden.Large];

    public static TheoryData<string> Small => [.. CleaningGolden.Small];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void WishartRecursion_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        JsonElement ascent = golden.Results.GetProperty("ga");
        (Matrix training, Matrix validation) = Split(golden);
        (string Name, double? MultiplierStep)[] forms = [("trace_constraint", 1e-3), ("unconstrained", null)];
        foreach ((string form, double? multiplierStep) in forms)
        {
            var recursion = new WishartRecursion(training, validation, 1e-4, multiplierStep);
            int epoch = 0;
            foreach (JsonProperty snapshot in ascent.GetProperty("dgaw").GetProperty(form).EnumerateObject())
            {
                int at = int.Parse(snapshot.Name, CultureInfo.InvariantCulture);
                recursion.Advance(at - epoch);
                epoch = at;

                JsonElement value = snapshot.Value;
                NumericAssert.Close(CleaningGolden.Numbers(value.GetProperty("y")), recursion.State, 1e-8);
                NumericAssert.Close(value.GetProperty("mu").GetDouble(), recursion.Multiplier, 1e-8);
                NumericAssert.Close(
                    value.GetProperty("loglik_val").GetDouble(),
                    recursion.Score(CleaningCriterion.LogLikelihood),
                    1e-8
                );
                NumericAssert.Close(
                    -value.GetProperty("completion_val").GetDouble(),
                    recursion.Score(CleaningCriterion.CompletionError),
                    1e-8
                );
            }

            Assert.Equal(8000, epoch);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Small))]
    public void PlainRecursion_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        (Matrix training, Matrix validation) = Split(golden);
        double step = golden.Results.GetProperty("ga").GetProperty("ga_plain_on_C").GetProperty("eta").GetDouble();
        Npy expected = Npy.Golden("noise-cleaning", name, "ga_plain_C_steps_1_10_100.npy");
        int size = expected.Shape[1] * expected.Shape[1];
        var recursion = new PlainRecursion(training, validation, step);
        int[] at = [1, 10, 100];
        for (int k = 0; k < at.Length; k++)
        {
            recursion.Advance(at[k] - (k == 0 ? 0 : at[k - 1]));

            Matrix covariance = recursion.Fit(recursion.State.ToArray()).Covariance.Values;
            NumericAssert.Close(expected.Values.AsSpan(k * size, size), covariance.AsSpan(), 1e-8);
        }
    }

    [Fact]
    public void WishartRecursion_WithoutMultiplier_FollowsTheFlow()
    {
        Matrix signals = SparsePrecisionTests.Signals(40, 8, 1);
        var recursion = new WishartRecursion(signals, signals, 1e-4, null);
        double[] lambda = SampleSpectrum.Of(signals, SampleScaling.AsGiven).Values.ToArray();
        double[] flow = new double[8];
        foreach (int epochs in new[] { 100, 900, 9000 })
        {
            recursion.Advance(epochs);
            double time = epochs switch
            {
                100 => 0.01,
                900 => 0.1,
                _ => 1,
            };

            new GradientFlow().Clean(lambda, 40, time, flow);

            NumericAssert.Close(flow, [.. recursion.State.ToArray().Select(y => 1 / (y * y))], 1e-3);
        }
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(1, 0.2)]
    [InlineData(4, 0.01)]
    [InlineData(1e-3, 20)]
    [InlineData(2, 100)]
    public void Flow_IsItsClosedForm(double lambda, double time)
    {
        double[] cleaned = new double[1];

        new GradientFlow().Clean([lambda], 1, time, cleaned);

        NumericAssert.Close(lambda / (1 - ((1 - lambda) * Math.Exp(-2 * lambda * time))), cleaned[0], 1e-12);
    }

    [Fact]
    public void Flow_HasItsLimits()
    {
        double[] lambda = [3, 0.5, 1e-14, 0, -1e-17];
        double[] cleaned = new double[5];
        var flow = new GradientFlow();

        flow.Clean(lambda, 1, 0, cleaned);
        NumericAssert.Close([1, 1, 1, 1, 1], cleaned, 0);

        flow.Clean(lambda, 1, 50, cleaned);
        NumericAssert.Close([3, 0.5, 1.0 / 101, 1.0 / 101, 1.0 / 101], cleaned, 1e-9);
    }

    [Fact]
    public void Fit_ReturnsTheIterateTwoChecksBeforeTheFirstThatIsWorseThanThree()
    {
        Matrix signals = SparsePrecisionTests.Signals(60, 8, 2);
        CovarianceFit fit = new WishartAscent { MultiplierStep = null }.Fit(signals);
        IReadOnlyList<double> scores = fit.Choice!.MeanScores;

        int stop = Enumerable
            .Range(4, scores.Count - 4)
            .First(i =>
                i == scores.Count - 1 || scores[i] < Math.Min(scores[i - 1], Math.Min(scores[i - 2], scores[i - 3]))
            );
        Assert.Equal(scores.Count - 1, stop);
        Assert.Equal(800.0 * (stop - 1), fit.Choice.Value);
        Assert.Equal(scores[stop - 2], fit.Convergence!.Objective);
        Assert.Equal(fit.Convergence.Converged, fit.Warnings.Count == 0);

        Matrix centred = new PreparedSignals(signals).Signals;
        NumericAssert.Close(
            scores[stop - 2],
            Criteria.Of(fit.Precision!, centred.RowRange(50, 10)).LogLikelihood,
            1e-9
        );
    }

    [Fact]
    public void Fit_WhenTheEpochsRunOut_WarnsAndGoesBackTwoChecks()
    {
        CovarianceFit fit = new WishartAscent { Stopping = new() { MaxEpochs = 2000 } }.Fit(
            SparsePrecisionTests.Signals(60, 8, 2)
        );

        Assert.Equal([800.0, 1600, 2000], fit.Choice!.Grid);
        Assert.Equal(800, fit.Choice.Value);
        Assert.Single(fit.Warnings);
    }

    [Fact]
    public void Fit_WhenTheStepIsTooLarge_SaysSo()
    {
        Matrix signals = SparsePrecisionTests.Signals(60, 8, 2);

        EstimatorUndefinedException thrown = Assert.Throws<EstimatorUndefinedException>(() =>
            new WishartAscent { Step = 10 }.Fit(signals)
        );

        Assert.Contains("smaller step", thrown.Message, StringComparison.Ordinal);
    }

    internal static (Matrix Training, Matrix Validation) Split(CleaningGolden golden)
    {
        int train = golden.Results.GetProperty("ga").GetProperty("T_in").GetInt32();
        return (golden.Training.RowRange(0, train), golden.Training.RowRange(train, golden.Training.Rows - train));
    }
}
