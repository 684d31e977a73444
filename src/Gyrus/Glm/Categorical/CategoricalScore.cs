using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Categorical;

/// <summary>How well probabilities describe labels. Samples with a probability that is not finite, or without weight, do not count.</summary>
/// <remarks>
/// Probabilities are kept off 0 by machine epsilon. The constant model is the shares of the classes among the samples that are scored.
/// Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior.
/// </remarks>
public static class CategoricalScore
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>One score of a kind; see the methods of the same name.</summary>
    public static double Of(
        CategoricalScoreKind kind,
        IReadOnlyList<int> labels,
        Matrix probabilities,
        IReadOnlyList<double>? weights = null
    ) =>
        kind switch
        {
            CategoricalScoreKind.LogLikelihood => LogLikelihood(labels, probabilities, weights),
            CategoricalScoreKind.DevianceExplained => DevianceExplained(labels, probabilities, weights),
            CategoricalScoreKind.Accuracy => Accuracy(labels, probabilities, weights),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), $"There is no score {kind}."),
        };

    /// <summary>The mean over samples of log p of the true class in nats; NaN without samples. The deviance is −2 times this.</summary>
    /// <param name="labels">The true classes, indices of columns.</param>
    /// <param name="probabilities">Samples × classes.</param>
    /// <param name="weights">Weights of the samples, or null for equal ones.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or a label that counts is not one of the classes.</exception>
    public static double LogLikelihood(
        IReadOnlyList<int> labels,
        Matrix probabilities,
        IReadOnlyList<double>? weights = null
    ) => Mean(labels, probabilities, weights, static (p, i, y) => Log(p[i, y]));

    /// <summary>1 − D/D₀, which is also 1 − LL/LL₀. At most 1; below 0 where constants do better; NaN where all labels are equal.</summary>
    /// <inheritdoc cref="LogLikelihood"/>
    public static double DevianceExplained(
        IReadOnlyList<int> labels,
        Matrix probabilities,
        IReadOnlyList<double>? weights = null
    )
    {
        double[] shares = new double[Checked(labels, probabilities, weights).Columns];
        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] = Mean(labels, probabilities, weights, (_, _, y) => y == k ? 1 : 0);
        }

        double constant = Mean(labels, probabilities, weights, (_, _, y) => Log(shares[y]));
        return constant < 0 ? 1 - (LogLikelihood(labels, probabilities, weights) / constant) : double.NaN;
    }

    /// <summary>The share of samples whose most probable class (the first of equals) is the true one.</summary>
    /// <inheritdoc cref="LogLikelihood"/>
    public static double Accuracy(
        IReadOnlyList<int> labels,
        Matrix probabilities,
        IReadOnlyList<double>? weights = null
    ) =>
        Mean(
            labels,
            probabilities,
            weights,
            static (p, i, y) =>
                Enumerable.Range(0, p.Columns).All(k => p[i, k] < p[i, y] || (k >= y && p[i, k] <= p[i, y])) ? 1 : 0
        );

    private static double Log(double p) => Math.Log(Math.Max(p, Epsilon));

    private static double Mean(
        IReadOnlyList<int> labels,
        Matrix probabilities,
        IReadOnlyList<double>? weights,
        Func<Matrix, int, int, double> of
    )
    {
        Checked(labels, probabilities, weights);
        (double sum, double count) = (0, 0);
        for (int i = 0; i < labels.Count; i++)
        {
            double weight = weights?[i] ?? 1;
            if (!(weight > 0) || !double.IsFinite(weight) || !double.IsFinite(probabilities[i, 0]))
            {
                continue;
            }

            if (labels[i] < 0 || labels[i] >= probabilities.Columns)
            {
                throw new ArgumentException(
                    Invariant(
                        $"Labels must be 0 … {probabilities.Columns - 1}, but sample {i} (from 0) has {labels[i]}."
                    )
                );
            }

            sum += weight * of(probabilities, i, labels[i]);
            count += weight;
        }

        return sum / count;
    }

    private static Matrix Checked(IReadOnlyList<int> labels, Matrix probabilities, IReadOnlyList<double>? weights)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(probabilities);
        Require.SameSize(labels.Count, probabilities.Rows, "one row of probabilities per label");
        Require.SameSize(labels.Count, weights?.Count ?? labels.Count, "one weight per label");
        return probabilities;
    }
}
