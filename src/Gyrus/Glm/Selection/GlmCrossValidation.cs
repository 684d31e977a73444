using Gyrus.Glm.Scores;
using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>Chooses the strength of a penalty by its score on trials that are left out.</summary>
/// <remarks>
/// <para>
/// Every fold fits the path at the strengths of all samples and is scored on its left-out samples. Folds are weights of zero on the one
/// design, so nothing is copied. The one-standard-error rule: Breiman, Friedman, Olshen and Stone (1984), Classification and
/// regression trees, §3.4.3.
/// </para>
/// <para>The results do not depend on the number of threads, nor on which neurons are fitted together.</para>
/// </remarks>
public sealed record GlmCrossValidation
{
    /// <summary>Gets the path whose strengths are compared.</summary>
    public required RegularizationPath Path { get; init; }

    /// <summary>Gets the folds: five contiguous ones that split no trial.</summary>
    public TrialFolds Folds { get; init; } = new();

    /// <summary>Gets the rule that chooses. One standard error.</summary>
    public StrengthRule Rule { get; init; } = StrengthRule.OneStandardError;

    /// <summary>Gets the score on the left-out samples. Log-likelihood.</summary>
    public ScoreKind Score { get; init; } = ScoreKind.LogLikelihood;

    /// <summary>The cross-validation of one neuron; threads run over the folds.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public GlmCrossValidationFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        IReadOnlyList<SampleSplit> folds = Split(data);
        GlmPath path = Path.Fit(data, neuron, cancellationToken);
        FoldPath[] parts = PartLoop.Run(
            folds.Count,
            Require.AtLeast(1, threads),
            k => OfFold(data, neuron, path, folds[k], cancellationToken),
            cancellationToken
        );
        return Chosen(path, folds, parts);
    }

    /// <summary>The cross-validations of all neurons, each as if it were alone; threads run over the neurons.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public IReadOnlyList<GlmCrossValidationFit> FitAll(
        GlmData data,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        return PartLoop.Run(
            data.Responses.Columns,
            Require.AtLeast(1, threads),
            k => Fit(data, k, 1, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>The score of the whole procedure by nested cross-validation: <see cref="Folds"/> outside, and again inside each training set.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public NestedScore Nested(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        IReadOnlyList<SampleSplit> outer = Split(data);
        (double Score, double Strength, IReadOnlyList<string> Selected)[] parts = PartLoop.Run(
            outer.Count,
            Require.AtLeast(1, threads),
            k =>
            {
                GlmData train = Rows.Only(data, outer[k].Train);
                GlmCrossValidationFit inner = Inner(train, neuron, outer[k], cancellationToken);
                double score = GlmScore.Of(Score, Rows.Predict(inner.Fit, data, neuron, outer[k].Test));
                return (score, inner.Strength, inner.Fit.Selected);
            },
            cancellationToken
        );
        return new NestedScore
        {
            FoldScores = [.. parts.Select(p => p.Score)],
            Strengths = [.. parts.Select(p => p.Strength)],
            Selected = [.. parts.Select(p => p.Selected)],
        };
    }

    /// <summary>The folds that remain of the outer training set: those of the others, each without the outer test samples and their gap.</summary>
    private GlmCrossValidationFit Inner(
        GlmData train,
        int neuron,
        SampleSplit outer,
        CancellationToken cancellationToken
    )
    {
        var kept = new HashSet<int>(outer.Train);
        SampleSplit[] folds =
        [
            .. Split(train)
                .Select(f => new SampleSplit
                {
                    Train = [.. f.Train.Where(kept.Contains)],
                    Test = [.. f.Test.Where(kept.Contains)],
                })
                .Where(f => f.Test.Count > 0 && f.Train.Count < kept.Count),
        ];
        GlmPath path = Path.Fit(train, neuron, cancellationToken);
        return Chosen(path, folds, [.. folds.Select(f => OfFold(train, neuron, path, f, cancellationToken))]);
    }

    private IReadOnlyList<SampleSplit> Split(GlmData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Folds.Split(data.Design.Samples, data.Trials);
    }

    private FoldPath OfFold(
        GlmData data,
        int neuron,
        GlmPath whole,
        SampleSplit fold,
        CancellationToken cancellationToken
    )
    {
        RegularizationPath path = Path with { Strengths = [.. whole.Fits.Select(f => f.Model.Regularizer.Strength)] };
        GlmPath fits = path.Fit(Rows.Only(data, fold.Train), neuron, cancellationToken);
        return new FoldPath(
            [.. fits.Fits.Select(f => GlmScore.Of(Score, Rows.Predict(f, data, neuron, fold.Test)))],
            fits.Fits.Count(f => !f.Convergence.Converged)
        );
    }

    private GlmCrossValidationFit Chosen(GlmPath path, IReadOnlyList<SampleSplit> folds, FoldPath[] parts)
    {
        var table = Matrix.Create(folds.Count, path.Fits.Count, (k, i) => parts[k].Scores[i]);
        StrengthChoice choice = StrengthChoice.Of(table, Rule);
        return new GlmCrossValidationFit
        {
            Neuron = path.Fits[0].Neuron,
            Score = Score,
            Rule = Rule,
            Path = path,
            Strengths = [.. path.Fits.Select(f => f.Model.Regularizer.Strength)],
            FoldScores = table,
            Mean = choice.Mean,
            StandardError = choice.StandardError,
            Best = choice.Best,
            Chosen = choice.Chosen,
            Folds = folds,
            LateFoldFits = parts.Sum(p => p.Late),
            Warnings = Warnings(path, parts, choice.Best),
        };
    }

    private static string[] Warnings(GlmPath path, FoldPath[] parts, int best)
    {
        var warnings = new List<string>(path.Fits.SelectMany(f => f.Warnings).Distinct());
        int empty = parts.Count(p => p.Scores.All(double.IsNaN));
        if (empty > 0)
        {
            warnings.Add(
                Invariant(
                    $"{empty} of {parts.Length} folds have no score (no spikes or all responses equal): they are left out of the means."
                )
            );
        }

        if (path.Fits.Count > 1 && best == path.Fits.Count - 1)
        {
            warnings.Add(
                "The best strength is the smallest of the path: a path that goes on further down may score better."
            );
        }

        int late = path.Fits.Count(f => !f.Convergence.Converged);
        if (late > 0)
        {
            warnings.Add(Invariant($"{late} of {path.Fits.Count} fits of the path did not reach their tolerance."));
        }

        int lateFolds = parts.Sum(p => p.Late);
        if (lateFolds > 0)
        {
            warnings.Add(
                Invariant(
                    $"{lateFolds} of {parts.Length * path.Fits.Count} fits of the folds did not reach their tolerance: their held-out scores may be off."
                )
            );
        }

        return [.. warnings];
    }

    /// <summary>The held-out scores of the path of a fold, and how many of its fits did not reach their tolerance.</summary>
    private sealed record FoldPath(double[] Scores, int Late);
}
