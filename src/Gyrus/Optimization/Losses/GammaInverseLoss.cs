namespace Gyrus.Optimization.Losses;

/// <summary>Positive responses with mean 1/η: f = yη − log η on η &gt; 0.</summary>
internal readonly struct GammaInverseLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    public void Transform(ReadOnlySpan<double> eta, Span<double> e) { }

    public double Value(double eta, double e, double y) =>
        eta > 0 ? (y * eta) - Math.Log(eta) : double.PositiveInfinity;

    public double Slope(double eta, double e, double y) => y - (1 / eta);

    public double Curvature(double eta, double e, double y) => 1 / (eta * eta);

    public double Conjugate(double v, double y, double eta) => v < y ? -1 - Math.Log(y - v) : double.PositiveInfinity;

    public double Least(double y) => 1 + Math.Log(y);
}
