using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>Scales of one signal. Each returns false, and leaves zeros, where there is no signal to scale.</summary>
internal static class Scaling
{
    /// <summary>The spacing of doubles at 1.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>What is below this part of the largest raw value is rounding, not signal.</summary>
    private const double Rounding = 1e-12;

    /// <summary>max|xₜ|.</summary>
    public static double LargestMagnitude(ReadOnlySpan<double> x) => Math.Abs(TensorPrimitives.MaxMagnitude(x));

    /// <summary>Mean 0, standard deviation 1 (ddof 1).</summary>
    public static bool ZScore(Span<double> x, double rawScale)
    {
        LinearTrend.Centre(x);
        double deviation = TensorPrimitives.Norm<double>(x) / Math.Sqrt(x.Length - 1);
        return DivideOrClear(x, deviation, Rounding * rawScale);
    }

    /// <summary>Every column to mean 0 and standard deviation 1 (ddof 1); a column that does not vary becomes zeros.</summary>
    public static Matrix ZScored(Matrix signals)
    {
        Matrix z = signals.Copy();
        for (int j = 0; j < z.Columns; j++)
        {
            ZScore(z.MutableColumn(j), LargestMagnitude(signals.Column(j)));
        }

        return z;
    }

    /// <summary>Divided by max|xₜ|.</summary>
    public static bool ByMaximum(Span<double> x, double rawScale) =>
        DivideOrClear(x, LargestMagnitude(x), Rounding * rawScale);

    /// <summary>100·(x − m)/|m| with m the mean of x.</summary>
    public static bool PercentSignalChange(Span<double> x)
    {
        double mean = LinearTrend.Centre(x);
        bool varies = LargestMagnitude(x) > Rounding * Math.Abs(mean);
        return DivideOrClear(x, 0.01 * Math.Abs(mean), 0.01 * Epsilon) && varies;
    }

    private static bool DivideOrClear(Span<double> x, double divisor, double least)
    {
        if (!(divisor > least))
        {
            x.Clear();
            return false;
        }

        TensorPrimitives.Divide(x, divisor, x);
        return true;
    }
}
