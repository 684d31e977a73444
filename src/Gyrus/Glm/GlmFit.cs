using Gyrus.Glm.Features;
using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>A fitted model of one neuron. It exists only after a fit.</summary>
public sealed record GlmFit : BlockFit
{
    /// <summary>Gets the model that was fitted.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets the name of the neuron.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets β, one per column of the design.</summary>
    public required IReadOnlyList<double> Coefficients { get; init; }

    /// <summary>Gets b.</summary>
    public required double Intercept { get; init; }

    /// <summary>Gets the dispersion: 1 (Poisson, Bernoulli), φ (negative binomial), the Pearson estimate (Gaussian, Gamma), over at least one degree of freedom.</summary>
    public required double Scale { get; init; }

    /// <summary>Gets the residual degrees of freedom: n − rank − 1 (none), n − p − 1 (ridge), n − non-zeros − 1 (sparse).</summary>
    public required double ResidualDegreesOfFreedom { get; init; }

    /// <summary>Gets a value indicating whether the coefficients were on their way to infinity.</summary>
    internal bool RunsAway { get; init; }

    /// <inheritdoc/>
    public override double Strength => Model.Regularizer.Strength;

    /// <summary>Gets what each group of an <see cref="OverlappingGroupLasso"/> adds to the coefficients; empty for other penalties.</summary>
    public IReadOnlyList<LatentGroup> LatentGroups { get; init; } = [];

    /// <inheritdoc/>
    public override bool Holds(FeatureBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Enumerable.Range(block.Start, block.Count).Any(j => Coefficients[j] != 0);
    }

    /// <inheritdoc/>
    public override double Norm(FeatureBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Math.Sqrt(Enumerable.Range(block.Start, block.Count).Sum(j => Coefficients[j] * Coefficients[j]));
    }

    /// <summary>The mean μ at each sample of a design with the same columns; NaN where a feature is not finite.</summary>
    /// <param name="design">The design.</param>
    /// <param name="offset">What is added to η, one per sample, or nothing.</param>
    /// <exception cref="ArgumentException">The design has other columns, or there is not one offset per sample.</exception>
    public double[] Predict(Design design, ReadOnlySpan<double> offset = default)
    {
        double[] mean = Predictor(design, offset);
        LinkFunction.Mean(Model.Observation.EffectiveLink, mean, mean);
        return mean;
    }

    /// <summary>The linear predictor η = offset + Xβ + b at each sample; NaN where a feature is not finite.</summary>
    /// <exception cref="ArgumentException">The design has other columns, or there is not one offset per sample.</exception>
    internal double[] Predictor(Design design, ReadOnlySpan<double> offset = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        Require.SameSize(Coefficients.Count, design.Columns, "as many columns as the model has coefficients");
        double[] eta = new double[design.Samples];
        if (!offset.IsEmpty)
        {
            Require.SameSize(design.Samples, offset.Length, "one offset per sample");
            offset.CopyTo(eta);
        }

        design.Store.AddProduct([.. Coefficients], eta);
        for (int i = 0; i < eta.Length; i++)
        {
            eta[i] = design.ValidRows[i] ? eta[i] + Intercept : double.NaN;
        }

        return eta;
    }
}
