namespace Gyrus.Glm;

/// <summary>One neuron on its way down a <see cref="RegularizationPath"/>, a strength at a time.</summary>
internal sealed class PathWalk
{
    private readonly RegularizationPath _path;
    private readonly GeneralizedLinearModel _unit;

    /// <summary>Stands at λ_max.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, or a response is not one of the family.</exception>
    public PathWalk(RegularizationPath path, GlmData data, int neuron, CancellationToken cancellationToken)
    {
        _path = path;
        Task = GlmTask.Of(data, neuron, path.Model.Observation.Family);
        _unit = path.Model with { Regularizer = path.Model.Regularizer with { Strength = 1 } };
        if (GlmSolution.IsNull(Task, path.Model.Observation))
        {
            Nothing = GlmSolution.NothingToExplain(Task, path.Model.Observation.Family);
            return;
        }

        Session = new GlmSession(Task, _unit, cancellationToken);
        Largest = Session.LargestStrength();
        Nothing = Largest == 0 ? StrengthPath.NothingEnters : null;
        Previous = Largest;
    }

    public GlmTask Task { get; }

    /// <summary>Gets the session, or null where the neuron has nothing to explain.</summary>
    public GlmSession? Session { get; }

    /// <summary>Gets λ_max; 0 where there is nothing to explain.</summary>
    public double Largest { get; }

    /// <summary>Gets why λ_max is 0, as a sentence, or null where it is not.</summary>
    public string? Nothing { get; }

    /// <summary>Gets the strength of the last fit.</summary>
    public double Previous { get; private set; }

    /// <summary>Gets the strengths of the path.</summary>
    public IEnumerable<double> Strengths => _path.StrengthsFrom(Largest);

    /// <summary>The fit at the next strength.</summary>
    public GlmFit Fit(double strength)
    {
        GeneralizedLinearModel model = _path.Model with
        {
            Regularizer = _path.Model.Regularizer with { Strength = strength },
        };
        GlmFit fit = Session is null
            ? GlmSolution.Null(Task, model)
            : Session.Fit(strength, Previous) with
            {
                Model = model,
            };
        Previous = strength;
        return Session is null || Nothing is null ? fit : fit with { Warnings = [.. fit.Warnings, Nothing] };
    }
}
