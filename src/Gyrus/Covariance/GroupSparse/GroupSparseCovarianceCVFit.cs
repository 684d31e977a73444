namespace Gyrus.Covariance.GroupSparse;

/// <summary>A cross-validated group of precisions: the final fit, and everything the search tried.</summary>
public sealed record GroupSparseCovarianceCVFit
{
    /// <summary>Gets the fit at the chosen penalty on all samples.</summary>
    public required GroupPrecisionFit Fit { get; init; }

    /// <summary>Gets the certified duality gap of the final fit, whatever rule ended it: objective − optimum is at most this.</summary>
    public required double CertifiedGap { get; init; }

    /// <summary>Gets the chosen penalty α.</summary>
    public required double Alpha { get; init; }

    /// <summary>Gets every penalty that was tried, from large to small, with the score and the convergence of each fold.</summary>
    public required IReadOnlyList<PenaltyScore> Scores { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
