namespace Gyrus.Optimization.Losses;

/// <summary>y/m + log m.</summary>
internal readonly struct GammaMeanLoss : IMeanLoss
{
    public double Value(double m, double y) => m > 0 ? (y / m) + Math.Log(m) : double.PositiveInfinity;

    public double Slope(double m, double y) => (1 - (y / m)) / m;

    public double Information(double m) => 1 / (m * m);

    public double Least(double y) => 1 + Math.Log(y);
}
