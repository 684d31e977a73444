using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>What fits of numbers and of classes share: coefficients in named blocks, which a penalty keeps or drops, and how the fit ended.</summary>
public abstract record BlockFit
{
    /// <summary>Gets the blocks that the coefficients belong to.</summary>
    public required IReadOnlyList<FeatureBlock> Blocks { get; init; }

    /// <summary>Gets the samples that counted.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets the samples that were dropped because something in them was not finite.</summary>
    public required int DroppedSamples { get; init; }

    /// <summary>Gets how the fit ended.</summary>
    /// <remarks>
    /// The certificate is the duality gap relative to what there is to explain, so it does not change with units: objective − optimum is at most
    /// certificate × that. Of numbers: the excess loss of the null model over an exact fit (half the null deviance per sample). Of classes: the
    /// loss of the best constants (the entropy of the labels without an offset). Where the loss is not convex (<see cref="ObservationModel.IsConvex"/>) the
    /// decrease that a quadratic model promises takes the place of the gap.
    /// </remarks>
    public required Convergence Convergence { get; init; }

    /// <summary>Gets what a reader should know: no spikes, separable data, aliased columns.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the strength of the penalty.</summary>
    public abstract double Strength { get; }

    /// <summary>Gets the names of the blocks with a coefficient that is not zero.</summary>
    public IReadOnlyList<string> Selected => [.. Blocks.Where(Holds).Select(static b => b.Name)];

    /// <summary>Whether a coefficient of a block is not zero.</summary>
    public abstract bool Holds(FeatureBlock block);

    /// <summary>The Euclidean norm of the coefficients of a block (of classes: of all classes).</summary>
    public abstract double Norm(FeatureBlock block);
}
