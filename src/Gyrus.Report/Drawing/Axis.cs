namespace Gyrus.Report.Drawing;

/// <summary>One axis: numbers to a share of its length.</summary>
internal sealed record Axis
{
    public required double Low { get; init; }

    public required double High { get; init; }

    public string Name { get; init; } = "";

    public bool IsLogarithmic { get; init; }

    public int TickCount { get; init; } = 5;

    /// <summary>An axis around values; not finite ones are left out, and one value alone gets room around it.</summary>
    /// <param name="values">What must fit.</param>
    /// <param name="padding">Empty share on each side.</param>
    /// <param name="isLogarithmic">Whether only positive values count, by their logarithm.</param>
    public static Axis Around(IEnumerable<double> values, double padding = 0.04, bool isLogarithmic = false)
    {
        double[] used =
        [
            .. values
                .Where(v => double.IsFinite(v) && (!isLogarithmic || v > 0))
                .Select(v => isLogarithmic ? Math.Log10(v) : v),
        ];
        (double low, double high) = used.Length == 0 ? (0, 1) : (used.Min(), used.Max());
        double extra = high > low ? padding * (high - low) : Math.Max(0.5, 0.1 * Math.Abs(low));
        (low, high) = (low - extra, high + extra);
        return isLogarithmic
            ? new Axis
            {
                Low = Math.Pow(10, low),
                High = Math.Pow(10, high),
                IsLogarithmic = true,
            }
            : new Axis { Low = low, High = high };
    }

    public double Share(double value) =>
        IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);

    /// <summary>Whether a value is finite and on the axis, its ends included.</summary>
    public bool CanShow(double value) =>
        double.IsFinite(value) && (!IsLogarithmic || value > 0) && Share(value) is >= -1e-9 and <= 1 + 1e-9;

    /// <summary>The ticks with their labels.</summary>
    public (double At, string Label)[] TickMarks()
    {
        double[] ticks = TickValues();
        return [.. ticks.Zip(Ticks.Labels(ticks))];
    }

    /// <summary>Round numbers, at least two where the axis has room for them.</summary>
    private double[] TickValues()
    {
        if (IsLogarithmic)
        {
            return Ticks.Logarithmic(Low, High);
        }

        double[] ticks = Ticks.Linear(Low, High, TickCount);
        return ticks.Length >= 2 ? ticks : Ticks.Linear(Low, High, TickCount + 2);
    }
}
