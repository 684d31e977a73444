using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Signals;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Which estimator is chosen for whom, and that it says so.</summary>
public sealed class AutomaticEstimatorTests
{
    [Fact]
    public void Fit_FullRank_IsCrossValidatedEigenvaluesWithAGapOfTheAutocorrelationTime()
    {
        Matrix signals = Standardised(DiagnosedSignals.Autoregressive(300, 12, 0.7));
        int gap = (int)Math.Ceiling(AutocorrelationTime.Of(signals).Value);

        CovarianceFit fit = new AutomaticEstimator().Fit(signals);

        CovarianceFit expected = new CrossValidatedEigenvalues { Folds = new FoldPlan { Gap = gap } }.Fit(signals);
        Assert.True(gap >= 2);
        Assert.Equal(expected.Covariance.Values.AsSpan(), fit.Covariance.Values.AsSpan());
        Assert.StartsWith("cvc:", fit.Method, StringComparison.Ordinal);
        Assert.Contains($"a gap of {gap} samples", fit.Method, StringComparison.Ordinal);
        Assert.Empty(fit.Warnings);
    }

    [Fact]
    public void Fit_LargerGapOfTheUser_IsKept()
    {
        Matrix signals = Standardised(DiagnosedSignals.White(300, 12));
        var folds = new FoldPlan { Gap = 9 };

        CovarianceFit fit = new AutomaticEstimator { Folds = folds }.Fit(signals);

        Assert.Equal(
            new CrossValidatedEigenvalues { Folds = folds }
                .Fit(signals)
                .Covariance.Values.AsSpan(),
            fit.Covariance.Values.AsSpan()
        );
    }

    [Fact]
    public void Fit_FewerSamplesThanRegions_StaysWithCrossValidatedEigenvalues()
    {
        CovarianceFit fit = new AutomaticEstimator().Fit(Standardised(DiagnosedSignals.White(60, 80)));

        Assert.StartsWith("cvc:", fit.Method, StringComparison.Ordinal);
        Assert.NotNull(fit.Precision);
        Assert.True(fit.Spectrum!.Cleaned.Min() > 0.1, "the null directions have a held-out variance");
    }

    [Fact]
    public void Fit_BandPassed_IsShrinkageAndSaysWhy()
    {
        // Noise moves the pass band a little from block to block, as real filtered recordings do.
        Matrix signals = Standardised(DiagnosedSignals.BandPassed(200, 20, 12));

        CovarianceFit fit = new AutomaticEstimator().Fit(signals);

        Assert.StartsWith("shrinkage-cv:", fit.Method, StringComparison.Ordinal);
        Assert.Contains("rank 12 of 20 although there are 200 samples", fit.Method, StringComparison.Ordinal);
        Assert.Contains("Trust the correlations only", Assert.Single(fit.Warnings), StringComparison.Ordinal);
        Assert.Equal("shrinkage", fit.Choice!.Name);
        Assert.True(fit.Choice.Value > fit.Choice.Grid.Min());
    }

    [Fact]
    public void Fit_SameSeriesTwice_IsRefusedBecauseNoShrinkageIsBest()
    {
        RegionSignals white = DiagnosedSignals.White(2000, 6);
        Matrix signals = Standardised(white.With(5, t => white.Values[t, 0]));

        EstimatorUndefinedException error = Assert.Throws<EstimatorUndefinedException>(() =>
            new AutomaticEstimator().Fit(signals)
        );

        Assert.Contains("rank 5 of 6", error.Message, StringComparison.Ordinal);
        Assert.Contains("ever less shrinkage", error.Message, StringComparison.Ordinal);
    }

    private static Matrix Standardised(RegionSignals signals) =>
        StandardisedEstimator.Standardise(signals.Values).Standardised;
}
