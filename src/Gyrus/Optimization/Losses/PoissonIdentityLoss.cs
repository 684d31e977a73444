namespace Gyrus.Optimization.Losses;

/// <summary>Poisson counts with the identity link: f = η − y log η on η &gt; 0.</summary>
internal readonly struct PoissonIdentityLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) { }

    public double Value(double eta, double e, double y) =>
        eta > 0 ? eta - Entropy.XLogY(y, eta) : double.PositiveInfinity;

    public double Slope(double eta, double e, double y) => 1 - (y / eta);

    public double Curvature(double eta, double e, double y) => y / (eta * eta);

    public double Conjugate(double v, double y, double eta) =>
        v > 1 || (v == 1 && y > 0) ? double.PositiveInfinity
        : y == 0 ? 0
        : Entropy.XLogY(y, y / (1 - v)) - y;

    public double Least(double y) => y - Entropy.XLogX(y);
}
