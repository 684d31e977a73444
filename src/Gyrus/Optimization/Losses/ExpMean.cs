using Gyrus.Numerics;

namespace Gyrus.Optimization.Losses;

/// <summary>m = e^η.</summary>
internal readonly struct ExpMean : IMeanFunction
{
    public static void Transform(ReadOnlySpan<double> eta, Span<double> e) => Exponential.Of(eta, e);

    public static double Mean(double eta, double e) => e;

    public static double Derivative(double eta, double e) => e;
}
