using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>A fitted model of one neuron. It exists only after a fit.</summary>
public sealed record GlmFit
{
    /// <summary>Gets the model that was fitted.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets the name of the neuron.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets the blocks that the coefficients belong to.</summary>
    public required IReadOnlyList<FeatureBlock> Blocks { get; init; }

    /// <summary>Gets β, one per column of the design.</summary>
    public required IReadOnlyList<double> Coefficients { get; init; }

    /// <summary>Gets b.</summary>
    public required double Intercept { get; init; }

    /// <summary>Gets the dispersion: 1 (Poisson, Bernoulli), φ (negative binomial), the Pearson estimate (Gaussian, Gamma).</summary>
    public required double Scale { get; init; }

    /// <summary>Gets the residual degrees of freedom: n − rank − 1 (none), n − p − 1 (ridge), n − non-zeros − 1 (sparse).</summary>
    public required double ResidualDegreesOfFreedom { get; init; }

    /// <summary>Gets the samples that counted, and those that were dropped because something in them was not finite.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets the samples that were dropped because something in them was not finite.</summary>
    public required int DroppedSamples { get; init; }

    /// <summary>Gets how the fit ended. The certificate is the duality gap relative to max(1e-12·…, |objective of the null model − …|); see the solver.</summary>
    public required Convergence Convergence { get; init; }

    /// <summary>Gets what a reader should know: no spikes, separable data, aliased columns.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the names of the blocks with a coefficient that is not zero.</summary>
    public IReadOnlyList<string> Selected =>
        [.. Blocks.Where(b => Enumerable.Range(b.Start, b.Count).Any(j => Coefficients[j] != 0)).Select(b => b.Name)];

    /// <summary>The mean μ at each sample of a design with the same columns; NaN where a feature is not finite.</summary>
    public double[] Predict(Design design, ReadOnlySpan<double> offset = default) => throw new NotImplementedException();
}
