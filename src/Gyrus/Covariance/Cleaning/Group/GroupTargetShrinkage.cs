using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Each subject's covariance shrunk to the mean covariance of the others: C_k = (1 − s)·S_k + s·mean_{j≠k} S_j, the weight chosen for each subject by
/// cross-validation in time.
/// </summary>
/// <remarks>
/// <para>
/// A fold leaves out the same share of every subject, so nothing of the left-out samples is in the target. The grid is that of
/// <see cref="LinearShrinkage"/>, ending at 1: the subject is then the mean of the others. Standardise the signals where subjects differ in scale.
/// </para>
/// <para>Source: the program released with Ibáñez-Berganza et al. (2023), arXiv:2302.02951, whose grid ends at 0.794; not in their text.</para>
/// </remarks>
public sealed record GroupTargetShrinkage : IGroupCovarianceEstimator
{
    /// <summary>Gets the criterion. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; } = CleaningCriterion.LogLikelihood;

    /// <summary>Gets the folds of every subject. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets the weights to try. Default: those of <see cref="LinearShrinkage"/>.</summary>
    public IReadOnlyList<double> Weights { get; init; } = new LinearShrinkage().Weights;

    /// <summary>Gets the most threads, which share the subjects. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <inheritdoc/>
    public IReadOnlyList<CovarianceFit> Fit(IReadOnlyList<Matrix> subjects)
    {
        PreparedSignals[] prepared = GroupFolds.Prepare(subjects, "Shrinkage to the group");
        Matrix[] all = Covariances(prepared);
        Matrix[][] training =
        [
            .. Enumerable.Range(0, Folds.Folds).Select(f => Covariances(GroupFolds.Training(prepared, Folds, f))),
        ];
        return PartLoop.Run(prepared.Length, Threads, k => Fit(k, prepared[k], all, training), CancellationToken.None);
    }

    private static Matrix[] Covariances(PreparedSignals[] subjects) =>
        [.. subjects.Select(s => SampleCovariance.OfSignals(s.Signals).Values)];

    private CovarianceFit Fit(int subject, PreparedSignals signals, Matrix[] all, Matrix[][] training)
    {
        double[] scores = new double[Weights.Count];
        for (int f = 0; f < training.Length; f++)
        {
            Matrix target = MeanOfOthers(training[f], subject);
            for (int g = 0; g < scores.Length; g++)
            {
                Matrix? precision = DenseFit.InverseOf(Between(training[f][subject], target, Weights[g]));
                scores[g] +=
                    GroupFolds.Score(precision, signals.Folds(Folds)[f].Validation, Criterion) / training.Length;
            }
        }

        int best = Array.IndexOf(scores, TensorPrimitives.Max<double>(scores));
        return double.IsNegativeInfinity(scores[best])
            ? throw new EstimatorUndefinedException(
                "No weight gives a positive definite covariance on every fold: the subjects together have too few samples, or all lack the same directions."
            )
            : DenseFit.Of(Between(all[subject], MeanOfOthers(all, subject), Weights[best]), signals.Samples) with
            {
                Choice = new HyperParameterChoice
                {
                    Name = "shrinkage",
                    Value = Weights[best],
                    Criterion = Criterion,
                    Grid = Weights,
                    MeanScores = scores,
                },
            };
    }

    private static Matrix MeanOfOthers(Matrix[] covariances, int subject) =>
        MatrixMean.Of([.. covariances.Where((_, k) => k != subject)]);

    private static Matrix Between(Matrix own, Matrix target, double weight) =>
        Matrix.Create(own.Rows, own.Rows, (i, j) => ((1 - weight) * own[i, j]) + (weight * target[i, j]));
}
