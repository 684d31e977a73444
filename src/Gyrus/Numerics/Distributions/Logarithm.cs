namespace Gyrus.Numerics.Distributions;

/// <summary>The logarithm near 1.</summary>
internal static class Logarithm
{
    /// <summary>log(1 + x), accurate for small x, for which <see cref="double.LogP1"/> is not.</summary>
    /// <remarks>The rounding of 1 + x is undone by the slope of log(u)/(u − 1), which is smooth (Kahan's device).</remarks>
    public static double OnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x
            : double.IsInfinity(u) ? double.PositiveInfinity
            : Math.Log(u) * x / (u - 1);
    }
}
