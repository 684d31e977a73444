namespace Gyrus.Optimization.Losses;

/// <summary>0 or 1 with the logistic link: f = log(1 + e^η) − yη.</summary>
internal readonly struct BernoulliLogisticLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    /// <summary>e = e^−|η|, which never overflows.</summary>
    public void Transform(ReadOnlySpan<double> eta, Span<double> e) => Softplus.ExpMinusAbs(eta, e);

    public double Value(double eta, double e, double y) => Softplus.Of(eta, e) - (y * eta);

    // The difference is taken so that it keeps its digits near 0 for both labels.
    public double Slope(double eta, double e, double y) =>
        y == 1 ? -Softplus.Slope(-eta, e) : Softplus.Slope(eta, e) - y;

    public double Curvature(double eta, double e, double y) => e / ((1 + e) * (1 + e));

    public double Conjugate(double v, double y, double eta) =>
        v + y >= 0 && v + y <= 1 ? Entropy.XLogX(v + y) + Entropy.XLogX(1 - v - y) : double.PositiveInfinity;

    public double Least(double y) => -Conjugate(0, y, 0);
}
