using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>A penalty Ω(β) of a strength. The intercept is never penalised.</summary>
public abstract record Regularizer
{
    /// <summary>Gets the strength λ that multiplies the whole penalty. Not negative; 1.</summary>
    public double Strength
    {
        get;
        init => field = Numerics.Require.NotNegative(value, nameof(Strength));
    } = 1;

    /// <summary>The penalty on the columns of these blocks, at strength 1; paths multiply it.</summary>
    internal abstract BlockPenalty On(IReadOnlyList<FeatureBlock> blocks);
}
