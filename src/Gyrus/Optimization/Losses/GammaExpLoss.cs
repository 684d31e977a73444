using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization.Losses;

/// <summary>Positive responses with the log link: f = y e^−η + η.</summary>
internal readonly struct GammaExpLoss : IPointwiseLoss
{
    public bool IsConvex => true;

    public bool IsLogLinear => false;

    /// <summary>e = e^−η.</summary>
    public void Transform(ReadOnlySpan<double> eta, Span<double> e)
    {
        TensorPrimitives.Negate(eta, e);
        Exponential.Of(e, e);
    }

    public double Value(double eta, double e, double y) => (y * e) + eta;

    public double Slope(double eta, double e, double y) => 1 - (y * e);

    public double Curvature(double eta, double e, double y) => y * e;

    public double Conjugate(double v, double y, double eta) =>
        v < 1 ? ((v - 1) * Math.Log(y / (1 - v))) - (1 - v) : double.PositiveInfinity;

    public double Least(double y) => 1 + Math.Log(y);
}
