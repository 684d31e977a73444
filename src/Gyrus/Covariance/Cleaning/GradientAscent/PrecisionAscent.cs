using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Gradient ascent of the likelihood on the entries of J by ADAM from J = 1, stopped early: with all training samples (DGA), or with batches (SGA).</summary>
/// <remarks>
/// <para>
/// Each entry moves by about the step per epoch whatever its slope, so the epochs are a distance: entries of J reach at most η × epochs = 4 from
/// where they start with the defaults. Nothing keeps J positive definite; a check that finds it lost ends the ascent.
/// </para>
/// <para>
/// <see cref="AsReleased"/> repeats what the released program does besides: E divided by the number of all samples instead of the training's, the bias corrections two
/// steps ahead. With the likelihood as its criterion that program stops at the first check and returns zeros; this is refused.
/// </para>
/// <para>Sources: Kingma and Ba (2015), arXiv:1412.6980; Ibáñez-Berganza et al. (2023), arXiv:2302.02951. Docs: docs/methods/gradient-ascent.md.</para>
/// </remarks>
public sealed record PrecisionAscent : GradientAscent
{
    /// <summary>Gets the step η. Positive; 5·10⁻⁵.</summary>
    public double Step
    {
        get;
        init => field = Require.Positive(value, nameof(Step));
    } = 5e-5;

    /// <summary>
    /// Gets the size of a batch as a share of all samples, drawn with replacement from the training's at every epoch; in (0, 1]. Null (default)
    /// for all training samples at every epoch.
    /// </summary>
    public double? BatchShare
    {
        get;
        init => field = value is null ? null : Require.Between(1e-9, 1, value.Value, nameof(BatchShare));
    }

    /// <summary>Gets the seed of the batches. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets whether the slips of the released program are repeated. Default: no.</summary>
    public bool AsReleased { get; init; }

    private protected override string Name =>
        BatchShare is null ? "Gradient ascent on J" : "Stochastic gradient ascent on J";

    private protected override IAscent Begin(Matrix training, Matrix validation)
    {
        if (AsReleased && Criterion == CleaningCriterion.LogLikelihood)
        {
            throw new EstimatorUndefinedException(
                "With the likelihood as criterion the released program stops this ascent at its first check and returns a matrix of zeros, which has no inverse. Use the completion error, or the right form."
            );
        }

        int samples = training.Rows + validation.Rows;
        int batch = BatchShare is { } share ? Math.Max(1, (int)(share * samples)) : 0;
        return new AdamSteps(training, validation, batch)
        {
            Step = Step,
            BiasOffset = AsReleased ? 2 : 0,
            CovarianceFactor = AsReleased && batch == 0 ? (double)training.Rows / samples : 1,
            Draw = batch > 0 ? BatchDraws.WithReplacement(Seed, training.Rows) : null,
        };
    }
}
