using Gyrus.Numerics;

namespace Gyrus.Optimization.Losses;

/// <summary>Poisson counts with the log link: f = e^η − yη.</summary>
internal readonly struct PoissonExpLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => true;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) => Exponential.Of(eta, e);

    public double Value(double eta, double e, double y) => e - (y * eta);

    public double Slope(double eta, double e, double y) => e - y;

    public double Curvature(double eta, double e, double y) => e;

    public double Conjugate(double v, double y, double eta) =>
        v + y >= 0 ? Entropy.XLogX(v + y) - (v + y) : double.PositiveInfinity;

    public double Least(double y) => y - Entropy.XLogX(y);
}
