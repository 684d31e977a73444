using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Validation;

namespace Gyrus.Tests.Glm.Categorical;

public sealed class CategoricalCrossValidationTests
{
    private static CategoricalCrossValidation Procedure =>
        new()
        {
            Path = new CategoricalRegularizationPath
            {
                Model = new CategoricalRegression { Regularizer = new GroupLasso(), Tolerance = 1e-9 },
                Count = 15,
            },
        };

    [Fact]
    public void Fit_FoldScores_AreThoseOfFitsOnTheTrainingRowsAlone()
    {
        CategoricalData data = CategoricalExample.Data();

        CategoricalCrossValidationFit fit = (Procedure with { Rule = StrengthRule.Best }).Fit(data);

        Assert.Empty(fit.Warnings);
        Assert.Equal(fit.Mean.Max(), fit.Mean[fit.Chosen]);
        Assert.Contains("a", fit.Fit.Selected);
        Matrix x = data.Design.ToMatrix();
        SampleSplit fold = fit.Folds[2];
        CategoricalFit alone = new CategoricalRegression
        {
            Regularizer = new GroupLasso { Strength = fit.Strength },
            Tolerance = 1e-10,
        }.Fit(data with { Design = Cut(x, fold.Train), Labels = [.. fold.Train.Select(i => data.Labels[i])] });
        double[] logs = [.. fold.Test.Select(i => Math.Log(alone.Probabilities(Cut(x, [i]))[0, data.Labels[i]]))];
        Assert.Equal(logs.Average(), fit.FoldScores[2, fit.Chosen], 1e-5);
    }

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits()
    {
        CategoricalData data = CategoricalExample.Data();

        double[] one = Procedure.Fit(data, 1).FoldScores.AsSpan().ToArray();

        Assert.Equal(one, Procedure.Fit(data, 3).FoldScores.AsSpan().ToArray());
    }

    [Fact]
    public void Fit_AFoldWithAllSamplesOfAClass_IsLeftOutAndSaysSo()
    {
        CategoricalData data = CategoricalExample.Data();
        data = data with { Labels = [.. data.Labels.Select(static (y, i) => i is > 5 and < 20 ? 2 : Math.Min(y, 1))] };

        CategoricalCrossValidationFit fit = Procedure.Fit(data);

        // The others are scored among the two classes that they hold out.
        int[] all = [.. Enumerable.Range(0, CategoricalExample.Samples)];
        double[] scores = ByHand(
            data,
            [.. all.Where(static i => i / 40 != 3)],
            [.. all.Where(static i => i / 40 == 3)],
            fit,
            among: 2
        );
        Assert.True(double.IsNaN(fit.FoldScores[0, 3]));
        Assert.All(scores.Index(), s => Assert.Equal(s.Item, fit.FoldScores[3, s.Index], 1e-5));
        Assert.True(double.IsFinite(fit.Mean[3]));
        Assert.Contains(
            fit.Warnings,
            static w => w.Contains("1 of 5 folds hold all samples of a class ('class 2')", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Fit_AllSamplesOfOneOfTwoClassesInOneFold_ChoosesNothing_ForTheOthersFavourWhateverPredictsItLess()
    {
        CategoricalData data = Confined();

        CategoricalCrossValidationFit fit = (Procedure with { Rule = StrengthRule.Best }).Fit(data);

        Assert.All(fit.Mean, static m => Assert.True(double.IsNaN(m)));
        Assert.Equal(fit.Path.LargestStrength, fit.Strength);
        Assert.Contains(
            fit.Warnings,
            static w =>
                w.StartsWith(
                    "No fold has a score (1 of 5 folds hold all samples of a class ('class 1'), and what the others hold out is of one class at most): nothing can be chosen",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Fit_ClassesInRunsOfAFoldEach_ChoosesNothingAndSaysSo()
    {
        CategoricalData data = CategoricalExample.Data(5);
        data = data with { Labels = [.. data.Labels.Select(static (_, i) => i / 40)] };

        CategoricalCrossValidationFit fit = Procedure.Fit(data);

        Assert.Equal(fit.Path.LargestStrength, fit.Strength);
        Assert.Contains(
            fit.Warnings,
            static w => w.StartsWith("No fold has a score (5 of 5 folds hold all", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Fit_AFoldWithoutAHeldOutSample_IsLeftOutOfMeansAndChoice_AndSaysSo()
    {
        CategoricalData data = CategoricalExample.Data();
        Matrix x = data.Design.ToMatrix();
        int[] all = [.. Enumerable.Range(0, x.Rows)];
        Matrix missing = Matrix.Create(x.Rows, 6, (i, j) => i / 40 == 1 && j == 4 ? double.NaN : x[i, j]);

        CategoricalCrossValidationFit fit = Procedure.Fit(data with { Design = Cut(missing, all) });

        double[][] scores =
        [
            .. ((int[])[0, 2, 3, 4]).Select(k =>
                ByHand(data, [.. all.Where(i => i / 40 != 1 && i / 40 != k)], [.. all.Where(i => i / 40 == k)], fit)
            ),
        ];
        double[] mean = [.. fit.Strengths.Select((_, i) => scores.Average(s => s[i]))];
        int best = Array.IndexOf(mean, mean.Max());
        double error = Math.Sqrt(scores.Sum(s => Math.Pow(s[best] - mean[best], 2)) / 3 / 4);
        Assert.All(fit.Strengths.Index(), i => Assert.True(double.IsNaN(fit.FoldScores[1, i.Index])));
        Assert.All(fit.Mean.Index(), m => Assert.Equal(mean[m.Index], m.Item, 1e-5));
        Assert.Equal(best, fit.Best);
        Assert.Equal(Array.FindIndex(mean, m => m >= mean[best] - error), fit.Chosen);
        Assert.StartsWith(
            "1 of 5 folds have no score (no held-out sample counts, or all are of one class)",
            Assert.Single(fit.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Fit_EverySampleThatCountsInOneFold_ChoosesNothingInsteadOfFailing()
    {
        CategoricalData data = CategoricalExample.Data();
        data = data with { Weights = [.. data.Labels.Select(static (_, i) => i < 40 ? 1.0 : 0)] };

        CategoricalCrossValidationFit fit = Procedure.Fit(data);

        Assert.Equal(fit.Path.LargestStrength, fit.Strength);
        Assert.Contains(fit.Warnings, static w => w.StartsWith("No fold has a score", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_AHeldOutSampleWhoseOffsetIsNotFinite_DoesNotCount()
    {
        CategoricalData data = CategoricalExample.Data();
        data = data with { Labels = [.. data.Labels.Select(static (y, i) => i == 50 ? 1 : y)] };
        int[] all = [.. Enumerable.Range(0, CategoricalExample.Samples)];

        CategoricalCrossValidationFit fit = Procedure.Fit(
            data with
            {
                Offset = Matrix.Create(all.Length, 3, static (i, k) => (i, k) == (50, 1) ? double.NegativeInfinity : 0),
            }
        );

        double[] scores = ByHand(
            data,
            [.. all.Where(static i => i / 40 != 1)],
            [.. all.Where(static i => i / 40 == 1 && i != 50)],
            fit
        );
        Assert.All(scores.Index(), s => Assert.Equal(s.Item, fit.FoldScores[1, s.Index], 1e-5));
    }

    [Fact]
    public void Fit_DevianceExplainedOfFoldsOfOneClassEach_ChoosesNothingAndSaysSo()
    {
        CategoricalData data = CategoricalExample.Data(2);
        data = data with { Labels = [.. data.Labels.Select(static (_, i) => i / 50 % 2)] };

        CategoricalCrossValidationFit fit = (
            Procedure with
            {
                Folds = new TrialFolds { Folds = 4 },
                Score = CategoricalScoreKind.DevianceExplained,
            }
        ).Fit(data);

        Assert.Contains(
            fit.Warnings,
            static w =>
                w.StartsWith(
                    "No fold has a score (held-out samples that count are missing, or all of one class in each fold)",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Fit_FitsThatDoNotConverge_AreCountedAtTheirStrengths_InsideOuterFoldsToo()
    {
        CategoricalRegularizationPath path = Procedure.Path;
        CategoricalCrossValidation hasty = Procedure with
        {
            Path = path with { Model = path.Model with { Tolerance = 1e-25 } },
        };

        CategoricalCrossValidationFit fit = hasty.Fit(CategoricalExample.Data());
        NestedScore nested = hasty.Nested(CategoricalExample.Data());

        Assert.Equal(15, fit.LateFolds.Count);
        Assert.True(fit.LateFoldFits > 0);
        Assert.Equal(5 * 5 * 15, nested.Fits);
        Assert.Equal(nested.LateStrengths.Sum(static s => s.Count), nested.LateFits);
        Assert.Contains(
            nested.Warnings,
            w =>
                w.StartsWith(
                    FormattableString.Invariant(
                        $"{nested.LateFits} of 375 fits inside the outer folds did not reach their tolerance (outer fold 1 at "
                    ),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Nested_AllSamplesOfOneOfTwoClassesInOneFold_SaysThatNothingCanBeChosen()
    {
        NestedScore nested = Procedure.Nested(Confined());

        Assert.Equal(
            [
                "1 of 5 outer folds have no nested score (a class without a sample to train with, or no held-out sample that counts): they are left out of its mean.",
                "In 4 of 5 outer folds nothing can be chosen, for no fold inside them has a score: the largest strength stands there.",
            ],
            nested.Warnings
        );
    }

    [Fact]
    public void Nested_ScoresOfOuterFolds_DoNotDependOnTheirOwnLabels_NorOnThreads()
    {
        CategoricalData data = CategoricalExample.Data();
        IReadOnlyList<SampleSplit> outer = Procedure.Folds.Split(CategoricalExample.Samples, null);
        var changed = new HashSet<int>(outer[2].Test);
        CategoricalData other = data with
        {
            Labels = [.. data.Labels.Select((y, i) => changed.Contains(i) ? (y + 1) % 3 : y)],
        };

        NestedScore first = Procedure.Nested(data, threads: 3);
        NestedScore second = Procedure.Nested(other);

        Assert.Equal(first.FoldScores, Procedure.Nested(data).FoldScores);
        Assert.Equal(first.Strengths[2], second.Strengths[2]);
        Assert.Equal(first.Selected[2], second.Selected[2]);
        Assert.NotEqual(first.FoldScores[2], second.FoldScores[2]);
        Assert.Equal(0, first.LateFits);
    }

    [Fact]
    public void Nested_ScoreOfAnOuterFold_IsThatOfTheProcedureOnItsTrainingRowsAlone()
    {
        CategoricalData data = CategoricalExample.Data();
        Matrix x = data.Design.ToMatrix();

        NestedScore nested = Procedure.Nested(data);

        // The last fold leaves the first 160 rows; its inner folds are the other four of the five.
        CategoricalCrossValidationFit alone = (Procedure with { Folds = new TrialFolds { Folds = 4 } }).Fit(
            data with
            {
                Design = Cut(x, [.. Enumerable.Range(0, 160)]),
                Labels = [.. data.Labels.Take(160)],
            }
        );
        Assert.Equal(alone.Strength, nested.Strengths[4], 1e-9);
        double[] logs =
        [
            .. Enumerable.Range(160, 40).Select(i => Math.Log(alone.Fit.Probabilities(Cut(x, [i]))[0, data.Labels[i]])),
        ];
        Assert.Equal(logs.Average(), nested.FoldScores[4], 1e-6);
    }

    [Fact]
    public void Nested_AnOuterFoldWithAllSamplesOfAClass_HasNoScore()
    {
        CategoricalData data = CategoricalExample.Data();
        data = data with { Labels = [.. data.Labels.Select(static (y, i) => i is > 5 and < 20 ? 2 : Math.Min(y, 1))] };

        NestedScore nested = Procedure.Nested(data);

        Assert.True(double.IsNaN(nested.FoldScores[0]));
        Assert.True(double.IsNaN(nested.Strengths[0]));
        Assert.Empty(nested.Selected[0]);
        Assert.All(nested.FoldScores.Skip(1), static score => Assert.True(double.IsFinite(score)));
    }

    [Fact]
    public void Generate_OfChoices_FollowsTheContrastAndNotTheDistractor()
    {
        (Matrix x, IReadOnlyList<string> labels) = new SyntheticChoices { Samples = 4000, Seed = 3 }.Generate();

        Assert.Equal(
            labels,
            new SyntheticChoices { Samples = 4000, Seed = 3 }
                .Generate()
                .Labels
        );
        foreach ((int column, double low, double high) in ((int, double, double)[])[(0, 0.75, 1), (1, 0.45, 0.55)])
        {
            int[] sided = [.. Enumerable.Range(0, 4000).Where(i => labels[i] != "none")];
            double agree = sided.Average(i => (labels[i] == "right") == (x[i, column] > 0) ? 1.0 : 0);
            Assert.InRange(agree, low, high);
        }
    }

    [Fact]
    public void Score_EachKind_IsItsDefinition()
    {
        Matrix p = Matrix.FromColumnMajor(4, 2, [0.9, 0.2, 0.5, double.NaN, 0.1, 0.8, 0.5, double.NaN]);
        int[] labels = [0, 0, 1, 0];

        double log = CategoricalScore.LogLikelihood(labels, p);

        Assert.Equal((Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.5)) / 3, log, 1e-15);
        double constant = ((2 * Math.Log(2 / 3.0)) + Math.Log(1 / 3.0)) / 3;
        Assert.Equal(1 - (log / constant), CategoricalScore.DevianceExplained(labels, p), 1e-14);
        Assert.Equal(1 / 3.0, CategoricalScore.Accuracy(labels, p), 1e-15);
        Assert.Equal(1, CategoricalScore.Accuracy([0, 1, 0, 0], p), 1e-15);
        Assert.True(double.IsNaN(CategoricalScore.DevianceExplained([0, 0, 0, 0], p)));
    }

    /// <summary>Two classes, one of which is in the first fold only.</summary>
    private static CategoricalData Confined()
    {
        CategoricalData data = CategoricalExample.Data(2);
        return data with { Labels = [.. data.Labels.Select(static (_, i) => i is > 5 and < 20 ? 1 : 0)] };
    }

    /// <summary>The mean log p of some rows at each strength, among the first classes, fitted to other rows cut out.</summary>
    private static double[] ByHand(
        CategoricalData data,
        int[] train,
        int[] test,
        CategoricalCrossValidationFit fit,
        int among = 3
    )
    {
        Matrix x = data.Design.ToMatrix();
        CategoricalData rows = data with { Design = Cut(x, train), Labels = [.. train.Select(i => data.Labels[i])] };
        return
        [
            .. fit.Strengths.Select(strength =>
            {
                Matrix p = new CategoricalRegression
                {
                    Regularizer = new GroupLasso { Strength = strength },
                    Tolerance = 1e-10,
                }
                    .Fit(rows)
                    .Probabilities(Cut(x, test));
                return test.Select(
                        (i, at) => Math.Log(p[at, data.Labels[i]] / Enumerable.Range(0, among).Sum(k => p[at, k]))
                    )
                    .Average();
            }),
        ];
    }

    private static Design Cut(Matrix x, IReadOnlyList<int> rows) =>
        Design.Of(
            ("a", x.Select([.. rows], [0, 1, 2])),
            ("b", x.Select([.. rows], [3, 4])),
            ("c", x.Select([.. rows], [5]))
        );
}
