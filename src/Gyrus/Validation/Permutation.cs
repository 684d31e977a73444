using Gyrus.Numerics;

namespace Gyrus.Validation;

/// <summary>A random order of the samples.</summary>
internal static class Permutation
{
    /// <summary>0 … count − 1 in random order (Fisher and Yates).</summary>
    public static int[] Random(int count, Rng rng)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = rng.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
