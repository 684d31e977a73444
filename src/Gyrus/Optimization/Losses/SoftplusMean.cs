namespace Gyrus.Optimization.Losses;

/// <summary>m = log(1 + e^η).</summary>
internal readonly struct SoftplusMean : IMeanFunction
{
    public static void Transform(ReadOnlySpan<double> eta, Span<double> e) => Softplus.ExpMinusAbs(eta, e);

    public static double Mean(double eta, double e) => Softplus.Of(eta, e);

    public static double Derivative(double eta, double e) => Softplus.Slope(eta, e);
}
