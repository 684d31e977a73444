using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>What held-out scores say of the strengths of a path.</summary>
/// <param name="Mean">The mean over folds, one per strength.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Best">The index of the best mean.</param>
/// <param name="Chosen">The index that the rule chooses.</param>
internal sealed record StrengthChoice(double[] Mean, double[] StandardError, int Best, int Chosen)
{
    /// <summary>The choice from scores of folds × strengths, NaN where a fold has none; strengths fall.</summary>
    public static StrengthChoice Of(Matrix scores, StrengthRule rule)
    {
        double[][] columns = [.. Enumerable.Range(0, scores.Columns).Select(i => scores.Column(i).ToArray())];
        double[] mean = Array.ConvertAll(columns, FoldStatistics.Mean);
        double[] error = Array.ConvertAll(columns, FoldStatistics.StandardError);
        double largest = mean.Where(static m => !double.IsNaN(m)).DefaultIfEmpty(double.NaN).Max();
        int best = Math.Max(0, Array.IndexOf(mean, largest));
        double floor = mean[best] - (double.IsNaN(error[best]) ? 0 : error[best]);
        int sparse = Math.Max(0, Array.FindIndex(mean, m => m >= floor));
        return new StrengthChoice(mean, error, best, rule == StrengthRule.Best ? best : sparse);
    }
}
