using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>Which permutations of the subjects are visited: all that differ, or random ones by number.</summary>
internal sealed class PermutationPlan
{
    private readonly int[][]? _all;
    private readonly int _subjects;
    private readonly ulong _seed;

    private PermutationPlan(int count, int subjects, ulong seed, int[][]? all)
    {
        Count = count;
        _subjects = subjects;
        _seed = seed;
        _all = all;
    }

    /// <summary>Gets the number of permutations.</summary>
    public int Count { get; }

    /// <summary>Gets whether they are all, the observed one among them.</summary>
    public bool IsExact => _all is not null;

    /// <summary>The plan for some groups; null when none is asked for.</summary>
    /// <remarks>Without covariates only the labels count, n!/(n₁!n₂!) ways; residuals on covariates differ in all n! orders.</remarks>
    public static PermutationPlan? For(TwoGroups groups, int permutations, ulong seed)
    {
        int n = groups.IsFirst.Count;
        if (permutations == 0)
        {
            return null;
        }

        bool labels = groups.Covariates.Count == 0;
        double ways = labels ? Ways(n, groups.Size(first: true)) : Ways(n, 1) * Factorial(n - 1);
        return ways > permutations + 1.0
            ? new PermutationPlan(permutations, n, seed, null)
            : Exact(labels ? [.. Labelings(groups.IsFirst)] : [.. Orders(n)], n);
    }

    /// <summary>p from the number of visited permutations that are at least as extreme.</summary>
    public double PValue(int atLeast) => IsExact ? atLeast / (double)Count : (atLeast + 1.0) / (Count + 1.0);

    /// <summary>Permutation <paramref name="index"/>: whose residual each subject gets.</summary>
    public int[] Of(int index)
    {
        if (_all is not null)
        {
            return _all[index];
        }

        return Rng.ForPart(_seed, index).Permutation(_subjects);
    }

    private static PermutationPlan Exact(int[][] all, int subjects) => new(all.Length, subjects, 0, all);

    private static double Ways(int n, int k)
    {
        double ways = 1;
        for (int i = 1; i <= k; i++)
        {
            ways = Math.Round(ways * (n - k + i) / i);
        }

        return ways;
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);

    /// <summary>One permutation for each choice of a first group: the places of the first group get the residuals of those chosen.</summary>
    private static IEnumerable<int[]> Labelings(IReadOnlyList<bool> isFirst)
    {
        int[] first = [.. Enumerable.Range(0, isFirst.Count).Where(i => isFirst[i])];
        int[] second = [.. Enumerable.Range(0, isFirst.Count).Where(i => !isFirst[i])];
        int[] chosen = [.. Enumerable.Range(0, first.Length)];
        while (true)
        {
            int[] order = new int[isFirst.Count];
            (int a, int b) = (0, 0);
            for (int i = 0; i < order.Length; i++)
            {
                bool isChosen = a < chosen.Length && chosen[a] == i;
                order[isChosen ? first[a++] : second[b++]] = i;
            }

            yield return order;

            int at = chosen.Length - 1;
            while (at >= 0 && chosen[at] == isFirst.Count - chosen.Length + at)
            {
                at--;
            }

            if (at < 0)
            {
                yield break;
            }

            chosen[at]++;
            for (int i = at + 1; i < chosen.Length; i++)
            {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
    }

    /// <summary>Every order of n, in lexicographic order.</summary>
    private static IEnumerable<int[]> Orders(int n)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        while (true)
        {
            yield return [.. order];

            int at = n - 2;
            while (at >= 0 && order[at] > order[at + 1])
            {
                at--;
            }

            if (at < 0)
            {
                yield break;
            }

            int swap = n - 1;
            while (order[swap] < order[at])
            {
                swap--;
            }

            (order[at], order[swap]) = (order[swap], order[at]);
            Array.Reverse(order, at + 1, n - at - 1);
        }
    }
}
