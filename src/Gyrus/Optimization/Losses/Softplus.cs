using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Optimization.Losses;

/// <summary>log(1 + e^η) and its derivatives from e = e^−|η|, without overflow and with full relative accuracy.</summary>
internal static class Softplus
{
    /// <summary>e ← e^−|η|.</summary>
    public static void ExpMinusAbs(ReadOnlySpan<double> eta, Span<double> e)
    {
        TensorPrimitives.Abs(eta, e);
        TensorPrimitives.Negate(e, e);
        Exponential.Of(e, e);
    }

    /// <summary>log(1 + e^η).</summary>
    public static double Of(double eta, double e) => Math.Max(eta, 0) + Logarithm.OnePlus(e);

    /// <summary>1/(1 + e^−η), the slope.</summary>
    public static double Slope(double eta, double e) => (eta >= 0 ? 1 : e) / (1 + e);

    /// <summary>The second derivative.</summary>
    public static double Curvature(double e) => e / ((1 + e) * (1 + e));

    /// <summary>log(1 + e^η), for one number.</summary>
    public static double Of(double eta) => Of(eta, Math.Exp(-Math.Abs(eta)));

    /// <summary>The η with log(1 + e^η) = m &gt; 0.</summary>
    public static double Inverse(double m) => m + Math.Log(-double.ExpM1(-m));
}
