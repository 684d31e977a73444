namespace Gyrus.Glm.Selection;

/// <summary>A set of blocks and how its model scores on left-out samples.</summary>
public sealed record CandidateModel
{
    /// <summary>Gets the blocks, in the order in which they were added.</summary>
    public required IReadOnlyList<string> Blocks { get; init; }

    /// <summary>Gets the bits per spike (per sample for Gaussian and Gamma) beyond the training mean, one per fold; NaN where a fold has no spikes or no sample that counts, in it or in its training samples.</summary>
    public required IReadOnlyList<double> FoldScores { get; init; }

    /// <summary>Gets the mean over folds of the gain over the model without the last block.</summary>
    public required double Gain { get; init; }

    /// <summary>Gets the one-sided signed-rank p-value of that gain; 1 for the constant model.</summary>
    public required double PValue { get; init; }

    /// <summary>Gets the number of its fits, one per fold, that did not reach their tolerance.</summary>
    public required int LateFits { get; init; }

    /// <summary>Gets the mean score.</summary>
    public double Mean => FoldStatistics.Mean(FoldScores);

    /// <summary>Gets the standard error of the mean.</summary>
    public double StandardError => FoldStatistics.StandardError(FoldScores);
}
