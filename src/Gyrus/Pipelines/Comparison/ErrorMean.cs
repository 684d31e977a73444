namespace Gyrus.Pipelines.Comparison;

/// <summary>A mean over subjects with its standard error.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Error">The standard error s/√n with s of ddof 1, or null where there is one value only.</param>
/// <param name="Count">The number of values n; at least 1.</param>
public readonly record struct ErrorMean(double Mean, double? Error, int Count)
{
    /// <summary>The mean of values, or null of none.</summary>
    public static ErrorMean? Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return null;
        }

        double mean = values.Sum() / values.Count;
        double squares = values.Sum(v => (v - mean) * (v - mean));
        return new ErrorMean(
            mean,
            values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1) / values.Count) : null,
            values.Count
        );
    }
}
