using Gyrus.Glm.Selection;

namespace Gyrus.Glm.Categorical;

/// <summary>A path of softmax regressions with its held-out scores, the strength that was chosen and the fit on all samples.</summary>
public sealed record CategoricalCrossValidationFit : PathScores
{
    /// <summary>Gets the score that was computed on the left-out samples.</summary>
    public required CategoricalScoreKind Score { get; init; }

    /// <summary>Gets the path on all samples; its strengths are those of the folds.</summary>
    public required CategoricalPath Path { get; init; }

    /// <summary>Gets the fit on all samples at the strength that the rule chose.</summary>
    public CategoricalFit Fit => Path.Fits[Chosen];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Selected => Fit.Selected;

    internal override IReadOnlyList<BlockFit> PathFits => Path.Fits;
}
