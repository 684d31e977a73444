using Gyrus.Glm.Selection;
using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Glm.Categorical;

/// <summary>Chooses the strength of a softmax regression's penalty by its score on trials that are left out.</summary>
/// <remarks>
/// <para>
/// Every fold fits the path at the strengths of all samples. A fold that leaves a class without a training sample, or has no held-out sample
/// that counts, has no score and is left out of the means, with a warning.
/// </para>
/// <para>
/// A class that no other fold holds out is then never put to the test, and whatever predicts less of it would win. So the other folds are scored
/// by p(class | one of those that they hold out); where that is one class only, no fold has a score and the largest strength stands.
/// </para>
/// <para>The results do not depend on the number of threads.</para>
/// </remarks>
public sealed record CategoricalCrossValidation
{
    /// <summary>Gets the path whose strengths are compared.</summary>
    public required CategoricalRegularizationPath Path { get; init; }

    /// <summary>Gets the folds: five contiguous ones that split no trial.</summary>
    public TrialFolds Folds { get; init; } = new();

    /// <summary>Gets the rule that chooses. One standard error.</summary>
    public StrengthRule Rule { get; init; } = StrengthRule.OneStandardError;

    /// <summary>Gets the score on the left-out samples. Log-likelihood.</summary>
    public CategoricalScoreKind Score { get; init; } = CategoricalScoreKind.LogLikelihood;

    /// <summary>The cross-validation; threads run over the folds.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public CategoricalCrossValidationFit Fit(
        CategoricalData data,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        return Along(data, Split(data), Require.AtLeast(1, threads), cancellationToken);
    }

    /// <summary>The score of the whole procedure by nested cross-validation: <see cref="Folds"/> outside, and again inside each training set.</summary>
    /// <remarks>An outer fold has no score where a class has no sample in its training set.</remarks>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public NestedScore Nested(CategoricalData data, int threads = 1, CancellationToken cancellationToken = default)
    {
        CategoricalTask.Of(data).RequireEveryClass();
        IReadOnlyList<SampleSplit> outer = Split(data);
        (double Score, PathScores? Inner)[] parts = PartLoop.Run<(double, PathScores?)>(
            outer.Count,
            Require.AtLeast(1, threads),
            k =>
            {
                CategoricalData train = data.Only(outer[k].Train);
                if (train.Absent().Length > 0)
                {
                    return (double.NaN, null);
                }

                IReadOnlyList<SampleSplit> folds = NestedFolds.Inside(outer[k], outer);
                CategoricalCrossValidationFit inner = Along(train, folds, 1, cancellationToken);
                return (ScoreOf(inner.Fit, data, outer[k], null), inner);
            },
            cancellationToken
        );
        return NestedScore.Of(
            "response",
            "a class without a sample to train with, or no held-out sample that counts",
            parts
        );
    }

    private IReadOnlyList<SampleSplit> Split(CategoricalData data) => Folds.Split(data.Design.Samples, data.Trials);

    /// <summary>The score on held-out samples; among some classes only, if these are given.</summary>
    private double ScoreOf(CategoricalFit fit, CategoricalData data, SampleSplit fold, SortedSet<int>? among)
    {
        CategoricalData test = data.Only(fold.Test);
        Matrix p = fit.Probabilities(test.Design, test.Offset);
        return CategoricalScore.Of(Score, test.Labels, among is null ? p : Among(p, among), test.Weights);
    }

    /// <summary>Probabilities given that the class is one of some.</summary>
    private static Matrix Among(Matrix p, SortedSet<int> classes)
    {
        double[] sums =
        [
            .. Enumerable.Range(0, p.Rows).Select(i => Math.Max(classes.Sum(k => p[i, k]), double.Epsilon)),
        ];
        return Matrix.Create(p.Rows, p.Columns, (i, k) => classes.Contains(k) ? p[i, k] / sums[i] : 0 * p[i, k]);
    }

    private CategoricalCrossValidationFit Along(
        CategoricalData data,
        IReadOnlyList<SampleSplit> folds,
        int threads,
        CancellationToken cancellationToken
    )
    {
        CategoricalPath path = Path.Fit(data, cancellationToken);
        string[][] absent = [.. folds.Select(f => data.Only(f.Train).Absent())];
        SortedSet<int> tested = data.Only(folds.Where((_, k) => absent[k].Length == 0).SelectMany(static f => f.Test))
            .Present();
        SortedSet<int>? among = tested.Count == data.Classes.Count ? null : tested;
        FoldPath[] parts = PartLoop.Run(
            folds.Count,
            threads,
            k =>
                absent[k].Length > 0
                    ? FoldPath.Without(path, absent[k])
                    : OfFold(data, path, folds[k], among, cancellationToken),
            cancellationToken
        );
        var table = Matrix.Create(
            folds.Count,
            path.Fits.Count,
            (k, i) => tested.Count > 1 ? parts[k].Scores[path.LargestStrength == 0 ? 0 : i] : double.NaN
        );
        StrengthChoice choice = StrengthChoice.Of(table, Rule);
        return new CategoricalCrossValidationFit
        {
            Score = Score,
            Rule = Rule,
            Path = path,
            Strengths = StrengthsOf(path),
            FoldScores = table,
            Mean = choice.Mean,
            StandardError = choice.StandardError,
            Best = choice.Best,
            Chosen = choice.Chosen,
            Folds = folds,
            LateFolds = [.. path.Fits.Select((_, i) => parts.Count(p => p.IsLate[i]))],
            Warnings = Warnings(path, parts, table, choice.Best),
        };
    }

    private static double[] StrengthsOf(CategoricalPath path) =>
        [.. path.Fits.Select(static f => f.Model.Regularizer.Strength)];

    private FoldPath OfFold(
        CategoricalData data,
        CategoricalPath whole,
        SampleSplit fold,
        SortedSet<int>? among,
        CancellationToken cancellationToken
    )
    {
        CategoricalData train = data.Only(fold.Train);
        CategoricalPath fits = (Path with { Strengths = StrengthsOf(whole) }).Fit(train, cancellationToken);
        return new FoldPath(
            [.. fits.Fits.Select(f => ScoreOf(f, data, fold, among))],
            [.. fits.Fits.Select(static f => !f.Convergence.Converged)],
            []
        );
    }

    private static string[] Warnings(CategoricalPath path, FoldPath[] parts, Matrix table, int best)
    {
        var warnings = new List<string>(path.Fits.SelectMany(static f => f.Warnings).Distinct());
        warnings.AddRange(Unscored(parts, table));
        if (path.Fits.Count > 1 && best == path.Fits.Count - 1)
        {
            warnings.Add(
                "The best strength is the smallest of the path: a path that goes on further down may score better."
            );
        }

        int late =
            path.Fits.Count(static f => !f.Convergence.Converged)
            + parts.Sum(static p => p.IsLate.Count(static l => l));
        if (late > 0)
        {
            warnings.Add(
                Invariant(
                    $"{late} of {path.Fits.Count * (1 + parts.Count(static p => p.Absent.Length == 0))} fits of the path and of the folds did not reach their tolerance."
                )
            );
        }

        return [.. warnings];
    }

    /// <summary>Which folds have no score, and why, in a sentence.</summary>
    private static IEnumerable<string> Unscored(FoldPath[] parts, Matrix table)
    {
        string[] names =
        [
            .. parts
                .SelectMany(static p => p.Absent)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(static a => $"'{a}'"),
        ];
        int without = parts.Count(static p => p.Absent.Length > 0);
        int silent = parts.Count(static p => p.Absent.Length == 0 && !p.HasScore);
        string lacking = Invariant(
            $"{without} of {parts.Length} folds hold all samples of a class ({string.Join(", ", names)})"
        );
        if (table.AsSpan().IndexOfAnyExcept(double.NaN) < 0)
        {
            string why =
                without == 0 ? "held-out samples that count are missing, or all of one class in each fold"
                : without == parts.Length ? lacking
                : lacking + ", and what the others hold out is of one class at most";
            yield return $"No fold has a score ({why}): nothing can be chosen, and the largest strength stands. Use interleaved folds or fewer.";
            yield break;
        }

        if (without > 0)
        {
            yield return lacking
                + " and are left out of the means; the others are scored among the classes that they hold out. Use interleaved folds or fewer.";
        }

        if (silent > 0)
        {
            yield return Invariant(
                $"{silent} of {parts.Length} folds have no score (no held-out sample counts, or all are of one class): they are left out of the means."
            );
        }
    }

    /// <summary>The held-out scores of the path of a fold, which of its fits did not reach their tolerance, and classes it cannot train.</summary>
    private sealed record FoldPath(double[] Scores, bool[] IsLate, string[] Absent)
    {
        /// <summary>A fold that cannot train some classes.</summary>
        public static FoldPath Without(CategoricalPath path, string[] absent) =>
            new([.. path.Fits.Select(static _ => double.NaN)], new bool[path.Fits.Count], absent);

        public bool HasScore => !Array.TrueForAll(Scores, double.IsNaN);
    }
}
