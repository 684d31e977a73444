using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>No penalty: maximum likelihood.</summary>
public sealed record Unregularized : Regularizer
{
    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks) => new() { Groups = [], GroupWeights = [] };
}
