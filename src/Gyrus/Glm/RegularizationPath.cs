namespace Gyrus.Glm;

/// <summary>A model at many strengths, from λ_max (everything zero) down, each fit warm from the one before.</summary>
public sealed record RegularizationPath : StrengthPath
{
    /// <summary>Gets the model; its strength is not used.</summary>
    public required GeneralizedLinearModel Model { get; init; }

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
}
