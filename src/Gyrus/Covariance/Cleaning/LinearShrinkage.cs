using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Linear shrinkage to the identity: ξᵢ = (1 − s)·λᵢ + s·μ with μ = tr E / N, the weight s given or searched.</summary>
/// <remarks>
/// <para>
/// The default grid of s is logarithmic from 10⁻⁵ to 10^−0.1, thirty values, continued by 0.85, 0.9, 0.95 and 1: at T ≈ N with weak
/// correlations the best weight lies beyond the 0.794 at which the released code stops.
/// </para>
/// <para>Defined for any T and rank as long as s &gt; 0.</para>
/// <para>Source: Ledoit and Wolf (2004), doi:10.1016/S0047-259X(03)00096-4; grids of Ibáñez-Berganza et al. (2023), arXiv:2302.02951.</para>
/// </remarks>
public sealed record LinearShrinkage : SpectralFamily
{
    /// <summary>Gets the weights that a search tries. Each in [0, 1].</summary>
    public IReadOnlyList<double> Weights
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (double weight in value)
            {
                Require.Between(0, 1, weight, nameof(Weights));
            }

            field = value;
        }
    } = [.. Released(), 0.85, 0.9, 0.95, 1];

    /// <summary>
    /// Gets μ, the variance of the target; positive. Null (default) is the mean variance tr E / N; 1 is the identity itself, which on standardised
    /// signals differs only within the folds.
    /// </summary>
    public double? TargetVariance
    {
        get;
        init => field = value is null ? null : Require.Positive(value.Value, nameof(TargetVariance));
    }

    /// <summary>Gets the family with the grid of the released code: 30 values of s from 10⁻⁵ to 10^−0.1.</summary>
    public static LinearShrinkage AsReleased { get; } = new() { Weights = Released() };

    /// <summary>Gets the family with the grid of the paper's text: 30 values of s from 10⁻² to 10^−0.1.</summary>
    public static LinearShrinkage AsPrinted { get; } = new() { Weights = Logarithmic(-2, -0.1, 30) };

    /// <inheritdoc/>
    public override string HyperParameter => "shrinkage";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals) => Weights;

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned)
    {
        double mean = TargetVariance ?? (TensorPrimitives.Sum(eigenvalues) / eigenvalues.Length);
        TensorPrimitives.Multiply(eigenvalues, 1 - value, cleaned);
        TensorPrimitives.Add(cleaned, value * mean, cleaned);
    }

    private protected override void Check(double value) => Require.Between(0, 1, value, "shrinkage");

    private static double[] Released() => Logarithmic(-5, -0.1, 30);

    private static double[] Logarithmic(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Math.Pow(10, from + ((to - from) * i / (count - 1))))];
}
