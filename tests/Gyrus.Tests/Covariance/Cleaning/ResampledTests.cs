using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Estimators by resampling against their definitions, written out without any of the kernels.</summary>
public sealed class ResampledTests
{
    // Without the mean over regions all correlations add up to about nothing, which joined clusters keep: they are not positive definite.
    [Theory]
    [InlineData(60, 9, true)]
    [InlineData(60, 9, false)]
    [InlineData(40, 24, false)]
    [InlineData(40, 1, true)]
    [InlineData(40, 2, true)]
    public void Bahc_IsTheMeanOfItsFilteredBootstraps(int samples, int regions, bool definite)
    {
        Matrix drawn = SpectralSamples.Draw(samples, regions, seed: 3, white: !definite);
        Matrix signals = new PreparedSignals(definite ? drawn : WithoutMeanOverRegions(drawn)).Signals;
        int[][] bootstraps = [.. Enumerable.Range(0, 12).Select(b => Bootstrap(samples, Rng.ForPart(5, b)))];
        (double[,] expected, bool all) = Mean(signals, bootstraps);

        CovarianceFit fit = Bahc.Fit(new PreparedSignals(signals), bootstraps);

        Assert.Equal(definite, all);
        double[] deviations = [.. Enumerable.Range(0, regions).Select(j => Deviation(signals, j))];
        for (int j = 0; j < regions; j++)
        {
            for (int i = 0; i < regions; i++)
            {
                NumericAssert.Close(expected[i, j] * deviations[i] * deviations[j], fit.Covariance.Values[i, j], 1e-12);
            }
        }
    }

    [Fact]
    public void Bahc_RegionThatDoesNotVaryInABootstrap_IsRefused()
    {
        Matrix signals = Matrix.Create(
            8,
            2,
            static (t, i) =>
                i == 0 ? Math.Sin(t)
                : t == 7 ? 3.3
                : 0.1
        );

        Assert.Throws<EstimatorUndefinedException>(() =>
            Bahc.Fit(
                new PreparedSignals(signals),
                [
                    [0, 1, 2, 3, 4, 5, 6, 6],
                ]
            )
        );
    }

    [Theory]
    [InlineData(90, 12, 60)]
    [InlineData(30, 12, 8)]
    [InlineData(30, 12, 24)]
    public void Nercome_IsTheMeanOfItsSplits(int samples, int regions, int first)
    {
        var prepared = new PreparedSignals(SpectralSamples.Draw(samples, regions, seed: 4, white: false));
        int[][] orders = [.. Enumerable.Range(0, 10).Select(k => Rng.ForPart(9, k).Permutation(samples))];
        double[] expected = new double[regions * regions];
        foreach (int[] order in orders)
        {
            var spectrum = SampleSpectrum.Of(SampleSplit.Take(prepared.Signals, order[..first]), SampleScaling.AsGiven);
            double[] variances = RotatedSamples
                .Of(SampleSplit.Take(prepared.Signals, order[first..]), spectrum.Vectors)
                .Variances(spectrum.Rank);
            for (int at = 0; at < expected.Length; at++)
            {
                (int j, int i) = Math.DivRem(at, regions);
                for (int k = 0; k < regions; k++)
                {
                    expected[at] += spectrum.Vectors[i, k] * variances[k] * spectrum.Vectors[j, k] / orders.Length;
                }
            }
        }

        CovarianceFit fit = Nercome.Fit(prepared, first, orders);

        NumericAssert.Close(expected, fit.Covariance.Values.AsSpan(), 1e-12);
    }

    // The eigenvectors must not see that the rest of the samples is many orders of magnitude larger.
    [Fact]
    public void Nercome_OneSampleOfAMillionDeviations_DoesNotBlurTheOtherPart()
    {
        Matrix signals = SpectralSamples.Draw(40, 6, seed: 6, white: false);
        signals = Matrix.Create(40, 6, (t, i) => t == 39 ? 1e8 * (i + 1) : signals[t, i]);
        var prepared = new PreparedSignals(signals);
        int[] order = [.. Enumerable.Range(0, 40)];
        var spectrum = SampleSpectrum.Of(SampleSplit.Take(prepared.Signals, order[..25]), SampleScaling.AsGiven);
        double[] variances = RotatedSamples
            .Of(SampleSplit.Take(prepared.Signals, order[25..]), spectrum.Vectors)
            .Variances(spectrum.Rank);
        double[] ones = [.. Enumerable.Repeat(1.0, 6)];
        Matrix expected = SpectralFit.Compose(spectrum.Vectors, variances, ones);

        CovarianceFit fit = Nercome.Fit(prepared, 25, [order]);

        for (int at = 0; at < 36; at++)
        {
            double value = expected.AsSpan()[at];
            Assert.Equal(1, fit.Covariance.Values.AsSpan()[at] / value, 1e-9);
        }
    }

    private static Matrix WithoutMeanOverRegions(Matrix x)
    {
        double[] means =
        [
            .. Enumerable.Range(0, x.Rows).Select(t => Enumerable.Range(0, x.Columns).Average(i => x[t, i])),
        ];
        return Matrix.Create(x.Rows, x.Columns, (t, i) => x[t, i] - means[t]);
    }

    private static int[] Bootstrap(int samples, Rng rng) =>
        [.. Enumerable.Range(0, samples).Select(_ => rng.NextInt(samples))];

    private static double Deviation(Matrix x, int j)
    {
        double[] column = x.Column(j).ToArray();
        return Math.Sqrt(column.Sum(v => v * v) / column.Length);
    }

    private static (double[,] Mean, bool Definite) Mean(Matrix signals, int[][] bootstraps)
    {
        int n = signals.Columns;
        double[,] mean = new double[n, n];
        bool definite = true;
        foreach (int[] rows in bootstraps)
        {
            Matrix filtered = Filtered(Correlation(signals, rows));
            double[] values = new double[n];
            double[] vectors = filtered.AsSpan().ToArray();
            LinearAlgebra.Current.SymmetricEigen(vectors, values, n);
            definite &= values[0] > 0;
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < n; k++)
                    {
                        double part = vectors[(k * n) + i] * Math.Max(0, values[k]) * vectors[(k * n) + j];
                        mean[i, j] += part / bootstraps.Length;
                    }
                }
            }
        }

        return (mean, definite);
    }

    private static Matrix Correlation(Matrix signals, int[] rows)
    {
        double[][] columns =
        [
            .. Enumerable.Range(0, signals.Columns).Select(j => rows.Select(t => signals[t, j]).ToArray()),
        ];
        double[][] centred = [.. columns.Select(c => c.Select(v => v - c.Average()).ToArray())];
        return Matrix.Create(
            signals.Columns,
            signals.Columns,
            (i, j) =>
                centred[i].Zip(centred[j], (a, b) => a * b).Sum()
                / Math.Sqrt(centred[i].Sum(v => v * v) * centred[j].Sum(v => v * v))
        );
    }

    // The two clusters of least mean distance join, and every pair across them takes the correlation 1 − that distance.
    private static Matrix Filtered(Matrix correlation)
    {
        int n = correlation.Rows;
        double[,] filtered = new double[n, n];
        List<int[]> clusters = [.. Enumerable.Range(0, n).Select(i => (int[])[i])];
        while (clusters.Count > 1)
        {
            (int[] a, int[] b) = clusters
                .SelectMany(x => clusters.Where(y => y[0] > x[0]).Select(y => (x, y)))
                .MinBy(pair => Distance(pair.x, pair.y));
            foreach (int i in a)
            {
                foreach (int j in b)
                {
                    filtered[i, j] = filtered[j, i] = 1 - Distance(a, b);
                }
            }

            clusters.Remove(a);
            clusters.Remove(b);
            clusters.Add([.. a.Concat(b).Order()]);
        }

        return Matrix.Create(n, n, (i, j) => i == j ? 1 : filtered[i, j]);

        double Distance(int[] x, int[] y) => x.SelectMany(_ => y, (i, j) => 1 - correlation[i, j]).Average();
    }
}
