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
        CategoricalPath path = Path.Fit(data, cancellationToken);
        IReadOnlyList<SampleSplit> folds = Folds.Split(data.Design.Samples, data.Trials);
        FoldPath[] parts = PartLoop.Run(
            folds.Count,
            Require.AtLeast(1, threads),
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
        CategoricalData test = data.Only(fold.Test);
        return new FoldPath(
            [
                .. fits.Fits.Select(f =>
                    CategoricalScore.Of(Score, test.Labels, f.Probabilities(test.Design, test.Offset), test.Weights)
                ),
            ],
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
