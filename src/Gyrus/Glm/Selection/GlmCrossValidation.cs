using Gyrus.Glm.Scores;
using Gyrus.Numerics;
using Gyrus.Optimization;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>Chooses the strength of a penalty by its score on trials that are left out.</summary>
/// <remarks>
/// <para>
/// Every fold fits the path at the strengths of all samples and is scored on its left-out samples. Folds are weights of zero on the one
/// design, so nothing is copied; all go down the path together and share their curvatures. The one-standard-error rule: Breiman, Friedman, Olshen and Stone (1984), Classification and
/// regression trees, §3.4.3.
/// </para>
/// <para>
/// Where all that there is to explain (all spikes) falls into one fold, or there is nothing, no fold has a score and the largest strength stands: trained without a spike, that fold
/// would get the rounding of a zero, and the silence of the others favours whatever predicts less. Where no penalised covariate has a part (λ_max is 0), every strength has the same
/// fit and the same score, and the first stands.
/// </para>
/// <para>The results do not depend on the number of threads, nor on which neurons are fitted together.</para>
/// </remarks>
public sealed record GlmCrossValidation
{
    private const string Unscored = "no spikes or all responses equal, in them or beside them";

    /// <summary>Gets the path whose strengths are compared.</summary>
    public required RegularizationPath Path { get; init; }

    /// <summary>Gets the folds: five contiguous ones that split no trial.</summary>
    public TrialFolds Folds { get; init; } = new();

    /// <summary>Gets the rule that chooses. One standard error.</summary>
    public StrengthRule Rule { get; init; } = StrengthRule.OneStandardError;

    /// <summary>Gets the score on the left-out samples. Log-likelihood.</summary>
    public ScoreKind Score { get; init; } = ScoreKind.LogLikelihood;

    /// <summary>Gets where progress goes, or null.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>The cross-validation of one neuron; threads run over the folds.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, a fold that holds all samples of the neuron, or data that the model cannot be fitted to.</exception>
    public GlmCrossValidationFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        IReadOnlyList<SampleSplit> folds = Split(data);
        return Along(data, neuron, (folds, ""), Require.AtLeast(1, threads), cancellationToken);
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
        GlmCrossValidation silent = this with { Progress = null };
        int done = 0;
        (double Score, PathScores? Inner)[] parts = PartLoop.Run<(double, PathScores?)>(
            outer.Count,
            Require.AtLeast(1, threads),
            k =>
            {
                string place = Invariant($"outer fold {k + 1} of {outer.Count}");
                GlmData train = Rows.Training(data, neuron, outer[k].Train, () => place);
                IReadOnlyList<SampleSplit> folds = NestedFolds.Inside(outer[k], outer);
                GlmCrossValidationFit inner = silent.Along(
                    train,
                    neuron,
                    (folds, " and " + place),
                    1,
                    cancellationToken
                );
                double score = IsEmpty(train, neuron)
                    ? double.NaN
                    : GlmScore.Of(Score, Rows.Predict(inner.Fit, data, neuron, outer[k].Test));
                Progress?.Report(
                    new WorkProgress("nested cross-validation, folds", Interlocked.Increment(ref done), outer.Count)
                );
                return (score, inner);
            },
            cancellationToken
        );
        return NestedScore.Of(data.NameOf(neuron), Unscored, parts);
    }

    /// <summary>Whether there is nothing to explain.</summary>
    private bool IsEmpty(GlmData data, int neuron)
    {
        ObservationModel observation = Path.Model.Observation;
        return GlmSolution.IsNull(GlmTask.Of(data, neuron, observation.Family), observation);
    }

    private IReadOnlyList<SampleSplit> Split(GlmData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Folds.Split(data.Design.Samples, data.Trials);
    }

    /// <summary>All samples and the folds, strength by strength; what else is left out is for messages.</summary>
    private GlmCrossValidationFit Along(
        GlmData data,
        int neuron,
        (IReadOnlyList<SampleSplit> Folds, string AndElse) left,
        int threads,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<SampleSplit> folds = left.Folds;
        var whole = new PathWalk(Path, data, neuron, cancellationToken);
        double[] strengths = [.. whole.Strengths];
        RegularizationPath path = Path with { Strengths = strengths };
        PathWalk[] parts = PartLoop.Run(
            folds.Count,
            threads,
            k => new PathWalk(
                path,
                Rows.Training(
                    data,
                    neuron,
                    folds[k].Train,
                    () => Invariant($"fold {k + 1} of {folds.Count}{left.AndElse}")
                ),
                neuron,
                cancellationToken
            ),
            cancellationToken
        );
        PathWalk[] all = [whole, .. parts];
        // A part without a session has nothing to explain (no spike): then all of it, if there is any, is in the test samples of that fold.
        bool haveScores = Array.TrueForAll(all, static p => p.Session is not null);
        var shared = SharedCurvature.Of(
            Array.ConvertAll(all, static w => w.Session?.OneProblem),
            Array.ConvertAll(all, static w => w.Task.Weights)
        );
        var fits = new GlmFit[strengths.Length];
        var scores = new Matrix(folds.Count, strengths.Length);
        int[] late = new int[strengths.Length];
        for (int i = 0; i < strengths.Length; i++)
        {
            double strength = strengths[i];
            shared?.Prepare(strength, Array.ConvertAll(all, static w => w.Previous));
            fits[i] = whole.Fit(strength);
            (double Score, bool Converged)[] held = PartLoop.Run(
                folds.Count,
                threads,
                k => Held(parts[k], strength, data, neuron, folds[k]),
                cancellationToken
            );
            for (int k = 0; k < held.Length; k++)
            {
                // With λ_max = 0 strengths differ by rounding only, which must not choose among them.
                scores[k, i] =
                    !haveScores ? double.NaN
                    : whole.Largest == 0 && i > 0 ? scores[k, 0]
                    : held[k].Score;
                late[i] += held[k].Converged ? 0 : 1;
            }

            Progress?.Report(new WorkProgress("cross-validation, strengths", i + 1, strengths.Length));
        }

        return Chosen(
            new GlmPath { LargestStrength = whole.Largest, Fits = Array.AsReadOnly(fits) },
            folds,
            scores,
            late
        );
    }

    /// <summary>The fit of a fold, scored on its left-out samples.</summary>
    private (double Score, bool Converged) Held(
        PathWalk part,
        double strength,
        GlmData data,
        int neuron,
        SampleSplit fold
    )
    {
        GlmFit fit = part.Fit(strength);
        GlmPrediction held = part.Session is { } session
            ? Rows.Predict(fit, session.Eta, data, neuron, fold.Test)
            : Rows.Predict(fit, data, neuron, fold.Test);
        return (GlmScore.Of(Score, held), fit.Convergence.Converged);
    }

    private GlmCrossValidationFit Chosen(GlmPath path, IReadOnlyList<SampleSplit> folds, Matrix table, int[] late)
    {
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
            LateFolds = late,
            Warnings = Warnings(path, table, choice.Best, late.Sum()),
        };
    }

    private static string[] Warnings(GlmPath path, Matrix table, int best, int lateFolds)
    {
        var warnings = new List<string>(path.Fits.SelectMany(f => f.Warnings).Distinct());
        int empty = Enumerable
            .Range(0, table.Rows)
            .Count(k => Enumerable.Range(0, table.Columns).All(i => double.IsNaN(table[k, i])));
        if (empty == table.Rows)
        {
            warnings.Add(
                "No fold has a score (there is nothing to explain, or in one fold only): nothing can be chosen, and the largest strength stands."
            );
        }
        else if (empty > 0)
        {
            warnings.Add(
                Invariant($"{empty} of {table.Rows} folds have no score ({Unscored}): they are left out of the means.")
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

        if (lateFolds > 0)
        {
            warnings.Add(
                Invariant(
                    $"{lateFolds} of {table.Rows * path.Fits.Count} fits of the folds did not reach their tolerance: their held-out scores may be off."
                )
            );
        }

        return [.. warnings];
    }
}
