using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>A model at many strengths, from λ_max (everything zero) down, each fit warm from the one before.</summary>
public sealed record RegularizationPath
{
    /// <summary>Gets the model; its strength is not used.</summary>
    public required GeneralizedLinearModel Model { get; init; }

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

    /// <summary>The path of one neuron.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, or a response is not one of the family.</exception>
    public GlmPath Fit(GlmData data, int neuron = 0, CancellationToken cancellationToken = default)
    {
        var walk = new PathWalk(this, data, neuron, cancellationToken);
        return new GlmPath
        {
            LargestStrength = walk.Largest,
            Fits = Array.AsReadOnly<GlmFit>([.. walk.Strengths.Select(walk.Fit)]),
        };
    }

    /// <summary>The strengths, given the largest.</summary>
    internal IEnumerable<double> StrengthsFrom(double largest) =>
        Strengths is { } given ? given.OrderDescending()
        : Count == 1 ? [largest]
        : Enumerable.Range(0, Count).Select(i => i == 0 ? largest : largest * Math.Pow(Ratio, (double)i / (Count - 1)));
}
