using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

public sealed class SpectralPropertyTests
{
    /// <summary>Maps of the spectrum of the covariance, not of the correlations.</summary>
    public static TheoryData<string> Rotatable =>
        [
            "raw",
            "raw-q",
            "lw-2020",
            "qis",
            "lis",
            "gis",
            "pca-cv",
            "pca-cv@released",
            "pca-minka",
            "caut-pca-cv@printed",
            "shrinkage-cv",
            "cvc",
            "ledoit-wolf",
            "oas",
            "oas-2010",
            "rblw",
        ];

    /// <summary>All that keep the eigenvectors of standardised signals.</summary>
    public static TheoryData<string> Spectral =>
        [
            .. Rotatable.Select(static row => row.Data),
            "rie",
            "rie-cv",
            "rie-iw",
            "rie@printed",
            "rie@released",
            "burda-jarosz",
        ];

    [Theory]
    [MemberData(nameof(Rotatable))]
    public void Fit_OfRotatedSignals_IsTheRotatedFit(string name)
    {
        Matrix signals = SpectralSamples.Draw(60, 8, seed: 11);
        Matrix q = SpectralSamples.Rotation(8, seed: 12);

        Matrix fit = Of(name).Fit(signals).Covariance.Values;
        Matrix rotated = Of(name).Fit(SpectralSamples.Product(signals, q)).Covariance.Values;

        Matrix expected = SpectralSamples.Product(q.Transpose(), SpectralSamples.Product(fit, q));
        NumericAssert.Close(expected.AsSpan(), rotated.AsSpan(), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Spectral))]
    public void Oracle_IsNeverBeatenInFrobenius(string name)
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            (Matrix signals, Matrix truth) = Standardised(50, 20, seed);
            var oracle = new OracleEigenvalues { Truth = truth };
            var inverse = new OracleEigenvalues { Truth = truth, Target = OracleTarget.Precision };
            Matrix precision = Inverse.Precision(SampleCovariance.Of(truth, 1));

            CovarianceFit fit = Of(name).Fit(signals);

            double best = Criteria.Frobenius(truth, oracle.Fit(signals).Covariance.Values);
            Assert.True(Criteria.Frobenius(truth, fit.Covariance.Values) >= best - 1e-9);
            double bestInverse = Criteria.Frobenius(precision, inverse.Fit(signals).Precision!);
            Assert.True(Criteria.Frobenius(precision, fit.Precision!) >= bestInverse - 1e-9);
        }
    }

    [Theory]
    [InlineData("cvc", 0.03)]
    [InlineData("rie", 0.16)]
    [InlineData("rie-iw", 0.16)]
    [InlineData("lw-2020", 0.10)]
    [InlineData("qis", 0.10)]
    public void Fit_OfWhiteNoise_IsNearlyTheIdentity(string name, double allowed)
    {
        double sum = 0;
        double largest = 0;
        foreach (ulong seed in new ulong[] { 1, 2, 3, 4 })
        {
            Matrix signals = SpectralSamples.Draw(144, 116, seed, white: true);
            (Matrix standardised, _) = StandardisedEstimator.Standardise(signals);
            IReadOnlyList<double> cleaned = Of(name).Fit(standardised).Spectrum!.Cleaned;
            sum += cleaned.Average(static value => Math.Abs(value - 1)) / 4;
            largest = Math.Max(largest, cleaned.Max());
        }

        Assert.True(sum < allowed, $"mean |ξ − 1| = {sum:0.000}");
        Assert.True(largest < 2, $"largest ξ = {largest:0.000}");
    }

    [Fact]
    public void OracleEigenvalues_WithTheTruthOfItsOwnSpectrum_GiveItBack()
    {
        Matrix signals = SpectralSamples.Draw(60, 10, seed: 4);
        Matrix sample = SampleCovariance.OfSignals(signals).Values;

        CovarianceFit fit = new OracleEigenvalues { Truth = sample }.Fit(signals);

        NumericAssert.Close(sample.AsSpan(), fit.Covariance.Values.AsSpan(), 1e-12);
    }

    [Fact]
    public void TrueCovariance_IsTheTruthAndItsInverse()
    {
        Matrix truth = SpectralSamples.Truth(6, seed: 9);

        CovarianceFit fit = new TrueCovariance { Truth = truth }.Fit(SpectralSamples.Draw(20, 6, seed: 9));

        NumericAssert.Close(truth.AsSpan(), fit.Covariance.Values.AsSpan(), 1e-14);
        Matrix identity = SpectralSamples.Product(truth, fit.Precision!);
        NumericAssert.Close(Matrix.Identity(6).AsSpan(), identity.AsSpan(), 1e-9);
    }

    [Theory]
    [InlineData("rie")]
    [InlineData("rie-cv")]
    [InlineData("raw-q")]
    [InlineData("lis")]
    [InlineData("pca-minka")]
    [InlineData("burda-jarosz")]
    public void Fit_OfFewerSamplesThanRegions_IsRefused(string name) =>
        Assert.Throws<EstimatorUndefinedException>(() => Of(name).Fit(SpectralSamples.Draw(15, 20, seed: 6)));

    [Theory]
    [InlineData("rie")]
    [InlineData("raw-q")]
    [InlineData("lw-2020")]
    [InlineData("qis")]
    [InlineData("pca-minka")]
    public void Fit_OfSignalsWithoutFullRank_IsRefusedWithTheRank(string name)
    {
        Matrix part = SpectralSamples.Draw(60, 9, seed: 6);
        Matrix signals = Matrix.Create(60, 10, (t, i) => i < 9 ? part[t, i] : part[t, 0] - (2 * part[t, 1]));

        EstimatorUndefinedException error = Assert.Throws<EstimatorUndefinedException>(() => Of(name).Fit(signals));

        Assert.Contains("rank 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_OfFewerSamplesThanRegions_HasNoPrecisionAndWarns()
    {
        CovarianceFit fit = Of("raw").Fit(SpectralSamples.Draw(15, 20, seed: 6));

        Assert.Null(fit.Precision);
        Assert.Contains("rank 14", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void StandardisedCautious_KeepsEveryVariance()
    {
        Matrix signals = SpectralSamples.Draw(50, 12, seed: 5);
        Matrix sample = SampleCovariance.OfSignals(signals).Values;

        Matrix fit = new StandardisedCautiousClipping().At(4).Fit(signals).Covariance.Values;

        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(sample[i, i], fit[i, i], 1e-12 * sample[i, i]);
        }
    }

    /// <summary>The fast scores against the plain ones: each p fitted anew to the training samples and scored by its precision.</summary>
    [Theory]
    [InlineData(CleaningCriterion.LogLikelihood)]
    [InlineData(CleaningCriterion.PseudoLogLikelihood)]
    [InlineData(CleaningCriterion.CompletionError)]
    public void Families_ScoreAsTheirMembersDo(CleaningCriterion criterion)
    {
        var prepared = new PreparedSignals(SpectralSamples.Draw(64, 12, seed: 7));
        EstimatorFamily[] families =
        [
            new StandardisedCautiousClipping(),
            StandardisedCautiousClipping.AsReleased,
            new CautiousClipping(),
            new EigenvalueClipping(),
            EigenvalueClipping.AsReleased,
            new RotationallyInvariantFamily(),
        ];
        foreach (EstimatorFamily family in families)
        {
            foreach (PreparedFold fold in prepared.Folds(new()))
            {
                IReadOnlyList<double> grid = family.Grid(prepared);
                double[] scores = new double[grid.Count];
                family.Score(fold, grid, criterion, scores);

                double[] plain =
                [
                    .. grid.Select(value =>
                        Criteria.Of(family.At(value).Fit(fold.Training).Precision!, fold.Validation).Score(criterion)
                    ),
                ];
                NumericAssert.Close(plain, scores, 1e-9);
            }
        }
    }

    private static (Matrix Signals, Matrix Truth) Standardised(int samples, int regions, ulong seed)
    {
        Matrix truth = SpectralSamples.Truth(regions, seed);
        (Matrix signals, double[] deviations) = StandardisedEstimator.Standardise(
            SpectralSamples.Draw(samples, regions, seed)
        );
        return (signals, Matrix.Create(regions, regions, (i, j) => truth[i, j] / (deviations[i] * deviations[j])));
    }

    private static ICovarianceEstimator Of(string name) => EstimatorCatalogue.Parse(name).ForSubject()!;
}
