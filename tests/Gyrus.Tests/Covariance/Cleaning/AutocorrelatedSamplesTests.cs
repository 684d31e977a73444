using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>What autocorrelation does to estimators, on samples whose truth is known.</summary>
public sealed class AutocorrelatedSamplesTests
{
    [Fact]
    public void CrossValidatedEigenvalues_OnBlocks_StayAtTheRotationInvariantOptimum_ShuffledTheyDoNot()
    {
        const int Realisations = 6;
        (double optimum, double blocks, double shuffled) = (0, 0, 0);
        for (int k = 0; k < Realisations; k++)
        {
            SyntheticSeries series = new SyntheticDirichlet
            {
                Regions = 116,
                Samples = 300,
                Autocorrelation = 0.6,
                Seed = 11,
            }.Generate(k);
            var signals = new PreparedSignals(series.Samples);

            optimum += Optimum(series, signals) / Realisations;
            blocks += Expected(series, new CrossValidatedEigenvalues().Fit(signals)) / Realisations;
            shuffled +=
                Expected(
                    series,
                    new CrossValidatedEigenvalues { Folds = new FoldPlan { ShuffleSeed = 1 } }.Fit(signals)
                ) / Realisations;
        }

        // The design's figures for this case, in nats of 116 regions: −116.8 on blocks against −116.4 at the optimum, −120.6 shuffled.
        Assert.InRange(optimum - blocks, 0, 0.8);
        Assert.InRange(optimum - shuffled, 2.5, 10);
    }

    /// <summary>The likelihood of the best eigenvalues for the sample's eigenvectors: those of the truth along them.</summary>
    private static double Optimum(SyntheticSeries series, PreparedSignals signals)
    {
        SampleSpectrum spectrum = signals.Spectrum(SampleScaling.AsGiven);
        double sum = series.Covariance.Rows * (Math.Log(2 * Math.PI) + 1);
        for (int i = 0; i < spectrum.Regions; i++)
        {
            double variance = 0;
            ReadOnlySpan<double> u = spectrum.Vectors.Column(i);
            for (int a = 0; a < u.Length; a++)
            {
                for (int b = 0; b < u.Length; b++)
                {
                    variance += u[a] * series.Covariance[a, b] * u[b];
                }
            }

            sum += Math.Log(variance);
        }

        return -0.5 * sum;
    }

    /// <summary>The expectation of the log-likelihood over fresh samples: −½[N ln 2π − ln det J + tr(J C)].</summary>
    private static double Expected(SyntheticSeries series, CovarianceFit fit)
    {
        Matrix j = fit.Precision!;
        double trace = 0;
        for (int i = 0; i < j.AsSpan().Length; i++)
        {
            trace += j.AsSpan()[i] * series.Covariance.AsSpan()[i];
        }

        return -0.5 * ((j.Rows * Math.Log(2 * Math.PI)) - Criteria.LogDeterminant(j)!.Value + trace);
    }
}
