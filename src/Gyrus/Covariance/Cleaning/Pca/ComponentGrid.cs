namespace Gyrus.Covariance.Cleaning;

/// <summary>Numbers of components as the values of a search.</summary>
internal static class ComponentGrid
{
    /// <summary>The given ones, or all from the first to the last; one at least.</summary>
    public static double[] Of(IReadOnlyList<int>? given, int first, int last) =>
        given is not null
            ? [.. given.Select(static p => (double)p)]
            : [.. Enumerable.Range(first, Math.Max(1, last - first + 1)).Select(static p => (double)p)];
}
