using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Glm.Selection;

public sealed class TuningMapTests
{
    private const int Samples = 3000;

    [Fact]
    public void Of_AProduct_EqualsThePredictionAtTheValues_AndHasNoneWhereNothingWas()
    {
        (GlmData data, Matrix place) = Field();
        GlmFit fit = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 1e-4 } }.Fit(data);

        var map = TuningMap.Of(fit, data, "place", place, 21);

        (int missing, int seen) = (0, 0);
        for (int i = 0; i < 21; i++)
        {
            for (int j = 0; j < 21; j++)
            {
                if (double.IsNaN(map.Response[i, j]))
                {
                    missing++;
                    Assert.True(map.First[i] + map.Second[j] > 1.3, $"({map.First[i]}, {map.Second[j]}) was visited.");
                    continue;
                }

                seen++;
                Design at = new DesignBuilder()
                    .Add("place", data.Design.Block("place").Basis!, [Column(map.First[i]), Column(map.Second[j])])
                    .Add("other", data.Design.Block("other").Basis!, [Column(0)])
                    .Build();
                // "other" is linear, so that its average is its value at the mean: the map has it there.
                double other = fit.Coefficients[data.Design.Block("other").Start] * MeanOfOther(data);
                Assert.Equal(fit.Predict(at)[0] * Math.Exp(other), map.Response[i, j], 1e-9);
            }
        }

        Assert.True(missing > 40 && seen > 200, $"{missing} cells without a value, {seen} with one.");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_AWeightThatIsNotFinite_TakesTheSampleOutAsZeroDoes(double odd)
    {
        (GlmData data, Matrix place) = Field();
        var model = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 1e-3 } };
        GlmData without = Weighted(0);
        GlmFit fit = model.Fit(without);
        RefittedModel refit = new RefittedEffects().Fit(without, fit);

        var map = TuningMap.Of(fit, Weighted(odd), "place", place, 9);
        TuningCurve curve = TuningCurve.Of(refit, Weighted(odd), "other", 9);

        Assert.Equal(
            TuningMap.Of(fit, without, "place", place, 9).Response.AsSpan().ToArray(),
            map.Response.AsSpan().ToArray()
        );
        Assert.Equal(TuningCurve.Of(refit, without, "other", 9).Effect, curve.Effect);
        Assert.All(curve.Effect, static e => Assert.True(double.IsFinite(e)));

        GlmData Weighted(double first) =>
            data with
            {
                Weights = [.. Enumerable.Range(0, Samples).Select(i => i < 5 ? first : 1)],
            };
    }

    [Fact]
    public void Of_ABlockOfOneCovariate_IsRefused()
    {
        (GlmData data, Matrix place) = Field();
        GlmFit fit = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 1e-4 } }.Fit(data);

        ArgumentException error = Assert.Throws<ArgumentException>(() => TuningMap.Of(fit, data, "other", place));

        Assert.Contains("a product of two covariates, but 'other' is none", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Causality.Causal, null)]
    [InlineData(Causality.Causal, false)]
    [InlineData(Causality.Acausal, null)]
    [InlineData(Causality.AntiCausal, null)]
    [InlineData(Causality.AntiCausal, false)]
    public void Lags_OfAnEvent_SayWhereItsKernelComesOut(Causality causality, bool? shift)
    {
        double[] x = new double[40];
        x[20] = 1;
        foreach (int window in (int[])[1, 4, 5])
        {
            var history = new History
            {
                WindowSize = window,
                Causality = causality,
                Shift = shift,
            };
            Matrix kernel = history.Kernel();
            Matrix y = history.Fit(x).Evaluate(x);

            foreach ((int row, int lag) in history.Lags().Index())
            {
                for (int f = 0; f < window; f++)
                {
                    Assert.Equal(kernel[row, f], y[20 + lag, f]);
                }
            }
        }
    }

    private static Matrix Columns(double[] values) => Matrix.FromColumnMajor(values.Length, 1, values);

    private static Matrix Column(double value) => Matrix.FromColumnMajor(1, 1, [value]);

    private static double MeanOfOther(GlmData data)
    {
        int column = data.Design.Block("other").Start;
        Matrix all = data.Design.ToMatrix();
        return Enumerable.Range(0, Samples).Average(i => all[i, column]);
    }

    /// <summary>Places in a square without its upper right corner; the rate is highest at (0.3, 0.4).</summary>
    private static (GlmData Data, Matrix Place) Field()
    {
        var rng = new Rng(31);
        double[] x = new double[Samples];
        double[] y = new double[Samples];
        double[] other = [.. Enumerable.Range(0, Samples).Select(_ => rng.NextNormal())];
        double[] counts = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            do
            {
                (x[i], y[i]) = (rng.NextDouble(), rng.NextDouble());
            } while (x[i] + y[i] > 1.4);
            double r = Math.Pow(x[i] - 0.3, 2) + Math.Pow(y[i] - 0.4, 2);
            counts[i] = PoissonDraw.Next(rng, 2 * Math.Exp((-8 * r) + (0.1 * other[i])));
        }

        Design design = new DesignBuilder()
            .Add("place", new BSpline { Count = 5 } * new BSpline { Count = 5 }, Columns(x), Columns(y))
            .Add("other", new Identity(), other)
            .Build();
        return (
            new GlmData { Design = design, Responses = Matrix.FromColumnMajor(Samples, 1, counts) },
            Matrix.Create(Samples, 2, (i, k) => k == 0 ? x[i] : y[i])
        );
    }
}
