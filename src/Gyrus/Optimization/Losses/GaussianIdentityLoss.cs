namespace Gyrus.Optimization.Losses;

/// <summary>Real responses with constant variance: f = (y − η)², without a half.</summary>
internal readonly struct GaussianIdentityLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) { }

    public double Value(double eta, double e, double y) => (y - eta) * (y - eta);

    public double Slope(double eta, double e, double y) => 2 * (eta - y);

    public double Curvature(double eta, double e, double y) => 2;

    public double Conjugate(double v, double y, double eta) => (v * v / 4) + (y * v);

    public double Least(double y) => 0;
}
