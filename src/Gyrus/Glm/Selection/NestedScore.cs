using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>The score of a whole procedure, choice of the strength included, on samples that had no part in either.</summary>
public sealed record NestedScore
{
    /// <summary>Gets the name of the neuron, or of the response where it is a class.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets the score of each outer fold; NaN where a fold has none (no spikes, in it or in its training samples; a class that its training set has not).</summary>
    public required IReadOnlyList<double> FoldScores { get; init; }

    /// <summary>Gets the strength that was chosen inside each outer fold; NaN where nothing could be trained.</summary>
    public required IReadOnlyList<double> Strengths { get; init; }

    /// <summary>Gets the blocks that were selected inside each outer fold.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Selected { get; init; }

    /// <summary>Gets the number of fits inside the outer folds.</summary>
    public required int Fits { get; init; }

    /// <summary>Gets the strengths of the fits inside each outer fold that did not reach their tolerance, falling; a strength comes as often as there are such fits.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> LateStrengths { get; init; }

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the number of fits inside the outer folds that did not reach their tolerance.</summary>
    public int LateFits => LateStrengths.Sum(static s => s.Count);

    /// <summary>Gets the mean of the outer scores; folds without a score do not count.</summary>
    public double Mean => FoldStatistics.Mean(FoldScores);

    /// <summary>Gets the standard error of the mean.</summary>
    public double StandardError => FoldStatistics.StandardError(FoldScores);

    /// <summary>The scores of the outer folds, with what was chosen inside each; null where nothing could be trained.</summary>
    /// <param name="neuron">The name.</param>
    /// <param name="unscored">Why an outer fold may have no score, as a phrase.</param>
    /// <param name="parts">The outer folds.</param>
    internal static NestedScore Of(
        string neuron,
        string unscored,
        IReadOnlyList<(double Score, PathScores? Inner)> parts
    )
    {
        double[] scores = [.. parts.Select(static p => p.Score)];
        double[][] late = [.. parts.Select(static p => p.Inner is { } inner ? Late(inner) : [])];
        int fits = parts.Sum(static p => p.Inner is { } inner ? inner.Strengths.Count * (inner.Folds.Count + 1) : 0);
        int unchosen = parts.Count(static p => p.Inner is { } inner && inner.Mean.All(double.IsNaN));
        return new NestedScore
        {
            Neuron = neuron,
            FoldScores = scores,
            Strengths = [.. parts.Select(static p => p.Inner?.Strength ?? double.NaN)],
            Selected = [.. parts.Select(static p => p.Inner?.Selected ?? [])],
            Fits = fits,
            LateStrengths = late,
            Warnings =
            [
                .. scores.Count(double.IsNaN) is > 0 and var missing
                    ?
                    [
                        Invariant(
                            $"{missing} of {scores.Length} outer folds have no nested score ({unscored}): they are left out of its mean."
                        ),
                    ]
                    : (string[])[],
                .. unchosen > 0
                    ?
                    [
                        Invariant(
                            $"In {unchosen} of {scores.Length} outer folds nothing can be chosen, for no fold inside them has a score: the largest strength stands there."
                        ),
                    ]
                    : (string[])[],
                .. Array.Exists(late, static l => l.Length > 0)
                    ?
                    [
                        Invariant(
                            $"{late.Sum(static l => l.Length)} of {fits} fits inside the outer folds did not reach their tolerance ({Words(late)}): the nested score may be off."
                        ),
                    ]
                    : (string[])[],
            ],
        };
    }

    /// <summary>The strengths of fits, on the training samples of an outer fold and on the folds inside it, that did not reach their tolerance.</summary>
    private static double[] Late(PathScores inner) =>
        [
            .. inner.Strengths.SelectMany(
                (strength, i) =>
                    Enumerable.Repeat(strength, inner.LateFolds[i] + (inner.PathFits[i].Convergence.Converged ? 0 : 1))
            ),
        ];

    private static string Words(double[][] late)
    {
        const int Most = 3;
        return string.Join(
            "; ",
            late.Index()
                .Where(static l => l.Item.Length > 0)
                .Select(static l =>
                {
                    string[] strengths = [.. l.Item.Distinct().Select(static s => Invariant($"{s:g4}"))];
                    return Invariant(
                        $"outer fold {l.Index + 1} at {string.Join(", ", strengths.Take(Most))}{(strengths.Length > Most ? ", …" : "")}"
                    );
                })
        );
    }
}
