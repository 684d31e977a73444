using System.Globalization;

namespace Gyrus.Report.Drawing;

/// <summary>Round numbers for the ticks of an axis.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 · 10ⁿ inside [low, high], about <paramref name="count"/> of them.</summary>
    public static double[] Linear(double low, double high, int count = 5)
    {
        double span = high - low;
        if (!(span > 0) || !double.IsFinite(span))
        {
            return [low];
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(span / count)));
        double ratio = span / count / power;
        double step =
            power
            * (
                ratio < 1.5 ? 1
                : ratio < 3.5 ? 2
                : ratio < 7.5 ? 5
                : 10
            );
        double first = Math.Ceiling((low / step) - 1e-9);
        int steps = (int)Math.Floor((high / step) - first + 1e-9);
        return [.. Enumerable.Range(0, Math.Max(0, steps) + 1).Select(k => (first + k) * step)];
    }

    /// <summary>Powers of ten inside [low, high], or these with 2 and 5, or 2, 3, 5 and 7; evenly spaced in a narrow range.</summary>
    public static double[] Logarithmic(double low, double high)
    {
        double[][] choices =
            Math.Log10(high / low) > 2.5
                ?
                [
                    [1],
                ]
                :
                [
                    [1, 2, 5],
                    [1, 2, 3, 5, 7],
                ];
        foreach (double[] digits in choices)
        {
            double[] ticks = Multiples(low, high, digits);
            if (ticks.Length >= 2)
            {
                return ticks;
            }
        }

        return Linear(low, high, 4);
    }

    private static double[] Multiples(double low, double high, double[] digits)
    {
        int first = (int)Math.Floor(Math.Log10(low));
        int last = (int)Math.Ceiling(Math.Log10(high));
        return
        [
            .. Enumerable
                .Range(first, last - first + 1)
                .SelectMany(n => digits.Select(d => d * Math.Pow(10, n)))
                .Where(t => t >= low * (1 - 1e-9) && t <= high * (1 + 1e-9)),
        ];
    }

    /// <summary>Labels with as many digits as neighbours need to differ: −312.42 and −312.44, but 0 and 50.</summary>
    public static string[] Labels(double[] ticks)
    {
        double step = ticks.Zip(ticks.Skip(1), (a, b) => Math.Abs(b - a)).Where(d => d > 0).DefaultIfEmpty(0).Min();
        return [.. ticks.Select(t => Label(t, step > 0 && t != 0 ? DigitsFor(t, step) : 4))];
    }

    private static int DigitsFor(double tick, double step) =>
        Math.Max(2, 2 + (int)Math.Floor(Math.Log10(Math.Abs(tick))) - (int)Math.Floor(Math.Log10(step)));

    /// <summary>A short label: a few significant digits, with a true minus sign.</summary>
    public static string Label(double value, int digits = 4)
    {
        double size = Math.Abs(value);
        if (!double.IsFinite(value))
        {
            return "not a number";
        }

        string text =
            size != 0 && size is < 1e-3 or >= 1e5
                ? value
                    .ToString("0." + new string('#', digits - 1) + "e+0", CultureInfo.InvariantCulture)
                    .Replace("e+", "e", StringComparison.Ordinal)
                : Significant(value, digits).ToString("0.############", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    private static double Significant(double value, int digits)
    {
        int decimals = value == 0 ? 0 : digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return decimals >= 0 ? Math.Round(value, Math.Min(decimals, 15)) : Math.Round(value);
    }
}
