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
        var walk = new PathWalk(this, data, neuron, cancellationToken);
        return new GlmPath
        {
            LargestStrength = walk.Largest,
            Fits = Array.AsReadOnly<GlmFit>([.. walk.Strengths.Select(walk.Fit)]),
        };
    }
}
