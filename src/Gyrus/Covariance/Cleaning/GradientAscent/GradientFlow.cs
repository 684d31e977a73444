using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Gradient ascent of the likelihood in the Wishart form J = YYᵀ from Y = 1, stopped at time t: ξᵢ = λᵢ / (1 − (1 − λᵢ) e^(−2λᵢt)), t given or searched.
/// </summary>
/// <remarks>
/// <para>
/// The ascent never leaves the eigenvectors of E, so it is a map of the spectrum: y′ = 1/y − λy has the closed form above, with ξ = 1/y². At t = 0
/// ξ = 1; as t grows ξ → λ, the large eigenvalues first. A null eigenvalue gives 1/(1 + 2t), so ξ is positive at any T and rank.
/// </para>
/// <para>
/// t has the unit of an inverse variance and the start is the identity: meant for standardised signals. t is the step size times the number of steps
/// of the published iteration (<see cref="WishartAscent"/>), which differs by its trace multiplier, its single split and its stop rule.
/// </para>
/// <para>Source of the iteration: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951. Docs: docs/methods/gradient-ascent.md.</para>
/// </remarks>
public sealed record GradientFlow : SpectralFamily
{
    /// <summary>Gets the times that a search tries. Each at least 0. Default: 41 values from 10⁻² to 10², ten per decade.</summary>
    public IReadOnlyList<double> Times
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (double time in value)
            {
                Require.NotNegative(time, nameof(Times));
            }

            field = value;
        }
    } = [.. Enumerable.Range(0, 41).Select(static i => Math.Pow(10, -2 + (0.1 * i)))];

    /// <inheritdoc/>
    public override string HyperParameter => "time";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals) => Times;

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned)
    {
        for (int i = 0; i < eigenvalues.Length; i++)
        {
            cleaned[i] = 1 / PrecisionAt(eigenvalues[i], value);
        }
    }

    private protected override void Check(double value) => Require.NotNegative(value, "time");

    // 1/ξ = 2t·φ(u) + e⁻ᵘ with u = 2λt and φ(u) = (1 − e⁻ᵘ)/u: no division by a null λ, no cancellation beside it.
    private static double PrecisionAt(double lambda, double time)
    {
        double u = 2 * lambda * time;
        double share = Math.Abs(u) switch
        {
            < 1e-9 => 1 - (0.5 * u),
            < 1 => Math.Exp(-0.5 * u) * Math.Sinh(0.5 * u) / (0.5 * u),
            _ => (1 - Math.Exp(-u)) / u,
        };
        return (2 * time * share) + Math.Exp(-u);
    }
}
