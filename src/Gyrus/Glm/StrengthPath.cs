using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>The strengths of a path, from λ_max down.</summary>
public abstract record StrengthPath
{
    /// <summary>What is said where λ_max is 0 although there is something to explain.</summary>
    internal const string NothingEnters =
        "The largest strength is 0: no penalised covariate has any part in the responses (each may be zero in all samples), and at every strength their coefficients are zero.";

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

    /// <summary>The strengths, given λ_max; from 1 down where that is 0, for then every strength has the same fit.</summary>
    internal IEnumerable<double> StrengthsFrom(double largest)
    {
        double first = largest > 0 ? largest : 1;
        return Strengths is { } given ? given.OrderDescending()
            : Count == 1 ? [first]
            : Enumerable.Range(0, Count).Select(i => i == 0 ? first : first * Math.Pow(Ratio, (double)i / (Count - 1)));
    }
}
