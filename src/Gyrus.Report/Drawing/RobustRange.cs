namespace Gyrus.Report.Drawing;

/// <summary>The range of the bulk of values: a few far away would press all others together.</summary>
internal static class RobustRange
{
    /// <summary>Values further from the median than this many median deviations are outside.</summary>
    private const double Widths = 8;

    /// <summary>The values that belong to the bulk; all of them where they are few.</summary>
    public static double[] Bulk(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite).Order()];
        if (finite.Length < 4)
        {
            return finite;
        }

        double median = finite[finite.Length / 2];
        double deviation = finite.Select(v => Math.Abs(v - median)).Order().ElementAt(finite.Length / 2);
        return deviation > 0 ? [.. finite.Where(v => Math.Abs(v - median) <= Widths * deviation)] : finite;
    }
}
