using Gyrus.Glm.Scores;

namespace Gyrus.Glm.Selection;

/// <summary>A path with its held-out scores, the strength that was chosen and the fit on all samples.</summary>
public sealed record GlmCrossValidationFit : PathScores
{
    /// <summary>Gets the name of the neuron.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets the score that was computed on the left-out samples.</summary>
    public required ScoreKind Score { get; init; }

    /// <summary>Gets the path on all samples; its strengths are those of the folds.</summary>
    public required GlmPath Path { get; init; }

    /// <summary>Gets the fit on all samples at the strength that the rule chose.</summary>
    public GlmFit Fit => Path.Fits[Chosen];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Selected => Fit.Selected;

    internal override IReadOnlyList<BlockFit> PathFits => Path.Fits;
}
