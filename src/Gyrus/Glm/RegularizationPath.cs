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
        GlmTask task = GlmTask.Of(data, neuron, Model.Observation.Family);
        GeneralizedLinearModel unit = Model with { Regularizer = Model.Regularizer with { Strength = 1 } };
        if (GlmSolution.IsDegenerate(task, Model.Observation.Family))
        {
            return Degenerate(task, unit);
        }

        var session = new GlmSession(task, unit, cancellationToken);
        double largest = session.LargestStrength();
        var fits = new List<GlmFit>();
        double previous = largest;
        foreach (double strength in StrengthsFrom(largest))
        {
            fits.Add(
                session.Fit(strength, previous) with
                {
                    Model = Model with { Regularizer = Model.Regularizer with { Strength = strength } },
                }
            );
            previous = strength;
        }

        return new GlmPath { LargestStrength = largest, Fits = fits.AsReadOnly() };
    }

    private GlmPath Degenerate(GlmTask task, GeneralizedLinearModel model) =>
        new()
        {
            LargestStrength = 0,
            Fits =
            [
                .. StrengthsFrom(1)
                    .Select(s =>
                        GlmSolution.Degenerate(
                            task,
                            model with
                            {
                                Regularizer = model.Regularizer with { Strength = s },
                            }
                        )
                    ),
            ],
        };

    /// <summary>The strengths, given the largest.</summary>
    internal IEnumerable<double> StrengthsFrom(double largest) =>
        Strengths is { } given ? given.OrderDescending()
        : Count == 1 ? [largest]
        : Enumerable.Range(0, Count).Select(i => i == 0 ? largest : largest * Math.Pow(Ratio, (double)i / (Count - 1)));
}
