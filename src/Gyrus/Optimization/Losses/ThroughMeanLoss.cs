namespace Gyrus.Optimization.Losses;

/// <summary>A loss f(m(η), y) of a pair of family and link that is not convex in η; its curvature is the expected one, m'²·E f''(m).</summary>
internal readonly struct ThroughMeanLoss<TFamily, TMean>(TFamily family) : IPointwiseLoss
    where TFamily : struct, IMeanLoss
    where TMean : struct, IMeanFunction
{
    public bool IsConvex => false;

    public bool IsLogLinear => family is GaussianMeanLoss && default(TMean) is ExpMean;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) => TMean.Transform(eta, e);

    public double Value(double eta, double e, double y) => family.Value(TMean.Mean(eta, e), y);

    public double Slope(double eta, double e, double y) =>
        family.Slope(TMean.Mean(eta, e), y) * TMean.Derivative(eta, e);

    public double Curvature(double eta, double e, double y)
    {
        double derivative = TMean.Derivative(eta, e);
        return family.Information(TMean.Mean(eta, e)) * derivative * derivative;
    }

    /// <summary>Not used: without convexity there is no useful dual.</summary>
    public double Conjugate(double v, double y, double eta) => double.PositiveInfinity;

    public double Least(double y) => family.Least(y);
}
