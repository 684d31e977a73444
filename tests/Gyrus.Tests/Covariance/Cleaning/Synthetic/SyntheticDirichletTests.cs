using System.Numerics.Tensors;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Covariance.Cleaning.Synthetic;

public sealed class SyntheticDirichletTests
{
    [Theory]
    [InlineData(DirichletSide.Precision)]
    [InlineData(DirichletSide.Covariance)]
    public void Generate_PrecisionIsTheInverse(DirichletSide side)
    {
        SyntheticSeries series = new SyntheticDirichlet { Regions = 30, Side = side }.Generate();

        Assert.Equal(0, Largest(series), 1e-8);
    }

    [Fact]
    public void Generate_OnThePrecision_HasUnitDiagonal()
    {
        SyntheticSeries series = new SyntheticDirichlet { Regions = 40 }.Generate(3);

        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(1, series.Covariance[i, i]);
        }
    }

    [Fact]
    public void Generate_OnTheCovariance_HasTraceNAndDirichletMoments()
    {
        const int n = 40;
        const double alpha = 1.5;
        double variance = 0;
        for (int r = 0; r < 60; r++)
        {
            SyntheticSeries series = new SyntheticDirichlet
            {
                Regions = n,
                Samples = 2,
                Concentration = alpha,
                Side = DirichletSide.Covariance,
            }.Generate(r);
            double[] values = Eigenvalues(series.Covariance);
            Assert.Equal(n, values.Sum(), 1e-9);
            variance += values.Sum(v => (v - 1) * (v - 1)) / n / 60;
        }

        // Var(N·y) = (N − 1)/(Nα + 1); 60 draws of 40 values scatter by about 4 %.
        Assert.InRange(variance / ((n - 1) / ((n * alpha) + 1)), 0.85, 1.15);
    }

    [Fact]
    public void Generate_SamplesHaveTheCovariance()
    {
        SyntheticSeries series = new SyntheticDirichlet { Regions = 5, Samples = 60_000 }.Generate();

        Matrix sample = SampleCovariance.OfSignals(series.Samples).Values;

        for (int i = 0; i < 25; i++)
        {
            // The standard error of a covariance of unit variances is at most √2/√T = 0.006.
            Assert.Equal(series.Covariance.AsSpan()[i], sample.AsSpan()[i], 0.025);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    public void Generate_NeighboursInTimeCorrelateAsAsked(double phi)
    {
        SyntheticSeries series = new SyntheticDirichlet
        {
            Regions = 4,
            Samples = 40_000,
            Autocorrelation = phi,
        }.Generate();

        for (int j = 0; j < 4; j++)
        {
            ReadOnlySpan<double> x = series.Samples.Column(j);
            double lag = TensorPrimitives.Dot(x[1..], x[..^1]) / TensorPrimitives.SumOfSquares(x);

            Assert.Equal(phi, lag, 0.02);
        }
    }

    [Fact]
    public void Generate_SeedAndRealisationDecide()
    {
        var options = new SyntheticDirichlet { Regions = 10, Seed = 5 };

        Assert.Equal(options.Generate(2).Samples.AsSpan(), options.Generate(2).Samples.AsSpan());
        Assert.NotEqual(options.Generate(2).Samples[0, 0], options.Generate(3).Samples[0, 0]);
        Assert.NotEqual(options.Generate(2).Samples[0, 0], (options with { Seed = 6 }).Generate(2).Samples[0, 0]);
        Assert.Equal(
            options.Generate(2).Samples[7, 3],
            (options with { Samples = 500 }).Generate(2).Samples[7, 3],
            1e-12
        );
    }

    [Fact]
    public void Haar_IsOrthogonalAndPrefersNoDirection()
    {
        const int n = 6;
        const int draws = 4000;
        double[] mean = new double[n * n];
        double[] square = new double[n * n];
        double fourth = 0;
        var rng = new Rng(11);
        for (int d = 0; d < draws; d++)
        {
            Matrix q = HaarOrthogonal.Draw(n, rng);
            for (int i = 0; i < n * n; i++)
            {
                mean[i] += q.AsSpan()[i] / draws;
                square[i] += q.AsSpan()[i] * q.AsSpan()[i] / draws;
            }

            fourth += Math.Pow(q[0, 0], 4) / draws;
            Assert.Equal(0, TensorPrimitives.Dot(q.Column(0), q.Column(n - 1)), 1e-12);
            Assert.Equal(1, TensorPrimitives.Norm(q.Column(2)), 1e-12);
        }

        // E q = 0, E q² = 1/n, E q⁴ = 3/(n(n+2)); standard errors 0.0065, 0.0035 and 0.0018.
        Assert.All(mean, m => Assert.Equal(0, m, 0.03));
        Assert.All(square, s => Assert.Equal(1.0 / n, s, 0.016));
        Assert.Equal(3.0 / (n * (n + 2)), fourth, 0.009);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Gamma_HasMeanVarianceAndDistribution(double shape)
    {
        const int draws = 40_000;
        var rng = new Rng(3);
        double[] values = [.. Enumerable.Range(0, draws).Select(_ => GammaDraw.Next(rng, shape))];

        double mean = values.Average();
        double variance = values.Sum(v => (v - mean) * (v - mean)) / draws;

        Assert.Equal(shape, mean, 5 * Math.Sqrt(shape / draws));
        Assert.InRange(variance / shape, 0.9, 1.1);
        if (shape == 1.0)
        {
            Assert.Equal(1 - Math.Exp(-0.5), values.Count(v => v < 0.5) / (double)draws, 0.012);
        }
    }

    [Fact]
    public void Factors_HaveUnitDiagonalAndLowRankStructure()
    {
        SyntheticSeries series = new SyntheticFactors
        {
            Regions = 20,
            Factors = 3,
            LeastCommunality = 0.5,
            MostCommunality = 0.5,
        }.Generate();

        Assert.Equal(0, Largest(series), 1e-9);
        double[] values = Eigenvalues(series.Covariance);
        Assert.All(values[..17], v => Assert.Equal(0.5, v, 1e-9));
        Assert.Equal(20, values.Sum(), 1e-9);
    }

    private static double[] Eigenvalues(Matrix matrix)
    {
        double[] values = new double[matrix.Rows];
        LinearAlgebra.Current.SymmetricEigenvalues(matrix.Copy().Values, values, matrix.Rows);
        return values;
    }

    /// <summary>The largest entry of |CJ − 1|.</summary>
    private static double Largest(SyntheticSeries series)
    {
        int n = series.Covariance.Rows;
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double entry = TensorPrimitives.Dot(series.Covariance.Column(i), series.Precision.Column(j));
                largest = Math.Max(largest, Math.Abs(entry - (i == j ? 1 : 0)));
            }
        }

        return largest;
    }
}
