using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Inference;

namespace Gyrus.Tests.Glm.Selection;

public sealed class RefittedEffectsTests
{
    [Fact]
    public void Fit_OfAMean_HasTheClassicalStandardError()
    {
        // One 0/1 column: β is the difference of two means, and White's variance is Σe²/n₀² + Σe²/n₁².
        var rng = new Rng(1);
        double[] y = [.. Enumerable.Range(0, 60).Select(i => rng.NextNormal() + (i < 20 ? 1 : 0))];
        GlmData data = Gaussian(Matrix.Create(60, 1, (i, _) => i < 20 ? 1 : 0), y);

        RefittedModel refit = (new RefittedEffects { Lags = 0 }).Fit(data, Selected(data));

        double first = y[..20].Average();
        double second = y[20..].Average();
        double variance =
            (y[..20].Sum(v => Math.Pow(v - first, 2)) / 400) + (y[20..].Sum(v => Math.Pow(v - second, 2)) / 1600);
        Assert.Equal(first - second, refit.Coefficients[0].Estimate, 1e-8);
        Assert.Equal(Math.Sqrt(variance * 60 / 58), refit.Coefficients[0].StandardError, 1e-8);
        Assert.Equal(
            refit.Coefficients[0].Estimate + (1.959963984540054 * refit.Coefficients[0].StandardError),
            refit.Coefficients[0].Upper,
            1e-8
        );
        Assert.Equal(
            Math.Pow(refit.Coefficients[0].Estimate / refit.Coefficients[0].StandardError, 2),
            refit.Blocks[0].Wald,
            1e-6
        );
        Assert.Equal(refit.Coefficients[0].PValue, refit.Blocks[0].PValue, 1e-10);
    }

    [Fact]
    public void Fit_AutocorrelatedNoise_IntervalsCoverWhenLagsAreAllowedFor()
    {
        (int robust, int naive) = (0, 0);
        for (ulong s = 0; s < 200; s++)
        {
            GlmData data = Slow(s);
            GlmFit selection = Selected(data);
            robust += Covers(new RefittedEffects().Fit(data, selection)) ? 1 : 0;
            naive += Covers(new RefittedEffects { Lags = 0 }.Fit(data, selection)) ? 1 : 0;
        }

        // 95 % intervals of 400 samples of AR(0.8) noise and covariate: kernel estimates are known to be a few per cent short.
        Assert.InRange(robust, 172, 198);
        Assert.InRange(naive, 90, 150);
    }

    [Fact]
    public void Fit_PoissonCoefficients_SolveTheScoreEquations()
    {
        GlmData data = SelectionData.Counts(1, 500);

        RefittedModel refit = new RefittedEffects { Tolerance = 1e-14 }.Fit(data, Selected(data));

        double[] mean = refit.Fit.Predict(data.Design);
        Matrix x = data.Design.ToMatrix();
        foreach (int j in refit.Columns)
        {
            Assert.Equal(0, Enumerable.Range(0, 500).Average(i => x[i, j] * (data.Responses[i, 0] - mean[i])), 1e-6);
        }

        Assert.True(refit.Blocks.Single(b => b.Block == "position").AdjustedPValue < 1e-4);
        Assert.Equal(3, refit.Blocks.Single(b => b.Block == "position").Rank);
    }

    [Fact]
    public void Fit_AliasedColumns_LowersTheRankAndSaysSo()
    {
        GlmData plain = SelectionData.Counts(2, 300);
        Matrix x = plain.Design.ToMatrix();
        GlmData data = plain with { Design = Design.Of([("twice", Matrix.Create(300, 2, (i, _) => x[i, 0]))]) };
        GlmData once = plain with { Design = Design.Of([("twice", Matrix.Create(300, 1, (i, _) => x[i, 0]))]) };

        RefittedModel refit = new RefittedEffects().Fit(data, Selected(data));
        RefittedModel single = new RefittedEffects().Fit(once, Selected(once));

        Assert.Equal(1, refit.Blocks[0].Rank);
        Assert.EndsWith(
            "Column 2 of 'twice' equals 1 × column 1 of 'twice'.",
            Assert.Single(refit.Warnings),
            StringComparison.Ordinal
        );
        Assert.Equal(1, refit.Blocks[0].Wald / single.Blocks[0].Wald, 1e-5);
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e7)]
    public void Fit_AColumnInOtherUnits_HasTheSameTests(double unit)
    {
        GlmData data = SelectionData.Counts(1, 500);
        Matrix x = data.Design.ToMatrix();
        GlmData Of(double scale) =>
            data with
            {
                Design = Design.Of(
                    ("own", Matrix.Create(500, 1, (i, _) => scale * x[i, 0])),
                    ("pair", Matrix.Create(500, 2, (i, j) => (j == 0 ? scale : 1) * x[i, 1 + j]))
                ),
            };
        GlmFit selection = Selected(Of(1));

        RefittedModel refit = new RefittedEffects().Fit(Of(1), selection);
        RefittedModel other = new RefittedEffects().Fit(Of(unit), selection);

        foreach ((BlockEffect own, BlockEffect same) in refit.Blocks.Zip(other.Blocks))
        {
            Assert.Equal(own.Rank, same.Rank);
            Assert.Equal(own.Wald, same.Wald, 1e-5 * own.Wald);
        }

        Assert.Equal(1, other.Coefficients[0].StandardError * unit / refit.Coefficients[0].StandardError, 1e-5);
        Assert.Empty(other.Warnings);
    }

    /// <summary>Classes that sum to the intercept, one of them with a single spike: the test is that of all classes but one.</summary>
    [Fact]
    public void Fit_OfClassesOfWhichOneHardlyFires_HasTheTestOfAllButOne()
    {
        const int Samples = 4000;
        var rng = new Rng(8);
        int[] places = [.. Enumerable.Range(0, Samples).Select(i => i % 10 < 7 ? i % 3 : 3 + (i % 2))];
        double[] y =
        [
            .. places.Select(
                (k, i) => k == 4 ? (i == 2019 ? 1.0 : 0) : Math.Floor((0.9 * (1 + k) * rng.NextDouble()) + 0.3)
            ),
        ];
        GlmData Of(int first) =>
            new()
            {
                Design = Design.Of(
                    (
                        "place",
                        Matrix.Create(
                            Samples,
                            5 - first,
                            (i, j) => places[i] == first + j ? 1 - (1e-3 * (first + j)) : 0
                        )
                    )
                ),
                Responses = Matrix.FromColumnMajor(Samples, 1, y),
            };

        BlockEffect all = new RefittedEffects().Fit(Of(0), Selected(Of(0))).Blocks[0];
        BlockEffect fewer = new RefittedEffects().Fit(Of(1), Selected(Of(1))).Blocks[0];

        Assert.Equal(4, places[2019]);
        Assert.Equal((4, 4), (all.Rank, fewer.Rank));
        Assert.Equal(fewer.Wald, all.Wald, 1e-6 * fewer.Wald);
    }

    /// <summary>The optimum at infinity: what is left is the fit of the samples without that column.</summary>
    [Theory]
    [InlineData(Family.Poisson, 1)]
    [InlineData(Family.Poisson, -1)]
    [InlineData(Family.NegativeBinomial, 1)]
    [InlineData(Family.Bernoulli, 1)]
    public void Fit_AColumnThatNeverGoesWithASpike_LeavesTheFitOfTheOtherSamples(Family family, int sign)
    {
        const int Samples = 300;
        GlmData plain = SelectionData.Counts(3, Samples);
        double[] y = [.. Enumerable.Range(0, Samples).Select(i => Count(plain.Responses[i, 0], family))];
        double[] silent = [.. y.Select((count, i) => count == 0 && i % 3 == 0 ? sign * (1 + (i % 2)) : 0.0)];
        double[] mixed =
        [
            .. silent.Select(
                (s, i) =>
                    i % 6 == 0 ? s
                    : i % 4 == 0 ? 1.0
                    : 0
            ),
        ];
        Matrix other = plain.Design.ToMatrix().Select([.. Enumerable.Range(0, Samples)], [0]);
        GlmData Data(int[] rows) =>
            new()
            {
                Design = Design.Of(
                    ("other", other.Select(rows, [0])),
                    ("pair", Matrix.Create(rows.Length, 2, (i, j) => (j == 0 ? silent : mixed)[rows[i]]))
                ),
                Responses = Matrix.Create(rows.Length, 1, (i, _) => y[rows[i]]),
            };
        GlmData data = Data([.. Enumerable.Range(0, Samples)]);
        int[] rest = [.. Enumerable.Range(0, Samples).Where(i => silent[i] == 0)];
        var effects = new RefittedEffects { Lags = 0 };
        GlmFit selection = Selected(data, family);

        RefittedModel refit = effects.Fit(data, selection);
        RefittedModel cut = effects.Fit(Data(rest), selection);

        Assert.Equal((true, false), (refit.HasOptimum, refit.IsLate));
        Assert.Equal(-sign * double.PositiveInfinity, refit.Coefficients[1].Estimate);
        Assert.Equal(-sign * double.PositiveInfinity, refit.Fit.Coefficients[1]);
        Assert.Equal((double.NaN, double.NaN), (refit.Coefficients[1].StandardError, refit.Coefficients[1].Upper));
        foreach (int j in (int[])[0, 2])
        {
            (CoefficientEffect own, CoefficientEffect expected) = (refit.Coefficients[j], cut.Coefficients[j]);
            Assert.Equal(expected.Estimate, own.Estimate, 1e-7);
            Assert.Equal(expected.StandardError, own.StandardError, 1e-7);
        }

        Assert.Equal(cut.Fit.Intercept, refit.Fit.Intercept, 1e-7);
        Assert.Equal(cut.Blocks.Select(static b => b.Rank), refit.Blocks.Select(static b => b.Rank));
        Assert.Equal(cut.Blocks[1].Wald, refit.Blocks[1].Wald, 1e-5 * cut.Blocks[1].Wald);
        Assert.StartsWith(
            "No spike goes with some columns of 'pair'",
            Assert.Single(refit.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Curve_WhereNoSpikeEverWas_HasARateOfZeroAndNoBand()
    {
        GlmData plain = SelectionData.Counts(3, 300);
        double[] silent = [.. Enumerable.Range(0, 300).Select(i => plain.Responses[i, 0] == 0 && i % 3 == 0 ? 1.0 : 0)];
        Matrix other = plain.Design.ToMatrix().Select([.. Enumerable.Range(0, 300)], [0]);
        GlmData data = plain with
        {
            Design = Design.Of(
                ("other", other),
                (
                    "pair",
                    Matrix.Create(
                        300,
                        2,
                        (i, j) =>
                            j == 0 ? silent[i]
                            : silent[i] == 0 && i % 4 == 0 ? 1
                            : 0
                    )
                )
            ),
        };

        RefittedModel refit = new RefittedEffects().Fit(data, Selected(data));
        TuningCurve curve = TuningCurve.Of(
            refit,
            data,
            "pair",
            ([0, 1, 2], Matrix.Create(3, 2, static (i, j) => i == 1 + j ? 1 : 0))
        );

        Assert.Equal((double.NegativeInfinity, 0), (curve.Effect[1], curve.Response[1]));
        Assert.Equal((double.NaN, double.NaN), (curve.Lower[1], curve.Upper[1]));
        Assert.Equal(refit.Coefficients[2].Estimate, curve.Effect[2] - curve.Effect[0], 1e-12);
        foreach (int i in (int[])[0, 2])
        {
            Assert.True(curve.Lower[i] < curve.Effect[i] && curve.Effect[i] < curve.Upper[i]);
            Assert.InRange(curve.Response[i], 0.01, 10);
        }
    }

    [Fact]
    public void Fit_OfLabelsThatAColumnSplits_HasNoTest()
    {
        var rng = new Rng(5);
        var x = Matrix.Create(200, 2, (_, _) => rng.NextNormal());
        var data = new GlmData
        {
            Design = Design.Of(
                ("splits", x.Select([.. Enumerable.Range(0, 200)], [0])),
                ("other", x.Select([.. Enumerable.Range(0, 200)], [1]))
            ),
            Responses = Matrix.Create(200, 1, (i, _) => x[i, 0] > 0.1 ? 1 : 0),
        };

        RefittedModel refit = new RefittedEffects().Fit(data, Selected(data, Family.Bernoulli));

        Assert.Contains(
            "no finite optimum, because of 'splits': the data are separable there",
            Assert.Single(refit.Warnings),
            StringComparison.Ordinal
        );
        Assert.All(refit.Blocks, static b => Assert.Equal((double.NaN, double.NaN), (b.Wald, b.PValue)));
        Assert.All(refit.Coefficients, static c => Assert.Equal((double.NaN, double.NaN), (c.Lower, c.Upper)));
        Assert.All(refit.Coefficients, static c => Assert.Equal((double.NaN, double.NaN), (c.StandardError, c.PValue)));
        Assert.Equal((false, false), (refit.HasOptimum, refit.IsLate));
        TuningCurve curve = TuningCurve.Of(refit, data, "splits", ([0, 1], Matrix.FromColumnMajor(2, 1, [0, 1])));
        Assert.All(curve.Lower.Concat(curve.Upper), static bound => Assert.True(double.IsNaN(bound)));
    }

    private static double Count(double y, Family family) => family == Family.Bernoulli ? Math.Min(y, 1) : y;

    [Fact]
    public void Fit_ThatStopsBeforeAnOptimumThatIsThere_IsLate()
    {
        GlmData data = SelectionData.Counts(3, 300);

        RefittedModel refit = new RefittedEffects { Tolerance = 1e-300 }.Fit(data, Selected(data));

        Assert.Equal((true, true), (refit.HasOptimum, refit.IsLate));
        Assert.Contains(refit.Warnings, static w => w.Contains("do not trust its intervals", StringComparison.Ordinal));
        Assert.All(refit.Coefficients, static c => Assert.True(c.Lower < c.Upper));
    }

    [Fact]
    public void Fit_TrialClustered_NeedsTrials() =>
        Assert.Contains(
            "need trials",
            Assert
                .Throws<ArgumentException>(() =>
                {
                    GlmData data = SelectionData.Counts(3, 200) with { Trials = null };
                    new RefittedEffects { Covariance = RobustCovariance.TrialClustered }.Fit(data, Selected(data));
                })
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void TuningCurve_OfALine_IsTheLineWithItsBand()
    {
        GlmData plain = SelectionData.Counts(4, 400);
        Matrix x = plain.Design.ToMatrix();
        GlmData data = plain with { Design = Design.Of([("x", Matrix.Create(400, 1, (i, _) => x[i, 0]))]) };
        RefittedModel refit = new RefittedEffects().Fit(data, Selected(data));
        double[] at = [-1, 0, 2];

        TuningCurve curve = TuningCurve.Of(refit, data, "x", (at, Matrix.FromColumnMajor(3, 1, [-1, 0, 2])));

        CoefficientEffect beta = refit.Coefficients[0];
        double mean = Enumerable.Range(0, 400).Average(i => x[i, 0]);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(beta.Estimate * (at[i] - mean), curve.Effect[i], 1e-10);
            Assert.Equal(
                1.959963984540054 * beta.StandardError * Math.Abs(at[i] - mean),
                curve.Upper[i] - curve.Effect[i],
                1e-10
            );
            Assert.Equal(Math.Exp(refit.Fit.Intercept + (beta.Estimate * at[i])), curve.Response[i], 1e-10);
        }
    }

    [Fact]
    public void TuningCurve_OfABasis_EqualsTheModelAtTheGrid()
    {
        var rng = new Rng(8);
        double[] position = [.. Enumerable.Range(0, 2000).Select(_ => rng.NextDouble())];
        double[] counts =
        [
            .. position.Select(p =>
                (double)Gyrus.Numerics.Distributions.PoissonDraw.Next(rng, Math.Exp(Math.Sin(6 * p)))
            ),
        ];
        Design design = new DesignBuilder().Add("position", new RaisedCosineLinear { Count = 6 }, position).Build();
        var data = new GlmData { Design = design, Responses = Matrix.FromColumnMajor(2000, 1, counts) };
        RefittedModel refit = new RefittedEffects().Fit(data, Selected(data));

        TuningCurve curve = TuningCurve.Of(refit, data, "position", 25);

        Assert.Equal(position.Min(), curve.Covariate[0], 1e-12);
        Assert.Equal(position.Max(), curve.Covariate[^1], 1e-12);
        double[] fitted = refit.Fit.Predict(design);
        int near = Array.IndexOf(position, position.Min());
        Assert.Equal(fitted[near], curve.Response[0], 1e-8);
        double[] truth = [.. curve.Covariate.Select(p => Math.Exp(Math.Sin(6 * p)))];
        Assert.All(Enumerable.Range(3, 19), i => Assert.InRange(curve.Response[i] / truth[i], 0.6, 1.6));
    }

    private static bool Covers(RefittedModel refit) =>
        refit.Coefficients[0].Lower <= 0 && refit.Coefficients[0].Upper >= 0;

    private static GlmData Slow(ulong seed)
    {
        var rng = new Rng(seed);
        (double x, double e) = (rng.NextNormal() / 0.6, rng.NextNormal() / 0.6);
        double[] y = new double[400];
        Matrix covariate = Matrix.Create(
            400,
            1,
            (i, _) =>
            {
                y[i] = e = (0.8 * e) + rng.NextNormal();
                return x = (0.8 * x) + rng.NextNormal();
            }
        );
        return Gaussian(covariate, y);
    }

    private static GlmData Gaussian(Matrix x, double[] y) =>
        new() { Design = Design.Of([("x", x)]), Responses = Matrix.FromColumnMajor(y.Length, 1, y) };

    /// <summary>A fit that selects every block.</summary>
    private static GlmFit Selected(GlmData data) =>
        Selected(
            data,
            Enumerable.Range(0, data.Design.Samples).All(i => data.Responses[i, 0] == Math.Floor(data.Responses[i, 0]))
                ? Family.Poisson
                : Family.Gaussian
        );

    private static GlmFit Selected(GlmData data, Family family) =>
        new GeneralizedLinearModel
        {
            Observation = new ObservationModel
            {
                Family = family,
                Dispersion = family == Family.NegativeBinomial ? 0.5 : null,
            },
            Regularizer = new Ridge { Strength = 1e-3 },
        }.Fit(data);
}
