using System.Numerics.Tensors;

namespace Gyrus.Optimization.Losses;

/// <summary>Overdispersed counts, variance m + φm², with the log link: f = (y + 1/φ) log(1 + φe^η) − y(η + log φ).</summary>
internal readonly struct NegativeBinomialExpLoss(double phi) : IPointwiseLoss
{
    private readonly double _logPhi = Math.Log(phi);
    private readonly double _r = 1 / phi;

    public bool IsConvex => true;

    public bool IsLogLinear => false;

    /// <summary>e = e^−|η + log φ|.</summary>
    public void Transform(ReadOnlySpan<double> eta, Span<double> e)
    {
        TensorPrimitives.Add(eta, _logPhi, e);
        Softplus.ExpMinusAbs(e, e);
    }

    public double Value(double eta, double e, double y) =>
        ((y + _r) * Softplus.Of(eta + _logPhi, e)) - (y * (eta + _logPhi));

    public double Slope(double eta, double e, double y) => ((y + _r) * Softplus.Slope(eta + _logPhi, e)) - y;

    public double Curvature(double eta, double e, double y) => (y + _r) * Softplus.Curvature(e);

    public double Conjugate(double v, double y, double eta)
    {
        double q = (v + y) / (y + _r);
        if (!(q >= 0 && q <= 1))
        {
            return double.PositiveInfinity;
        }

        return ((y + _r) * (Entropy.XLogX(q) + Entropy.XLogX(1 - q))) - (v * _logPhi);
    }

    public double Least(double y) => -Conjugate(0, y, 0);
}
