namespace Gyrus.Glm.Categorical;

/// <summary>A softmax regression at many strengths, from λ_max (everything zero) down, each fit warm from the one before.</summary>
public sealed record CategoricalRegularizationPath : StrengthPath
{
    /// <summary>Gets the model; its strength is not used.</summary>
    public required CategoricalRegression Model { get; init; }

    /// <summary>The path.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, a label is not one of the classes, a class has no sample, or the penalty is adaptive or concave.</exception>
    public CategoricalPath Fit(CategoricalData data, CancellationToken cancellationToken = default)
    {
        CategoricalRegression unit = Model with { Regularizer = Model.Regularizer with { Strength = 1 } };
        var session = new CategoricalSession(data, unit, cancellationToken);
        double largest = session.LargestStrength();
        var fits = new List<CategoricalFit>();
        double previous = largest;
        foreach (double strength in StrengthsFrom(largest))
        {
            CategoricalFit fit = session.Fit(strength, previous);
            fits.Add(largest == 0 ? fit with { Warnings = [.. fit.Warnings, NothingEnters] } : fit);
            previous = strength;
        }

        return new CategoricalPath { LargestStrength = largest, Fits = fits.AsReadOnly() };
    }
}
