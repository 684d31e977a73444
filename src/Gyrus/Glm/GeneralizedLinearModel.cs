using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>A generalised linear model with a penalty: minimises the weighted mean of f(η, y) + Ω(β), η = offset + Xβ + b.</summary>
public sealed record GeneralizedLinearModel
{
    /// <summary>Gets the family and link. Poisson with exp.</summary>
    public ObservationModel Observation { get; init; } = new();

    /// <summary>Gets the penalty.</summary>
    public required Regularizer Regularizer { get; init; }

    /// <summary>Gets the relative duality gap at which a fit stops. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>Gets the most iterations of a fit. At least 1; 500.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 500;

    /// <summary>Gets the method, or null for the one that suits the penalty.</summary>
    public GlmSolver? Solver { get; init; }

    /// <summary>Gets the seed of a stochastic method (<see cref="GlmSolver.ProximalSvrg"/>); others do not use it. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The fit of one neuron.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, or a response is not one of the family.</exception>
    public GlmFit Fit(GlmData data, int neuron = 0, CancellationToken cancellationToken = default)
    {
        GlmTask task = GlmTask.Of(data, neuron, Observation.Family);
        if (GlmSolution.IsNull(task, Observation))
        {
            return GlmSolution.Null(task, this);
        }

        return new GlmSession(task, this, cancellationToken).Fit(Regularizer.Strength, Regularizer.Strength);
    }

    /// <summary>The fits of all neurons, each as if it were alone.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, or a response is not one of the family.</exception>
    public IReadOnlyList<GlmFit> FitAll(GlmData data, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return PartLoop.Run(
            data.Responses.Columns,
            Require.AtLeast(1, threads),
            neuron => Fit(data, neuron, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>The penalty on the columns of a design; of strength zero, none.</summary>
    internal PenaltyBlocks PenaltyOn(IReadOnlyList<FeatureBlock> blocks, int columns) =>
        PenaltyBlocks.Of((Regularizer.Strength == 0 ? new Unregularized() : Regularizer).On(blocks), columns);
}
