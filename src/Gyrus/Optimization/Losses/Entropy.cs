namespace Gyrus.Optimization.Losses;

/// <summary>Functions of the entropy kind with their limits at 0.</summary>
internal static class Entropy
{
    /// <summary>x log x, 0 at and below 0 (below only by rounding).</summary>
    public static double XLogX(double x) => x > 0 ? x * Math.Log(x) : 0;

    /// <summary>x log y, 0 where x is 0.</summary>
    public static double XLogY(double x, double y) => x == 0 ? 0 : x * Math.Log(y);
}
