using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>An unpenalised fit of some blocks with the covariance of its coefficients.</summary>
public sealed record RefittedModel
{
    /// <summary>Gets the options.</summary>
    public required RefittedEffects Options { get; init; }

    /// <summary>Gets the fit on the whole design; coefficients of blocks that were not selected are 0, those of columns that never go with an event −∞ (see <see cref="RefittedEffects"/>).</summary>
    public required GlmFit Fit { get; init; }

    /// <summary>Gets the columns of the design that were refitted, ascending.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>Gets the covariance of (b, β of <see cref="Columns"/>). Shape: (1 + columns) × (1 + columns); NaN without an optimum, and for coefficients that are infinite.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>Gets the lags that were used; 0 for clustered trials.</summary>
    public required int Lags { get; init; }

    /// <summary>Gets the weights of the samples that the refit rests on, or null for those of the data.</summary>
    internal IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Gets each refitted coefficient.</summary>
    public required IReadOnlyList<CoefficientEffect> Coefficients { get; init; }

    /// <summary>Gets each refitted block.</summary>
    public required IReadOnlyList<BlockEffect> Blocks { get; init; }

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Gets a value indicating whether the refit has an optimum. Separable data have none without a penalty, unless it is columns that never go with an event that separate them:
    /// then there are no intervals and no tests.
    /// </summary>
    public bool HasOptimum => !Fit.RunsAway;

    /// <summary>Gets a value indicating whether the refit stopped before an optimum that is there.</summary>
    public bool IsLate => HasOptimum && !Fit.Convergence.Converged;
}
