using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Glm.Features;

/// <summary>A filter of unit length (2-norm): a slow excitation less a fast inhibition, both gamma densities. For simulated coupling.</summary>
/// <remarks>g(x) = E(x) − I(x) at evenly spaced x from 0 to the larger of the quantiles of both; E and I have density bᵃxᵃ⁻¹e^−bx/Γ(a).</remarks>
public sealed record DifferenceOfGammas
{
    /// <summary>Gets the shape a of the excitation. Positive; 2.</summary>
    public double ExcitationShape
    {
        get;
        init => field = Require.Positive(value, nameof(ExcitationShape));
    } = 2;

    /// <summary>Gets the rate b of the excitation. Positive; 2.</summary>
    public double ExcitationRate
    {
        get;
        init => field = Require.Positive(value, nameof(ExcitationRate));
    } = 2;

    /// <summary>Gets the shape a of the inhibition. At least 1, so that the filter is finite; 1.</summary>
    public double InhibitionShape
    {
        get;
        init => field = Require.Positive(value, nameof(InhibitionShape));
    } = 1;

    /// <summary>Gets the rate b of the inhibition. Positive; 1.</summary>
    public double InhibitionRate
    {
        get;
        init => field = Require.Positive(value, nameof(InhibitionRate));
    } = 1;

    /// <summary>Gets the quantile that ends the filter. In (0, 1); 0.99.</summary>
    public double Quantile
    {
        get;
        init => field = Require.Between(1e-6, 1 - 1e-12, value, nameof(Quantile));
    } = 0.99;

    /// <summary>The filter at <paramref name="windowSize"/> points, from the most recent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window has fewer than 2 samples, or a shape is below 1.</exception>
    public double[] Filter(int windowSize)
    {
        Require.AtLeast(2, windowSize);
        Require.Between(1, double.MaxValue, ExcitationShape);
        Require.Between(1, double.MaxValue, InhibitionShape);
        double end = Math.Max(End(ExcitationShape) / ExcitationRate, End(InhibitionShape) / InhibitionRate);
        double[] filter = new double[windowSize];
        for (int i = 0; i < windowSize; i++)
        {
            double x = i * (end / (windowSize - 1));
            filter[i] = Density(x, ExcitationShape, ExcitationRate) - Density(x, InhibitionShape, InhibitionRate);
        }

        double norm = System.Numerics.Tensors.TensorPrimitives.Norm<double>(filter);
        return norm > 0 ? [.. filter.Select(f => f / norm)] : filter;
    }

    private static double Density(double x, double shape, double rate) =>
        x == 0
            ? shape == 1
                ? rate
                : 0
            : Math.Exp((shape * Math.Log(rate)) + ((shape - 1) * Math.Log(x)) - (rate * x) - GammaFunction.Log(shape));

    /// <summary>The quantile at rate 1: half that of χ² with twice the shape as degrees of freedom.</summary>
    private double End(double shape) => 0.5 * ChiSquared.Quantile(1 - Quantile, 2 * shape);
}
