using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>Penalties to try, always from large to small, so that each fit can start from the one before.</summary>
public static class PenaltyGrid
{
    /// <summary>Penalties spaced evenly on a logarithmic scale, both ends included.</summary>
    /// <param name="high">The largest, first.</param>
    /// <param name="low">The smallest, last.</param>
    /// <param name="count">How many, at least 1; one alone is <paramref name="high"/>.</param>
    public static IReadOnlyList<double> Spaced(double high, double low, int count)
    {
        Require.Positive(high);
        Require.Positive(low);
        Require.AtLeast(1, count);
        double[] grid = new double[count];
        for (int i = 1; i < count; i++)
        {
            grid[i] = high * Math.Pow(low / high, i / (double)(count - 1));
        }

        grid[^1] = low;
        grid[0] = high;
        return grid;
    }

    /// <summary>Penalties strictly between two, evenly spaced on a logarithmic scale: a refinement of the interval.</summary>
    public static IReadOnlyList<double> Between(double high, double low, int count)
    {
        Require.AtLeast(1, count);
        return [.. Spaced(high, low, count + 2).Skip(1).Take(count)];
    }

    /// <summary>A list that was given: checked, and sorted from large to small.</summary>
    /// <exception cref="ArgumentException">The list is empty or holds a value that is not positive and finite.</exception>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        if (penalties.Count == 0)
        {
            throw new ArgumentException("At least one penalty is needed, but the list is empty.");
        }

        for (int i = 0; i < penalties.Count; i++)
        {
            if (!(penalties[i] > 0) || !double.IsFinite(penalties[i]))
            {
                throw new ArgumentException(
                    Invariant($"Every penalty must be a positive finite number, but number {i} is {penalties[i]}.")
                );
            }
        }

        return [.. penalties.OrderDescending()];
    }
}
