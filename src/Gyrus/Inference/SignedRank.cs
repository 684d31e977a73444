using Gyrus.Numerics.Distributions;

namespace Gyrus.Inference;

/// <summary>Wilcoxon's signed-rank test: are paired differences symmetric about 0?</summary>
/// <remarks>
/// <para>
/// W⁺ = Σ rank|d_i| over positive d_i; differences of exactly 0 are left out, ties share their mean rank. Up to 50 differences the p-values
/// are exact, ties included: under the null each rank is in W⁺ with probability ½, and the distribution is built rank by rank. Beyond, W⁺
/// is normal with mean n(n + 1)/4, variance n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48 and a continuity correction of ½.
/// </para>
/// <para>Source: Wilcoxon (1945), Biometrics Bulletin 1:80, doi:10.2307/3001968; ties: Pratt and Gibbons (1981), Concepts of nonparametric theory, §3.</para>
/// </remarks>
public static class SignedRank
{
    private const int LargestExact = 50;

    /// <summary>The test of some differences; NaN differences do not count.</summary>
    public static SignedRankResult Test(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] d = [.. differences.Where(v => !double.IsNaN(v) && v != 0).OrderBy(Math.Abs)];
        int[] ranks = DoubledRanks(d);
        int sum = Enumerable.Range(0, d.Length).Where(i => d[i] > 0).Sum(i => ranks[i]);
        bool exact = d.Length <= LargestExact;
        (double less, double greater) = exact ? Exact(ranks, sum) : Normal(ranks, sum);
        return new SignedRankResult
        {
            Statistic = 0.5 * sum,
            Count = d.Length,
            IsExact = exact,
            PLess = less,
            PGreater = greater,
        };
    }

    /// <summary>Twice the mid-ranks, which are whole numbers.</summary>
    private static int[] DoubledRanks(double[] ascending)
    {
        int[] ranks = new int[ascending.Length];
        for (int start = 0, end; start < ranks.Length; start = end)
        {
            for (end = start + 1; end < ranks.Length && Math.Abs(ascending[end]) == Math.Abs(ascending[start]); )
            {
                end++;
            }

            ranks.AsSpan(start..end).Fill(start + 1 + end);
        }

        return ranks;
    }

    private static (double Less, double Greater) Exact(int[] ranks, int sum)
    {
        double[] probability = new double[ranks.Sum() + 1];
        probability[0] = 1;
        int reached = 0;
        foreach (int rank in ranks)
        {
            reached += rank;
            for (int w = reached; w >= 0; w--)
            {
                probability[w] = 0.5 * (probability[w] + (w >= rank ? probability[w - rank] : 0));
            }
        }

        // Powers of two: the sums are exact as long as 53 bits hold them, and n ≤ 50.
        return (Math.Min(1, probability.Take(sum + 1).Sum()), Math.Min(1, probability.Skip(sum).Sum()));
    }

    private static (double Less, double Greater) Normal(int[] ranks, int sum)
    {
        // Σ rank²/4 is n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48, for mid-ranks.
        double deviation = Math.Sqrt(ranks.Sum(r => 0.25 * r * r) / 4);
        double centred = (0.5 * sum) - (ranks.Sum(r => (double)r) / 4);
        return (NormalTail.Cdf((centred + 0.5) / deviation), NormalTail.Cdf((0.5 - centred) / deviation));
    }
}
