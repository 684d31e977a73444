using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Stochastic gradient ascent in the Wishart form (SGAW): that of <see cref="WishartAscent"/> with E replaced at every epoch by the correlation matrix
/// of a few training samples, drawn with replacement.
/// </summary>
/// <remarks>
/// <para>A batch that is not E does not commute with Y, so the whole matrix moves: one inverse and up to four products per epoch. A fit takes seconds.</para>
/// <para>Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951, appendix D. Docs: docs/methods/gradient-ascent.md.</para>
/// </remarks>
public sealed record StochasticWishartAscent : GradientAscent
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

    /// <summary>Gets the size of a batch as a share of the training samples, at least 2 samples. In (0, 1]; 1/4.</summary>
    public double BatchShare
    {
        get;
        init => field = Require.Between(1e-9, 1, value, nameof(BatchShare));
    } = 0.25;

    /// <summary>Gets the seed of the batches. Default: 0.</summary>
    public ulong Seed { get; init; }

    private protected override string Name => "Stochastic gradient ascent, Wishart form";

    private protected override IAscent Begin(Matrix training, Matrix validation) =>
        new WishartMatrixSteps(
            training,
            validation,
            Math.Max(2, (int)(BatchShare * training.Rows)),
            BatchDraws.WithReplacement(Seed, training.Rows)
        )
        {
            Step = Step,
            MultiplierStep = MultiplierStep ?? 0,
        };
}
