using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>The long-run variance of sums of dependent vectors: the middle of a sandwich covariance.</summary>
/// <remarks>
/// Newey and West (1987): Γ₀ + Σ_{l=1..L} (1 − l/(L + 1))(Γ_l + Γ_lᵀ), Γ_l = Σ_t s_t s_{t−l}ᵀ, positive semi-definite by construction. The
/// lags: Andrews (1991), eq. 6.2 and 6.4, with one AR(1) per column. Trials break the series: no pair crosses the end of one.
/// </remarks>
internal static class LongRunVariance
{
    private const int Chunk = 512;

    /// <summary>Newey-West over rows in the order of time. Shape of scores: samples × columns.</summary>
    /// <param name="scores">The vectors s_t, a row each.</param>
    /// <param name="starts">The first row of each trial, ascending, 0 first.</param>
    /// <param name="lags">L, at least 0.</param>
    public static Matrix NeweyWest(Matrix scores, ReadOnlySpan<int> starts, int lags)
    {
        // The weights are how many of the windows of L + 1 rows hold both rows of a pair, over L + 1: one product of the sums over windows.
        int p = scores.Columns;
        List<WindowStep> windows = Windows(scores.Rows, starts, lags);
        var sum = new Matrix(p, p);
        double[] totals = new double[p];
        double[] chunk = new double[Chunk * p];
        double[] part = new double[p * p];
        for (int first = 0; first < windows.Count; first += Chunk)
        {
            ReadOnlySpan<WindowStep> steps = CollectionsMarshal
                .AsSpan(windows)
                .Slice(first, Math.Min(Chunk, windows.Count - first));
            for (int j = 0; j < p; j++)
            {
                totals[j] = Slide(scores.Column(j), steps, totals[j], chunk.AsSpan(j * steps.Length, steps.Length));
            }

            LinearAlgebra.Current.Gram(chunk.AsSpan(0, steps.Length * p), steps.Length, p, part);
            TensorPrimitives.MultiplyAdd(part, 1 / (lags + 1.0), sum.AsSpan(), sum.Values);
        }

        return sum;
    }

    /// <summary>The windows of lags + 1 rows that overlap a trial, cut off at its ends, as steps from one to the next.</summary>
    private static List<WindowStep> Windows(int rows, ReadOnlySpan<int> starts, int lags)
    {
        var windows = new List<WindowStep>(rows + lags);
        for (int g = 0; g < starts.Length; g++)
        {
            int start = starts[g];
            int end = g + 1 < starts.Length ? starts[g + 1] : rows;
            for (int t = start; t < end; t++)
            {
                // Those that hold the whole of a short trial are alike.
                double times = t == end - 1 ? 1 + Math.Max(0, lags + 1 - (end - start)) : 1;
                windows.Add(new WindowStep(t, t - lags - 1 < start ? -1 : t - lags - 1, t == start, Math.Sqrt(times)));
            }

            for (int t = Math.Max(start + 1, end - lags); t < end; t++)
            {
                windows.Add(new WindowStep(-1, t - 1, false, 1));
            }
        }

        return windows;
    }

    /// <summary>The sums of a column over windows, and the last of them.</summary>
    private static double Slide(
        ReadOnlySpan<double> column,
        ReadOnlySpan<WindowStep> steps,
        double total,
        Span<double> sums
    )
    {
        for (int i = 0; i < steps.Length; i++)
        {
            WindowStep step = steps[i];
            total = step.IsFirst ? 0 : total;
            total += step.Enters < 0 ? 0 : column[step.Enters];
            total -= step.Leaves < 0 ? 0 : column[step.Leaves];
            sums[i] = step.Factor * total;
        }

        return total;
    }

    /// <summary>Σ over trials of the outer products of their sums, times G/(G − 1).</summary>
    public static Matrix Clustered(Matrix scores, ReadOnlySpan<int> starts)
    {
        int trials = starts.Length;
        var totals = new Matrix(trials, scores.Columns);
        for (int j = 0; j < scores.Columns; j++)
        {
            for (int g = 0; g < trials; g++)
            {
                int end = g + 1 < trials ? starts[g + 1] : scores.Rows;
                totals[g, j] = TensorPrimitives.Sum(scores.Column(j)[starts[g]..end]);
            }
        }

        double factor = trials / (trials - 1.0);
        return Matrix.Create(
            scores.Columns,
            scores.Columns,
            (a, b) => factor * TensorPrimitives.Dot(totals.Column(a), totals.Column(b))
        );
    }

    /// <summary>Andrews' lags for the Bartlett kernel: ⌊1.1447·(α n)^{1/3}⌋ with α from an AR(1) of each column; at most n/4.</summary>
    public static int AndrewsLags(Matrix scores, ReadOnlySpan<int> starts)
    {
        double above = 0;
        double below = 0;
        for (int j = 0; j < scores.Columns; j++)
        {
            ReadOnlySpan<double> s = scores.Column(j);
            double power = TensorPrimitives.SumOfSquares(s);
            if (!(power > 0))
            {
                continue;
            }

            double rho = Math.Clamp(Lagged(scores, j, j, starts, 1) / power, -0.97, 0.97);

            // σ⁴ relative to the column's own power, so that the units of the columns do not matter.
            double sigma4 = Math.Pow(1 - (rho * rho), 2);
            above += 4 * rho * rho * sigma4 / (Math.Pow(1 - rho, 6) * Math.Pow(1 + rho, 2));
            below += sigma4 / Math.Pow(1 - rho, 4);
        }

        double lags = below > 0 ? 1.1447 * Math.Cbrt(above / below * scores.Rows) : 0;
        return (int)Math.Min(lags, scores.Rows / 4);
    }

    /// <summary>Σ_t s_{t,a} s_{t−l,b} over pairs inside a trial.</summary>
    private static double Lagged(Matrix scores, int a, int b, ReadOnlySpan<int> starts, int lag)
    {
        double sum = 0;
        for (int g = 0; g < starts.Length; g++)
        {
            int end = g + 1 < starts.Length ? starts[g + 1] : scores.Rows;
            int count = end - starts[g] - lag;
            if (count > 0)
            {
                sum += TensorPrimitives.Dot(
                    scores.Column(a).Slice(starts[g] + lag, count),
                    scores.Column(b).Slice(starts[g], count)
                );
            }
        }

        return sum;
    }

    /// <summary>From a window to the next: the row that enters and the one that leaves (−1: none), whether a trial begins, and the root of how often it counts.</summary>
    private readonly record struct WindowStep(int Enters, int Leaves, bool IsFirst, double Factor);
}
