using Gyrus.Numerics.Distributions;

namespace Gyrus.Optimization.Losses;

/// <summary>0 or 1 with the probit link: f = −log Φ(±η), + where y is 1.</summary>
internal readonly struct BernoulliProbitLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) { }

    public double Value(double eta, double e, double y) => -NormalTail.LogCdf(Signed(eta, y));

    public double Slope(double eta, double e, double y) =>
        y > 0.5 ? -NormalTail.InverseMills(eta) : NormalTail.InverseMills(-eta);

    public double Curvature(double eta, double e, double y)
    {
        double z = Signed(eta, y);
        double r = NormalTail.InverseMills(z);
        return r * NormalTail.InverseMillsExcess(z);
    }

    public double Conjugate(double v, double y, double eta) =>
        v == 0 ? 0
        : v > 0 == y > 0.5 ? double.PositiveInfinity
        : ScalarConjugate.Of(this, v, y, eta);

    public double Least(double y) => 0;

    private static double Signed(double eta, double y) => y > 0.5 ? eta : -eta;
}
