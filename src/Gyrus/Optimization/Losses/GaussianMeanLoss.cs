namespace Gyrus.Optimization.Losses;

/// <summary>(y − m)².</summary>
internal readonly struct GaussianMeanLoss : IMeanLoss
{
    public double Value(double m, double y) => (y - m) * (y - m);

    public double Slope(double m, double y) => 2 * (m - y);

    public double Information(double m) => 2;

    public double Least(double y) => 0;
}
