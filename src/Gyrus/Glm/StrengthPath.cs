using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>The strengths of a path, from λ_max down.</summary>
public abstract record StrengthPath
{
    /// <summary>Gets the strengths, or null for <see cref="Count"/> spaced evenly on a logarithmic scale from λ_max to λ_max·<see cref="Ratio"/>.</summary>
    public IReadOnlyList<double>? Strengths
    {
        get;
        init =>
            field = value is null
                ? null
                : Array.AsReadOnly(Array.ConvertAll([.. value], s => Require.Positive(s, nameof(Strengths))));
    }

    /// <summary>Gets the number of strengths. At least 1; 50.</summary>
    public int Count
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Count));
    } = 50;

    /// <summary>Gets the smallest strength relative to the largest. In (0, 1); 1e-3.</summary>
    public double Ratio
    {
        get;
        init => field = Require.Between(double.Epsilon, 1 - 1e-9, value, nameof(Ratio));
    } = 1e-3;

    /// <summary>The strengths, given the largest.</summary>
    internal IEnumerable<double> StrengthsFrom(double largest) =>
        Strengths is { } given ? given.OrderDescending()
        : Count == 1 ? [largest]
        : Enumerable.Range(0, Count).Select(i => i == 0 ? largest : largest * Math.Pow(Ratio, (double)i / (Count - 1)));
}
