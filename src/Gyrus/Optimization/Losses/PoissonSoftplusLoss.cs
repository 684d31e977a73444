namespace Gyrus.Optimization.Losses;

/// <summary>Poisson counts with a softplus rate: f = m − y log m, m = log(1 + e^η). Convex, for m is log-concave.</summary>
internal readonly struct PoissonSoftplusLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) => Softplus.ExpMinusAbs(eta, e);

    public double Value(double eta, double e, double y)
    {
        double m = Softplus.Of(eta, e);
        return m - Entropy.XLogY(y, m);
    }

    public double Slope(double eta, double e, double y)
    {
        double slope = Softplus.Slope(eta, e);
        return slope - (y * Ratio(eta, e, slope));
    }

    public double Curvature(double eta, double e, double y)
    {
        // With q = m'/m: f'' = m'' + y(q² − m''/m), and m'' = m'(1 − m').
        double slope = Softplus.Slope(eta, e);
        double q = Ratio(eta, e, slope);
        return Softplus.Curvature(e) + (y * Math.Max(q * (q - Softplus.Slope(-eta, e)), 0));
    }

    public double Conjugate(double v, double y, double eta) =>
        !(v < 1) || v < -y || (v == -y && y > 0) ? double.PositiveInfinity
        : y == 0 ? Entropy.XLogX(v) + Entropy.XLogX(1 - v)
        : ScalarConjugate.Of(this, v, y, eta);

    public double Least(double y) => y - Entropy.XLogX(y);

    /// <summary>m'/m, which tends to 1 as η → −∞, where both underflow.</summary>
    private static double Ratio(double eta, double e, double slope) => eta < -700 ? 1 : slope / Softplus.Of(eta, e);
}
