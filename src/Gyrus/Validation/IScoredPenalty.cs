namespace Gyrus.Validation;

/// <summary>A penalty with the score it reached: one point of a search.</summary>
internal interface IScoredPenalty
{
    /// <summary>Gets the penalty.</summary>
    double Penalty { get; }

    /// <summary>Gets what the search maximises; not finite when no score could be computed.</summary>
    double MeanScore { get; }
}
