namespace Gyrus.Glm.Selection;

/// <summary>Mean and standard error over the folds that have a score.</summary>
internal static class FoldStatistics
{
    public static double Mean(IEnumerable<double> scores) =>
        scores.Where(s => !double.IsNaN(s)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>s/√K with s the standard deviation (K − 1); NaN for fewer than two folds.</summary>
    public static double StandardError(IEnumerable<double> scores)
    {
        double[] kept = [.. scores.Where(s => !double.IsNaN(s))];
        double mean = Mean(kept);
        return kept.Length < 2
            ? double.NaN
            : Math.Sqrt(kept.Sum(s => (s - mean) * (s - mean)) / (kept.Length - 1) / kept.Length);
    }
}
