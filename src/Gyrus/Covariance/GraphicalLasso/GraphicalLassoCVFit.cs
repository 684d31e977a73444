namespace Gyrus.Covariance;

/// <summary>A cross-validated graphical lasso: the final fit, and everything the search tried.</summary>
public sealed record GraphicalLassoCVFit
{
    /// <summary>Gets the fit at the chosen penalty on all samples; its certificate is the duality gap.</summary>
    public required PrecisionFit Fit { get; init; }

    /// <summary>Gets the sample covariance that was fitted.</summary>
    public required SampleCovariance Sample { get; init; }

    /// <summary>Gets the chosen penalty λ.</summary>
    public required double Penalty { get; init; }

    /// <summary>Gets every penalty that was tried, from large to small, with the score and the convergence of each fold.</summary>
    public required IReadOnlyList<PenaltyScore> Scores { get; init; }
}
