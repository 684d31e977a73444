using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>What one block adds to the linear predictor along its covariate, with pointwise bands.</summary>
/// <remarks>
/// The effect at x is (φ(x) − φ̄)ᵀβ_g with φ̄ the mean features over the samples, so that 0 is the average and e^effect multiplies the rate in
/// the log link; its variance is (φ − φ̄)ᵀV_g(φ − φ̄). Bands are pointwise, at the level of the refit.
/// </remarks>
public sealed record TuningCurve
{
    /// <summary>Gets the block.</summary>
    public required string Block { get; init; }

    /// <summary>Gets the values x of the covariate.</summary>
    public required IReadOnlyList<double> Covariate { get; init; }

    /// <summary>Gets the effect on η, 0 on average.</summary>
    public required IReadOnlyList<double> Effect { get; init; }

    /// <summary>Gets the lower ends of the bands.</summary>
    public required IReadOnlyList<double> Lower { get; init; }

    /// <summary>Gets the upper ends of the bands.</summary>
    public required IReadOnlyList<double> Upper { get; init; }

    /// <summary>Gets the mean response at each x, the other blocks at their average: μ(η̄ + effect).</summary>
    public required IReadOnlyList<double> Response { get; init; }

    /// <summary>The curve of a block of a refit on its basis' own range.</summary>
    /// <param name="model">The refit.</param>
    /// <param name="data">The data of the refit, for the averages.</param>
    /// <param name="block">The block; its basis has one covariate.</param>
    /// <param name="points">The number of values of the covariate. At least 2; 100.</param>
    /// <exception cref="ArgumentException">There is no such block, or its features were given without a basis: use the other form.</exception>
    public static TuningCurve Of(RefittedModel model, GlmData data, string block, int points = 100) =>
        throw new NotImplementedException();

    /// <summary>The curve of a block whose features at some values of its covariate are known.</summary>
    /// <param name="model">The refit.</param>
    /// <param name="data">The data of the refit, for the averages.</param>
    /// <param name="block">The block.</param>
    /// <param name="at">The values, and the features there. Shape: values × columns of the block.</param>
    public static TuningCurve Of(
        RefittedModel model,
        GlmData data,
        string block,
        (IReadOnlyList<double> Covariate, Matrix Features) at
    ) => throw new NotImplementedException();
}
