namespace Gyrus.Inference;

/// <summary>The false discovery rate of Benjamini and Hochberg.</summary>
/// <remarks>
/// For p₍₁₎ ≤ … ≤ p₍ₘ₎ the adjusted value of rank r is min over s ≥ r of m·p₍ₛ₎/s, at most 1: the smallest rate at which the
/// test is rejected. Valid for independent tests and for positive dependence. Source: Benjamini and Hochberg (1995),
/// J. Royal Statistical Society B 57:289, doi:10.1111/j.2517-6161.1995.tb02031.x.
/// </remarks>
public static class FalseDiscoveryRate
{
    /// <summary>The adjusted p-values, in the order given; NaN stays NaN and does not count as a test.</summary>
    /// <exception cref="ArgumentException">A value lies outside [0, 1].</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        int[] order = [.. Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i]))];
        foreach (int i in order)
        {
            Numerics.Require.Between(0, 1, pValues[i], "a p-value");
        }

        return Steps(pValues, order, 1, static (p, tests, rank) => p * tests / rank);
    }

    /// <summary>The logarithms of the adjusted p-values, given those of the p-values: where these are too small for numbers.</summary>
    /// <exception cref="ArgumentException">A logarithm is above 0.</exception>
    public static double[] AdjustLogs(IReadOnlyList<double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        int[] order = [.. Enumerable.Range(0, logs.Count).Where(i => !double.IsNaN(logs[i]))];
        foreach (int i in order)
        {
            Numerics.Require.Between(double.NegativeInfinity, 0, logs[i], "the logarithm of a p-value");
        }

        return Steps(logs, order, 0, static (log, tests, rank) => log + Math.Log((double)tests / rank));
    }

    private static double[] Steps(
        IReadOnlyList<double> values,
        int[] order,
        double most,
        Func<double, int, int, double> raised
    )
    {
        Array.Sort([.. order.Select(i => values[i])], order);
        double[] adjusted = [.. Enumerable.Repeat(double.NaN, values.Count)];
        double least = most;
        for (int rank = order.Length; rank >= 1; rank--)
        {
            int i = order[rank - 1];
            least = Math.Min(least, raised(values[i], order.Length, rank));
            adjusted[i] = least;
        }

        return adjusted;
    }
}
