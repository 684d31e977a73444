using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Deterministic gradient ascent in the Wishart form (DGAW): J = YYᵀ, Y ← Y + η(Y⁻¹ − YE + 4μY⁻³) from Y = 1, stopped early, as published and run.
/// </summary>
/// <remarks>
/// <para>
/// With a fixed E the iterate commutes with E for ever, so N numbers move instead of a matrix: the published iterates at a small part of their cost.
/// μ ← μ − η_μ(N − tr C) holds the trace at N; it oscillates, and without it the iteration is <see cref="GradientFlow"/> to O(η).
/// </para>
/// <para>Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951, appendices C and D. Docs: docs/methods/gradient-ascent.md.</para>
/// </remarks>
public sealed record WishartAscent : GradientAscent
{
    /// <summary>Gets the step η. Positive; 10⁻⁴.</summary>
    public double Step
    {
        get;
        init => field = Require.Positive(value, nameof(Step));
    } = 1e-4;

    /// <summary>Gets η_μ, the step of the multiplier that holds tr C = N; positive, 10⁻³. Null for no multiplier.</summary>
    public double? MultiplierStep
    {
        get;
        init => field = value is null ? null : Require.Positive(value.Value, nameof(MultiplierStep));
    } = 1e-3;

    private protected override string Name => "Gradient ascent, Wishart form";

    private protected override IAscent Begin(Matrix training, Matrix validation) =>
        new WishartRecursion(training, validation, Step, MultiplierStep);
}
