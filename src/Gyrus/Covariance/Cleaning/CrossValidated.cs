using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The member of a family whose hyper-parameter has the best mean score on left-out samples, fitted to all samples.</summary>
/// <remarks>
/// <para>
/// Each fold trains on the other samples as they are, and scores its own as they are. The score of a value is the mean over the folds, each
/// fold counting once; of equal scores the first of the grid wins; then all samples are fitted with the winner (scikit-learn's <c>GridSearchCV</c> with
/// refit).
/// </para>
/// <para>
/// A family may screen: its scores are rough at first, and those of the best 20 values are computed to full precision, until none among the best 20 is rough.
/// </para>
/// </remarks>
public sealed record CrossValidated : CleaningEstimator
{
    private const int MostFinalists = 20;

    /// <summary>Gets the family.</summary>
    public required EstimatorFamily Family { get; init; }

    /// <summary>Gets the criterion. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; }

    /// <summary>Gets the folds. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets the most threads, which share the folds. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">No value of the grid is defined on every fold.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        IReadOnlyList<double> grid = Family.Grid(signals);
        double[] scores = MeanScores(signals, grid);
        int best = 0;
        for (int g = 1; g < scores.Length; g++)
        {
            best = scores[g] > scores[best] ? g : best;
        }

        if (double.IsNegativeInfinity(scores[best]))
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"None of the {grid.Count} values of {Family.HyperParameter} gives a positive definite covariance on each of {Folds.Folds} folds of {signals.Samples} samples of {signals.Regions} regions."
                )
            );
        }

        return Family.At(grid[best]).Fit(signals) with
        {
            Choice = new HyperParameterChoice
            {
                Name = Family.HyperParameter,
                Value = grid[best],
                Criterion = Criterion,
                Grid = grid,
                MeanScores = scores,
            },
        };
    }

    private double[] MeanScores(PreparedSignals signals, IReadOnlyList<double> grid)
    {
        IReadOnlyList<PreparedFold> folds = signals.Folds(Folds);
        FoldScores[] scores = PartLoop.Run(
            folds.Count,
            Threads,
            f => Family.Search(folds[f], grid, Criterion),
            CancellationToken.None
        );
        double[] mean = Mean(scores, grid.Count);
        bool[] refined = [.. grid.Select(_ => !scores[0].AreRough)];
        while (Finalists(mean, refined) is { Length: > 0 } finalists)
        {
            PartLoop.Run(
                folds.Count,
                Threads,
                f =>
                {
                    scores[f].Refine(finalists);
                    return f;
                },
                CancellationToken.None
            );
            mean = Mean(scores, grid.Count);
            Array.ForEach(finalists, g => refined[g] = true);
        }

        return mean;
    }

    // Those of the best values whose scores may still be rough.
    private static int[] Finalists(double[] mean, bool[] refined) =>
        [
            .. Enumerable
                .Range(0, mean.Length)
                .OrderByDescending(g => mean[g])
                .Take(MostFinalists)
                .Where(g => !refined[g])
                .Order(),
        ];

    private static double[] Mean(FoldScores[] folds, int values)
    {
        double[] mean = new double[values];
        foreach (FoldScores fold in folds)
        {
            TensorPrimitives.Add<double>(mean, fold.Values, mean);
        }

        TensorPrimitives.Divide(mean, folds.Length, mean);
        return mean;
    }
}
