using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>What every estimator of the catalogue promises that fits one subject in milliseconds, in each of its variants.</summary>
public sealed class CleaningContractTests
{
    private static readonly Matrix Signals = SpectralSamples.Draw(90, 9, seed: 3);

    public static TheoryData<string> All =>
        [
            .. EstimatorCatalogue
                .All.Where(static e => e.Create is not null && !e.Slow)
                .SelectMany(static e =>
                    e.Variants.Select(v => v == EstimatorVariant.Right ? e.Name : $"{e.Name}@{v}".ToLowerInvariant())
                ),
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_Twice_GivesTheSameBitsAndLeavesTheSignals(string name)
    {
        double[] before = Signals.AsSpan().ToArray();

        CovarianceFit first = Of(name).Fit(Signals);
        CovarianceFit second = Of(name).Fit(Signals);

        Assert.Equal(first.Covariance.Values.AsSpan(), second.Covariance.Values.AsSpan());
        Assert.Equal(first.Precision!.AsSpan(), second.Precision!.AsSpan());
        Assert.Equal(before, Signals.AsSpan());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_IsSymmetricAndPositiveDefiniteAndItsPrecisionTheInverse(string name)
    {
        CovarianceFit fit = Of(name).Fit(Signals);

        Matrix covariance = fit.Covariance.Values;
        Assert.Equal(covariance.AsSpan(), covariance.Transpose().AsSpan());
        Assert.Equal(fit.Precision!.AsSpan(), fit.Precision.Transpose().AsSpan());
        Assert.NotNull(Criteria.LogDeterminant(covariance));
        Matrix identity = SpectralSamples.Product(covariance, fit.Precision);
        NumericAssert.Close(Matrix.Identity(9).AsSpan(), identity.AsSpan(), 1e-9);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_OfReorderedRegions_IsTheReorderedFit(string name)
    {
        int[] order = [4, 0, 8, 2, 7, 1, 3, 6, 5];
        int[] rows = [.. Enumerable.Range(0, Signals.Rows)];

        Matrix expected = Of(name).Fit(Signals).Covariance.Values.Select(order, order);
        Matrix actual = Of(name).Fit(Signals.Select(rows, order)).Covariance.Values;

        // An optimum certified to a gap of 1e-6 is known to about √1e-6 per entry, and the order of the regions moves it within that.
        double tolerance = name.StartsWith("glasso", StringComparison.Ordinal) ? 1e-3 : 1e-7;
        NumericAssert.Close(expected.AsSpan(), actual.AsSpan(), tolerance);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_OfStandardisedSignals_FollowsTheUnitsOfEachRegion(string name)
    {
        double[] units = [1, 1e3, 0.01, 5, 1, 200, 0.3, 1, 7];
        Matrix scaled = Matrix.Create(90, 9, (t, i) => units[i] * Signals[t, i]);
        var estimator = new StandardisedEstimator { Estimator = Of(name) };

        Matrix expected = estimator.Fit(Signals).Covariance.Values;
        Matrix actual = estimator.Fit(scaled).Covariance.Values;

        var back = Matrix.Create(9, 9, (i, j) => actual[i, j] / (units[i] * units[j]));
        NumericAssert.Close(expected.AsSpan(), back.AsSpan(), 1e-7);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_OfFewSamples_IsFiniteOrRefusedWithAReason(string name)
    {
        Matrix few = SpectralSamples.Draw(14, 20, seed: 8);
        CovarianceFit fit;
        try
        {
            fit = Of(name).Fit(few);
        }
        catch (EstimatorUndefinedException undefined)
        {
            Assert.EndsWith(".", undefined.Message.TrimEnd(')'), StringComparison.Ordinal);
            return;
        }

        Assert.All(fit.Covariance.Values.AsSpan().ToArray(), static value => Assert.True(double.IsFinite(value)));
        if (fit.Precision is { } precision)
        {
            Assert.All(precision.AsSpan().ToArray(), static value => Assert.True(double.IsFinite(value)));
            Assert.NotNull(Criteria.LogDeterminant(precision));
        }
    }

    private static ICovarianceEstimator Of(string name) => EstimatorCatalogue.Parse(name).ForSubject()!;
}
