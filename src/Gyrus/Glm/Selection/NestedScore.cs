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

    /// <summary>Gets the number of fits inside the outer folds that did not reach their tolerance.</summary>
    public required int LateFits { get; init; }

    /// <summary>Gets the mean of the outer scores; folds without a score do not count.</summary>
    public double Mean => FoldStatistics.Mean(FoldScores);

    /// <summary>Gets the standard error of the mean.</summary>
    public double StandardError => FoldStatistics.StandardError(FoldScores);
}
