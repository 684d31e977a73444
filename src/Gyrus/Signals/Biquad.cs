namespace Gyrus.Signals;

/// <summary>A second-order section y = (b₀ + b₁z⁻¹ + b₂z⁻²)/(1 + a₁z⁻¹ + a₂z⁻²)·x.</summary>
internal readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>The gain for a constant signal.</summary>
    public double ConstantGain => (B0 + B1 + B2) / (1 + A1 + A2);
}
