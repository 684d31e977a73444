using Gyrus.Numerics.Distributions;

namespace Gyrus.Optimization.Losses;

/// <summary>−y log(φm/(1 + φm)) + log(1 + φm)/φ.</summary>
internal readonly struct NegativeBinomialMeanLoss(double phi) : IMeanLoss
{
    public double Value(double m, double y) =>
        m > 0 || (m == 0 && y == 0)
            ? ((y + (1 / phi)) * Logarithm.OnePlus(phi * m)) - Entropy.XLogY(y, phi * m)
            : double.PositiveInfinity;

    public double Slope(double m, double y) => ((y + (1 / phi)) * phi / (1 + (phi * m))) - (y == 0 ? 0 : y / m);

    public double Information(double m) => 1 / (m * (1 + (phi * m)));

    public double Least(double y) => Value(y, y);
}
