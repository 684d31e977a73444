using Gyrus.Glm.Selection;
using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Glm.Categorical;

/// <summary>Chooses the strength of a softmax regression's penalty by its score on trials that are left out.</summary>
/// <remarks>
/// Every fold fits the path at the strengths of all samples. A fold that leaves a class without a training sample has no score and is left out
/// of the means, with a warning. The results do not depend on the number of threads.
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
    /// <exception cref="ArgumentException">Too few trials for the folds, a class that every fold's training lacks, or data that the model cannot be fitted to.</exception>
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
    /// <remarks>An outer fold has no score where a class has no sample in its training set, or in that of every fold inside it.</remarks>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public NestedScore Nested(CategoricalData data, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<SampleSplit> outer = Split(data);
        (double Score, CategoricalCrossValidationFit? Inner)[] parts = PartLoop.Run(
            outer.Count,
            Require.AtLeast(1, threads),
            k =>
            {
                CategoricalData train = data.Only(outer[k].Train);
                IReadOnlyList<SampleSplit> folds = NestedFolds.Inside(outer[k], outer);
                if (IsUntrainable(train) || folds.All(f => IsUntrainable(train.Only(f.Train))))
                {
                    return (double.NaN, null);
                }

                CategoricalCrossValidationFit inner = Along(train, folds, 1, cancellationToken);
                return (ScoreOf(inner.Fit, data, outer[k]), (CategoricalCrossValidationFit?)inner);
            },
            cancellationToken
        );
        return new NestedScore
        {
            Neuron = "response",
            FoldScores = [.. parts.Select(static p => p.Score)],
            Strengths = [.. parts.Select(static p => p.Inner?.Strength ?? double.NaN)],
            Selected = [.. parts.Select(static p => p.Inner?.Selected ?? [])],
            LateFits = parts.Sum(static p =>
                p.Inner is { } inner
                    ? inner.LateFoldFits + inner.Path.Fits.Count(static f => !f.Convergence.Converged)
                    : 0
            ),
        };
    }

    private static bool IsUntrainable(CategoricalData train) => CategoricalTask.Of(train).Absent.Any();

    private IReadOnlyList<SampleSplit> Split(CategoricalData data) => Folds.Split(data.Design.Samples, data.Trials);

    private double ScoreOf(CategoricalFit fit, CategoricalData data, SampleSplit fold)
    {
        CategoricalData test = data.Only(fold.Test);
        return CategoricalScore.Of(Score, test.Labels, fit.Probabilities(test.Design, test.Offset), test.Weights);
    }

    private CategoricalCrossValidationFit Along(
        CategoricalData data,
        IReadOnlyList<SampleSplit> folds,
        int threads,
        CancellationToken cancellationToken
    )
    {
        CategoricalPath path = Path.Fit(data, cancellationToken);
        FoldPath[] parts = PartLoop.Run(
            folds.Count,
            threads,
            k => OfFold(data, path, folds[k], cancellationToken),
            cancellationToken
        );
        if (parts.All(static p => p.Absent.Length > 0))
        {
            throw new ArgumentException(
                $"Every fold holds all samples of a class, so that nothing can be trained: {parts[0].Absent[0]} in the first. Use interleaved folds or fewer."
            );
        }

        var table = Matrix.Create(folds.Count, path.Fits.Count, (k, i) => parts[k].Scores[i]);
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
            LateFoldFits = parts.Sum(static p => p.Late),
            Warnings = Warnings(path, parts, choice.Best),
        };
    }

    private static double[] StrengthsOf(CategoricalPath path) =>
        [.. path.Fits.Select(static f => f.Model.Regularizer.Strength)];

    private FoldPath OfFold(
        CategoricalData data,
        CategoricalPath whole,
        SampleSplit fold,
        CancellationToken cancellationToken
    )
    {
        CategoricalData train = data.Only(fold.Train);
        string[] absent = [.. CategoricalTask.Of(train).Absent];
        if (absent.Length > 0)
        {
            return new FoldPath([.. whole.Fits.Select(static _ => double.NaN)], 0, absent);
        }

        CategoricalPath fits = (Path with { Strengths = StrengthsOf(whole) }).Fit(train, cancellationToken);
        return new FoldPath(
            [.. fits.Fits.Select(f => ScoreOf(f, data, fold))],
            fits.Fits.Count(static f => !f.Convergence.Converged),
            []
        );
    }

    private static string[] Warnings(CategoricalPath path, FoldPath[] parts, int best)
    {
        var warnings = new List<string>(path.Fits.SelectMany(static f => f.Warnings).Distinct());
        string[] absent = [.. parts.SelectMany(static p => p.Absent).Distinct().Order(StringComparer.Ordinal)];
        if (absent.Length > 0)
        {
            int without = parts.Count(static p => p.Absent.Length > 0);
            string names = string.Join(", ", absent.Select(static a => $"'{a}'"));
            warnings.Add(
                Invariant(
                    $"{without} of {parts.Length} folds hold all samples of a class ({names}) and are left out of the means. Use interleaved folds or fewer."
                )
            );
        }

        if (path.Fits.Count > 1 && best == path.Fits.Count - 1)
        {
            warnings.Add(
                "The best strength is the smallest of the path: a path that goes on further down may score better."
            );
        }

        int late = path.Fits.Count(static f => !f.Convergence.Converged) + parts.Sum(static p => p.Late);
        if (late > 0)
        {
            warnings.Add(
                Invariant(
                    $"{late} of {path.Fits.Count * (parts.Length + 1)} fits of the path and of the folds did not reach their tolerance."
                )
            );
        }

        return [.. warnings];
    }

    /// <summary>The held-out scores of the path of a fold, how many of its fits did not reach their tolerance, and classes it cannot train.</summary>
    private sealed record FoldPath(double[] Scores, int Late, string[] Absent);
}
