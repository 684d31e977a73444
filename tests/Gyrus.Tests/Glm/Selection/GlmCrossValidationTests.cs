using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Scores;
using Gyrus.Glm.Selection;
using Gyrus.Validation;

namespace Gyrus.Tests.Glm.Selection;

public sealed class GlmCrossValidationTests
{
    private static readonly GlmCrossValidation Options = new()
    {
        Path = new RegularizationPath
        {
            Model = new GeneralizedLinearModel { Regularizer = new GroupLasso(), Tolerance = 1e-9 },
            Count = 12,
            Ratio = 1e-2,
        },
        Folds = new TrialFolds { Folds = 4, Gap = 5 },
    };

    [Fact]
    public void Fit_FoldScores_AreThoseOfFitsOnTheTrainingRowsAlone()
    {
        GlmData data = SelectionData.Counts(1);

        GlmCrossValidationFit fit = Options.Fit(data);

        for (int k = 0; k < 4; k++)
        {
            GlmPath alone = (Options.Path with { Strengths = fit.Strengths }).Fit(
                SelectionData.Cut(data, fit.Folds[k].Train)
            );
            GlmData test = SelectionData.Cut(data, fit.Folds[k].Test);
            for (int i = 0; i < fit.Strengths.Count; i++)
            {
                double[] mean = alone.Fits[i].Predict(test.Design);
                double score = Enumerable
                    .Range(0, mean.Length)
                    .Average(t =>
                        (test.Responses[t, 0] * Math.Log(mean[t]))
                        - mean[t]
                        - Enumerable.Range(1, (int)test.Responses[t, 0]).Sum(v => Math.Log(v))
                    );
                Assert.Equal(score, fit.FoldScores[k, i], 1e-5); // each of the two paths is solved to a gap of 1e-9, not to round-off
            }
        }
    }

    [Fact]
    public void Fit_AFoldThatTrainsOnOneSpike_HasAScore()
    {
        GlmData late = SelectionData.SilentBefore(SelectionData.Counts(1), 460);
        late.Responses[3, 0] = 1;

        GlmCrossValidationFit fit = (Options with { Score = ScoreKind.LogLikelihood }).Fit(late);

        Assert.All(Enumerable.Range(0, 4), k => Assert.True(double.IsFinite(fit.FoldScores[k, 5])));
    }

    [Theory]
    [InlineData(StrengthRule.Best)]
    [InlineData(StrengthRule.OneStandardError)]
    public void Fit_ANeuronThatFiresInOneFoldOnly_ChoosesNothing(StrengthRule rule)
    {
        GlmData late = SelectionData.SilentBefore(SelectionData.Counts(1), 460);

        GlmCrossValidationFit fit = (Options with { Rule = rule }).Fit(late);
        NestedScore nested = (Options with { Rule = rule }).Nested(late);

        // Trained without a spike, the last fold would get log ε for each of its own; the others hold silence, which favours weak penalties.
        Assert.Equal(0, fit.Chosen);
        Assert.Empty(fit.Fit.Selected);
        Assert.True(Enumerable.Range(0, 12).All(i => double.IsNaN(fit.Mean[i])));
        Assert.Contains(fit.Warnings, w => w.StartsWith("No fold has a score", StringComparison.Ordinal));
        Assert.Equal([false, false, false, true], nested.FoldScores.Select(double.IsNaN));
        Assert.All(nested.Selected, Assert.Empty);
    }

    [Fact]
    public void Fit_Rules_FollowTheirDefinitions()
    {
        GlmCrossValidationFit fit = Options.Fit(SelectionData.Counts(2));

        Assert.Equal(fit.Mean.Max(), fit.Mean[fit.Best]);
        Assert.True(fit.Mean[fit.Chosen] >= fit.Mean[fit.Best] - fit.StandardError[fit.Best]);
        Assert.All(fit.Mean.Take(fit.Chosen), m => Assert.True(m < fit.Mean[fit.Best] - fit.StandardError[fit.Best]));
        Assert.Equal(fit.Best, (Options with { Rule = StrengthRule.Best }).Fit(SelectionData.Counts(2)).Chosen);
        double[] column = fit.FoldScores.Column(3).ToArray();
        Assert.Equal(column.Average(), fit.Mean[3], 1e-14);
        Assert.Equal(
            Math.Sqrt(column.Sum(v => Math.Pow(v - column.Average(), 2)) / 3 / 4),
            fit.StandardError[3],
            1e-14
        );
    }

    [Fact]
    public void Fit_StrongEffects_KeepsTheTrueBlocks()
    {
        GlmCrossValidationFit fit = Options.Fit(SelectionData.Counts(3, 2000));

        Assert.Contains("position", fit.Fit.Selected);
        Assert.Contains("head", fit.Fit.Selected);
        Assert.DoesNotContain("noise", fit.Fit.Selected);
    }

    [Fact]
    public void Fit_FitsOfFoldsThatDoNotConverge_AreCountedAndTold()
    {
        GlmCrossValidation hasty = Options with
        {
            Path = Options.Path with { Model = Options.Path.Model with { MaxIterations = 1 } },
        };

        GlmCrossValidationFit fit = hasty.Fit(SelectionData.Counts(1));

        Assert.True(fit.LateFoldFits > 0);
        Assert.Contains(fit.Warnings, static w => w.Contains("fits of the folds did not reach"));
        Assert.Equal(0, Options.Fit(SelectionData.Counts(1)).LateFoldFits);
    }

    [Fact]
    public void Nested_FitsInsideOuterFoldsThatDoNotConverge_AreCountedAndNamed()
    {
        GlmData data = SelectionData.Counts(1);
        GlmCrossValidation hasty = Options with
        {
            Path = Options.Path with { Model = Options.Path.Model with { MaxIterations = 1 } },
        };

        NestedScore nested = hasty.Nested(data);

        // The last outer fold leaves the rows before it and its gap; the folds inside it are the other three of the four.
        IReadOnlyList<SampleSplit> folds = Options.Folds.Split(600, data.Trials);
        int[][] trains =
        [
            [.. folds[3].Train],
            .. folds.Take(3).Select(f => f.Train.Intersect(folds[3].Train).ToArray()),
        ];
        double[] strengths =
        [
            .. hasty.Path.Fit(SelectionData.Cut(data, trains[0])).Fits.Select(static f => f.Strength),
        ];
        double[] late =
        [
            .. trains
                .SelectMany(rows => (hasty.Path with { Strengths = strengths }).Fit(SelectionData.Cut(data, rows)).Fits)
                .Where(static f => !f.Convergence.Converged)
                .Select(static f => f.Strength)
                .OrderDescending(),
        ];
        Assert.NotEmpty(late);
        Assert.Equal(late, nested.LateStrengths[3], (a, b) => Math.Abs(a - b) < 1e-9 * a);
        Assert.Equal(4 * (1 + 3) * 12, nested.Fits);
        Assert.Contains(
            $"{nested.LateFits} of 192 fits inside the outer folds did not reach their tolerance (outer fold 1 at ",
            Assert.Single(nested.Warnings),
            StringComparison.Ordinal
        );
        Assert.Empty(Options.Nested(data).Warnings);
    }

    [Fact]
    public void Fit_RidgeWithMoreColumnsThanSamples_HasFiniteScores()
    {
        var rng = new Rng(5);
        Matrix x = Matrix.Create(60, 70, (_, _) => rng.NextNormal());
        var data = new GlmData
        {
            Design = Design.Of(("x", x)),
            Responses = Matrix.Create(60, 1, (i, _) => x[i, 0] + rng.NextNormal()),
        };
        GlmCrossValidation options = Options with
        {
            Path = new RegularizationPath
            {
                Model = new GeneralizedLinearModel
                {
                    Observation = new() { Family = Family.Gaussian },
                    Regularizer = new Ridge(),
                },
                Strengths = [10, 1, 0.1],
            },
        };

        GlmCrossValidationFit fit = options.Fit(data);

        Assert.All(fit.Mean, static m => Assert.True(double.IsFinite(m)));
        Assert.True(fit.Fit.Scale > 0);
        Assert.Contains(fit.Warnings, static w => w.Contains("degrees of freedom"));
    }

    [Fact]
    public void FitAll_ThreadsAndCompany_DoNotChangeABit()
    {
        GlmData data = SelectionData.Counts(4, 300, 3);

        IReadOnlyList<GlmCrossValidationFit> all = Options.FitAll(data, 2);
        GlmCrossValidationFit alone = Options.Fit(data, 1, 2);

        Assert.Equal(alone.FoldScores.AsSpan(), all[1].FoldScores.AsSpan());
        Assert.Equal(alone.Fit.Coefficients, all[1].Fit.Coefficients);
    }

    [Fact]
    public void Fit_AFoldWithoutSpikes_IsLeftOutWithAWarning()
    {
        GlmData data = SelectionData.Counts(5, 200);
        data = data with { Responses = Matrix.Create(200, 1, (i, _) => i < 50 ? 0 : data.Responses[i, 0]) };

        GlmCrossValidationFit fit = (Options with { Score = ScoreKind.BitsPerSpike }).Fit(data);

        Assert.True(double.IsNaN(fit.FoldScores[0, 0]));
        Assert.True(double.IsFinite(fit.Mean[0]));
        Assert.Contains(fit.Warnings, w => w.StartsWith("1 of 4 folds have no score", StringComparison.Ordinal));
    }

    [Fact]
    public void Nested_ScoresOfOuterFolds_DoNotDependOnTheirOwnResponses()
    {
        GlmData data = SelectionData.Counts(6, 300);
        IReadOnlyList<SampleSplit> outer = Options.Folds.Split(300, data.Trials);
        var changed = new HashSet<int>(outer[2].Test);
        GlmData other = data with
        {
            Responses = Matrix.Create(300, 1, (i, _) => changed.Contains(i) ? 7 : data.Responses[i, 0]),
        };

        NestedScore first = Options.Nested(data, threads: 2);
        NestedScore second = Options.Nested(other);

        Assert.Equal(first.Strengths[2], second.Strengths[2]);
        Assert.Equal(first.Selected[2], second.Selected[2]);
        Assert.NotEqual(first.FoldScores[2], second.FoldScores[2]);
        Assert.True(double.IsFinite(first.Mean));
    }

    [Fact]
    public void Fit_ANeuronRecordedInOneFoldOnly_NamesTheNeuronAndTheFold()
    {
        string message = Assert.Throws<ArgumentException>(() => Options.Fit(RecordedFrom(480))).Message;

        Assert.StartsWith(
            "late has no sample in which everything is finite outside fold 4 of 4: nothing is left to train with.",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nested_ANeuronRecordedInTwoFoldsOnly_NamesBoth()
    {
        string message = Assert.Throws<ArgumentException>(() => Options.Nested(RecordedFrom(330))).Message;

        Assert.Matches("^late has no .* outside fold [34] of 3 and outer fold [34] of 4: nothing is left", message);
    }

    private static GlmData RecordedFrom(int sample)
    {
        GlmData data = SelectionData.Counts(1);
        return data with
        {
            Responses = Matrix.Create(600, 1, (i, _) => i < sample ? double.NaN : data.Responses[i, 0]),
            Neurons = ["late"],
        };
    }

    [Fact]
    public void Fit_FewerTrialsThanFolds_Says() =>
        Assert.Contains(
            "4 folds need at least 4 trials, but there are 2",
            Assert.Throws<ArgumentException>(() => Options.Fit(SelectionData.Counts(7, 40))).Message,
            StringComparison.Ordinal
        );
}
