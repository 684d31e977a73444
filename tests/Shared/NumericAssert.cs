using static System.FormattableString;

namespace Gyrus.Testing;

/// <summary>Comparisons of numbers that report the worst entry, where it is and what was allowed.</summary>
public static class NumericAssert
{
    /// <summary>Every |expected − actual| ≤ tolerance·max(1, max|expected|); equal infinities and NaNs agree.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1;
        foreach (double value in expected)
        {
            scale = double.IsFinite(value) ? Math.Max(scale, Math.Abs(value)) : scale;
        }

        (double worst, int at) = (0, -1);
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(actual[i]))
            {
                continue;
            }

            double difference = Math.Abs(expected[i] - actual[i]);
            difference = double.IsFinite(difference) ? difference : double.PositiveInfinity;
            (worst, at) = difference > worst ? (difference, i) : (worst, at);
        }

        if (worst > tolerance * scale)
        {
            Assert.Fail(
                Invariant(
                    $"Entry {at} of {expected.Length}: expected {expected[at]:R}, got {actual[at]:R}, difference {worst:0.0e+00}, allowed {tolerance * scale:0.0e+00}."
                )
            );
        }
    }

    /// <summary>|expected − actual| ≤ tolerance·max(1, |expected|).</summary>
    public static void Close(double expected, double actual, double tolerance) =>
        Close([expected], [actual], tolerance);
}
