using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Numerics.Distributions;
using Gyrus.Validation;

namespace Gyrus.Tests.Glm.Selection;

public sealed class ModelComparisonTests
{
    private static readonly ModelComparison Options = new()
    {
        Model = new GeneralizedLinearModel
        {
            Regularizer = new Ridge { Strength = 1e-4 },
            Tolerance = 1e-9,
        },
        Folds = new TrialFolds { Folds = 8 },
    };

    [Fact]
    public void Fit_ForwardSteps_FindTheTrueBlocks()
    {
        ModelComparisonFit fit = Options.Fit(SelectionData.Counts(1, 1600), threads: 2);

        Assert.Equal(["head", "position"], fit.Selected.Order());
        Assert.Equal(3, fit.Steps.Count);
        Assert.Equal([4, 3, 2], fit.Steps.Select(s => s.Count));
        Assert.True(fit.Chosen.PValue < 0.05);
    }

    [Fact]
    public void Fit_APenaltyThatLeavesNothing_SaysSo_AndTakesNoRoundingForEvidence()
    {
        GlmData data = SelectionData.Counts(2, 400);
        ModelComparison strong = Options with
        {
            Model = Options.Model with { Regularizer = new GroupLasso { Strength = 100 } },
        };

        ModelComparisonFit fit = strong.Fit(data);

        Assert.Empty(fit.Selected);
        Assert.All(fit.Steps[0], c => Assert.Equal(0, c.Gain));
        Assert.Contains(
            "At the strength 100 no model is better or worse",
            Assert.Single(fit.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Score_IsBitsPerSpikeBeyondTheTrainingMean()
    {
        GlmData data = SelectionData.Counts(2, 400);
        IReadOnlyList<SampleSplit> folds = Options.Folds.Split(400, data.Trials);

        CandidateModel model = Options.Score(data, ["head"]);

        for (int k = 0; k < folds.Count; k++)
        {
            GlmData train = SelectionData.Cut(data, folds[k].Train);
            GlmData test = SelectionData.Cut(data, folds[k].Test);
            GlmFit fit = Options.Model.Fit(Head(train));
            double[] mean = fit.Predict(Head(test).Design);
            double rate = train.Responses.AsSpan().ToArray().Average();
            double[] y = test.Responses.AsSpan().ToArray();
            double bits =
                y.Select((v, i) => (v * Math.Log(mean[i] / rate)) - mean[i] + rate).Sum() / y.Sum() / Math.Log(2);
            Assert.Equal(bits, model.FoldScores[k], 1e-6);
        }
    }

    public static TheoryData<string> Restricted => [.. Pairs.Keys];

    // Columns: position 0–2, speed 3–4, head 5–6, noise 7. Each pair: a penalty on all columns, and what is left of it on head and noise.
    private static readonly Dictionary<string, (Regularizer Whole, Regularizer Part)> Pairs = new()
    {
        ["group lasso"] = (
            new GroupLasso
            {
                Strength = 0.01,
                Groups =
                [
                    [0, 1, 2],
                    [3, 5, 6],
                    [7],
                ],
                Weights = [1, 2, 3],
            },
            new GroupLasso
            {
                Strength = 0.01,
                Groups =
                [
                    [0, 1],
                    [2],
                ],
                Weights = [2, 3],
            }
        ),
        ["weights of blocks"] = (
            new GroupLasso { Strength = 0.01, Weights = [1, 2, 3, 4] },
            new GroupLasso { Strength = 0.01, Weights = [3, 4] }
        ),
        ["lasso"] = (
            new Lasso { Strength = 0.01, Weights = [1, 2, 3, 4, 5, 6, 0.5, 0.25] },
            new Lasso { Strength = 0.01, Weights = [6, 0.5, 0.25] }
        ),
        ["ridge"] = (
            new Ridge { Strength = 0.01, Weights = [1, 2, 3, 4, 5, 6, 0.5, 0.25] },
            new Ridge { Strength = 0.01, Weights = [6, 0.5, 0.25] }
        ),
        ["elastic net"] = (
            new ElasticNet { Strength = 0.01, Weights = [1, 2, 3, 4, 5, 6, 0.5, 0.25] },
            new ElasticNet { Strength = 0.01, Weights = [6, 0.5, 0.25] }
        ),
        ["sparse-group lasso"] = (
            new SparseGroupLasso
            {
                Strength = 0.01,
                Groups =
                [
                    [0, 5],
                    [6, 7],
                ],
            },
            new SparseGroupLasso
            {
                Strength = 0.01,
                Groups =
                [
                    [0],
                    [1, 2],
                ],
            }
        ),
        ["SCAD"] = (
            new GroupScad
            {
                Strength = 0.01,
                Groups =
                [
                    [0, 5],
                    [6, 7],
                ],
            },
            new GroupScad
            {
                Strength = 0.01,
                Groups =
                [
                    [0],
                    [1, 2],
                ],
            }
        ),
        ["overlapping groups"] = (
            new OverlappingGroupLasso
            {
                Strength = 0.01,
                Groups =
                [
                    [0, 1],
                    [4, 5, 6],
                    [7, 6],
                ],
                Weights = [1, 2, 3],
            },
            new OverlappingGroupLasso
            {
                Strength = 0.01,
                Groups =
                [
                    [0, 1],
                    [2, 1],
                ],
                Weights = [2, 3],
            }
        ),
    };

    [Theory]
    [MemberData(nameof(Restricted))]
    public void Score_OfSomeBlocks_HasThePartOfThePenaltyThatIsOnThem(string penalty)
    {
        GlmData data = SelectionData.Counts(2, 400);
        (Regularizer whole, Regularizer part) = Pairs[penalty];
        GlmData alone = data with { Design = Design.Of([.. SelectionData.Blocks(data.Design.ToMatrix()).Skip(2)]) };

        CandidateModel model = (Options with { Model = Options.Model with { Regularizer = whole } }).Score(
            data,
            ["head", "noise"]
        );

        CandidateModel expected = (Options with { Model = Options.Model with { Regularizer = part } }).Score(
            alone,
            ["head", "noise"]
        );
        NumericAssert.Close([.. expected.FoldScores], [.. model.FoldScores], 1e-12);
    }

    [Fact]
    public void Fit_NoiseBesideAFittedDispersion_AddsNothing()
    {
        GlmData data = SelectionData.Counts(3, 800, 1, 0);
        ModelComparison options = Options with
        {
            Model = Options.Model with
            {
                Observation = new() { Family = Family.NegativeBinomial, Dispersion = null },
            },
            Significance = 0.005,
        };

        Assert.Empty(options.Fit(data).Selected);
    }

    [Fact]
    public void Fit_ExposureMovesWithTheResponses_SoShiftsAreANull()
    {
        var rng = new Rng(4);
        const int n = 1000;
        double[] exposure = [.. Enumerable.Range(0, n).Select(i => Math.Sin(2 * Math.PI * i / n))];
        double[] x = [.. exposure.Select(e => e + rng.NextNormal())];
        double[] y = [.. x.Select((v, i) => (double)PoissonDraw.Next(rng, Math.Exp(exposure[i] + (0.3 * v))))];
        var data = new GlmData
        {
            Design = Design.Of(("x", Matrix.FromColumnMajor(n, 1, x))),
            Responses = Matrix.FromColumnMajor(n, 1, y),
            Offset = Matrix.FromColumnMajor(n, 1, exposure),
        };

        ModelComparisonFit fit = (Options with { Shifts = 19 }).Fit(data);

        Assert.Equal(["x"], fit.Selected);
        Assert.Equal(0.05, fit.ShiftPValue, 1e-12);
    }

    [Fact]
    public void Fit_NothingHasAPart_AddsNothing()
    {
        ModelComparisonFit fit = (Options with { Significance = 0.005 }).Fit(SelectionData.Counts(3, 800, 1, 0));

        Assert.Empty(fit.Selected);
        Assert.Single(fit.Steps);
        Assert.Equal(0, fit.Chosen.Mean);
    }

    [Fact]
    public void Fit_Shifts_TellTruthFromChance()
    {
        ModelComparison options = Options with
        {
            Shifts = 19,
            Folds = new TrialFolds { Folds = 5 },
        };

        ModelComparisonFit real = options.Fit(SelectionData.Counts(4, 600), threads: 2);
        ModelComparisonFit empty = options.Fit(SelectionData.Counts(4, 600, 1, 0));

        Assert.Equal(1.0 / 20, real.ShiftPValue);
        Assert.True(empty.ShiftPValue > 0.05);
        Assert.Equal(19, real.ShiftedScores.Count);
    }

    [Theory]
    [InlineData(800)] // no spike at all
    [InlineData(700)] // all spikes in the last of eight folds
    public void Fit_ShiftsOfANeuronWithoutAScore_HaveNoPValue(int silentBefore)
    {
        GlmData data = SelectionData.SilentBefore(SelectionData.Counts(4, 800), silentBefore);

        ModelComparisonFit fit = (Options with { Shifts = 9 }).Fit(data);

        Assert.True(double.IsNaN(fit.Full.Mean));
        Assert.Equal(9, fit.ShiftedScores.Count);
        Assert.True(double.IsNaN(fit.ShiftPValue), $"p = {fit.ShiftPValue}");
        Assert.Contains(fit.Warnings, w => w.EndsWith("there is no p-value.", StringComparison.Ordinal));
    }

    [Fact]
    public void ShiftPValue_AShiftWithoutAScore_CountsAsOneThatIsAsLarge()
    {
        ModelComparisonFit fit = Options.Fit(SelectionData.Counts(4, 200));

        ModelComparisonFit shifted = fit with { ShiftedScores = [double.NaN, fit.Full.Mean - 1, fit.Full.Mean - 3] };

        Assert.Equal(2.0 / 4, shifted.ShiftPValue);
        Assert.Equal(fit.Full.Mean - 2, shifted.ShiftedMean, 1e-12);
    }

    [Theory]
    [InlineData(Family.Poisson, double.NaN)]
    [InlineData(Family.Poisson, double.NegativeInfinity)]
    [InlineData(Family.Gaussian, double.NaN)]
    public void Score_SamplesWithoutAnOffset_AreLeftOutOfBothModels(Family family, double missing)
    {
        GlmData data = SelectionData.Counts(2, 400);
        ModelComparison options = Options with
        {
            Model = Options.Model with { Observation = new() { Family = family } },
        };
        GlmData withoutOffsets = data with
        {
            Offset = Matrix.Create(400, 1, (i, _) => i % 7 == 0 ? missing : 0.3 * Math.Sin(i)),
        };
        GlmData withoutResponses = data with
        {
            Offset = Matrix.Create(400, 1, (i, _) => i % 7 == 0 ? 0 : 0.3 * Math.Sin(i)),
            Responses = Matrix.Create(400, 1, (i, _) => i % 7 == 0 ? double.NaN : data.Responses[i, 0]),
        };

        CandidateModel offsets = options.Score(withoutOffsets, ["position"]);

        Assert.Equal(options.Score(withoutResponses, ["position"]).FoldScores, offsets.FoldScores);
    }

    [Fact]
    public void Score_SamplesWithAnInfiniteWeight_DoNotCount()
    {
        GlmData data = SelectionData.Counts(2, 400);

        CandidateModel infinite = Options.Score(Weighted(double.PositiveInfinity), ["head"]);

        Assert.Equal(Options.Score(Weighted(0), ["head"]).FoldScores, infinite.FoldScores);

        GlmData Weighted(double odd) =>
            data with
            {
                Weights = [.. Enumerable.Range(0, 400).Select(i => i % 9 == 0 ? odd : 1)],
            };
    }

    [Theory]
    [InlineData(Family.Poisson)]
    [InlineData(Family.Gaussian)]
    public void Fit_ANeuronRecordedInOneFoldOnly_HasNoScore(Family family)
    {
        GlmData data = SelectionData.Counts(4, 800);
        data = data with
        {
            Responses = Matrix.Create(800, 1, (i, _) => i < 700 ? double.NaN : data.Responses[i, 0]),
            Neurons = ["late"],
        };
        ModelComparison options = Options with
        {
            Model = Options.Model with { Observation = new() { Family = family } },
            Shifts = 3,
        };

        ModelComparisonFit fit = options.Fit(data);

        Assert.True(double.IsNaN(fit.Full.Mean));
        Assert.True(double.IsNaN(fit.ShiftPValue));
        Assert.Contains(fit.Warnings, w => w.StartsWith("8 of 8 folds have no score", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_FitsThatDoNotReachTheirTolerance_AreCountedAndTold()
    {
        ModelComparison strict = Options with
        {
            Model = Options.Model with
            {
                Regularizer = new GroupLasso { Strength = 0.01 },
                MaxIterations = 1,
            },
            Folds = new TrialFolds { Folds = 5 },
            Shifts = 2,
        };
        GlmData data = SelectionData.Counts(4, 200);

        ModelComparisonFit fit = strict.Fit(data);
        ModelComparisonFit loose = (strict with { Model = strict.Model with { MaxIterations = 500 } }).Fit(data);

        int candidates = fit.Steps.Sum(s => s.Count);
        Assert.InRange(fit.LateFits, fit.Steps.Sum(s => s.Sum(c => c.LateFits)) + 1, (candidates + 3) * 5);
        Assert.Contains(
            fit.Warnings,
            w => w.StartsWith($"{fit.LateFits} fits of folds did not reach", StringComparison.Ordinal)
        );
        Assert.Equal(0, loose.LateFits);
        Assert.Empty(loose.Warnings);
    }

    [Fact]
    public void Fit_ANeuronThatBeganToFireLate_HasScoresWhereThereAreSpikesOnBothSides()
    {
        GlmData late = SelectionData.SilentBefore(SelectionData.Counts(4, 800), 650);

        ModelComparisonFit fit = Options.Fit(late);

        // Eight folds of 100: the last two have spikes, and spikes beside them.
        Assert.All(
            fit.Steps[0],
            c => Assert.Equal([6, 7], Enumerable.Range(0, 8).Where(k => !double.IsNaN(c.FoldScores[k])))
        );
        Assert.Contains(fit.Warnings, w => w.StartsWith("6 of 8 folds have no score", StringComparison.Ordinal));
        Assert.Contains(fit.Warnings, w => w.StartsWith("2 folds cannot reach", StringComparison.Ordinal));
        Assert.True(double.IsNaN(Options.Score(SelectionData.SilentBefore(late, 700), ["head"]).FoldScores[7]));
    }

    [Fact]
    public void Fit_FewFolds_WarnsThatNothingCanBeAdded() =>
        Assert.Contains(
            (Options with { Folds = new TrialFolds { Folds = 4 } }).Fit(SelectionData.Counts(5, 200)).Warnings,
            w => w.StartsWith("4 folds cannot reach a p-value of 0.05", StringComparison.Ordinal)
        );

    [Fact]
    public void Score_UnknownBlock_NamesThoseThatThereAre() =>
        Assert.Contains(
            "position, speed, head, noise",
            Assert.Throws<ArgumentException>(() => Options.Score(SelectionData.Counts(6, 200), ["heading"])).Message,
            StringComparison.Ordinal
        );

    private static GlmData Head(GlmData data) =>
        data with
        {
            Design = Gyrus.Glm.Features.Design.Of([
                ("head", data.Design.ToMatrix().Select([.. Enumerable.Range(0, data.Design.Samples)], [5, 6])),
            ]),
        };
}
