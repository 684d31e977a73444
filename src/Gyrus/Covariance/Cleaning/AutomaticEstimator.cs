using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Chooses for the user: cross-validated eigenvalues with blocks of time and a gap of the autocorrelation time, or, where a filter has taken
/// directions away, linear shrinkage by the same blocks.
/// </summary>
/// <remarks>
/// <para>
/// The gap is τ rounded up, at least that of <see cref="Folds"/>. Fewer samples than regions alone are no obstacle: the held-out
/// variance of the missing directions is a real measurement. It is none where the whole recording lacks them by construction
/// (<see cref="SignalDiagnosis.LacksDirections"/>): then it is near zero, and the precision as large as one likes. Shrinkage gives such directions a variance that the rest of the spectrum pays for.
/// </para>
/// <para>The fit's <see cref="CovarianceFit.Method"/> says what was used and why. Why this rule: docs/decisions/0013-auto-estimator.md.</para>
/// </remarks>
public sealed record AutomaticEstimator : CleaningEstimator
{
    /// <summary>Gets the folds; a gap smaller than the autocorrelation time is widened to it. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets the criterion of the shrinkage. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; }

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">Directions are missing and the search for a shrinkage runs into its weakest end; the message says what to do.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        double tau = signals.Time.Value;
        FoldPlan folds = Folds with { Gap = Math.Max(Folds.Gap, SignalDiagnosis.GapOf(tau)) };
        int rank = signals.Spectrum(SampleScaling.AsGiven).Rank;
        string plan = Invariant(
            $"{folds.Folds} {(folds.ShuffleSeed is null ? Invariant($"blocks of time with a gap of {folds.Gap} samples (autocorrelation time {tau:0.0})") : "shuffled folds")}"
        );
        return SignalDiagnosis.Lacks(rank, signals.Regions, signals.Samples)
            ? Shrunk(signals, folds, rank, plan)
            : new CrossValidatedEigenvalues { Folds = folds }.Fit(signals) with
            {
                Method = $"cvc: cross-validated eigenvalues, {plan}",
            };
    }

    private CovarianceFit Shrunk(PreparedSignals signals, FoldPlan folds, int rank, string plan)
    {
        string why = Invariant(
            $"the signals have rank {rank} of {signals.Regions} although there are {signals.Samples} samples (band-pass filtered, or regions that are combinations of others)"
        );
        CovarianceFit fit = new CrossValidated
        {
            Family = new LinearShrinkage(),
            Folds = folds,
            Criterion = Criterion,
        }.Fit(signals);
        if (fit.Choice is { } choice && choice.Value == choice.Grid.Min())
        {
            throw new EstimatorUndefinedException(
                $"auto finds no estimator here: {why}, and held-out samples ask for ever less shrinkage, so the missing directions would get an infinite precision. "
                    + "Use series without the band-pass filter, fewer regions, or a shrinkage of your own (ledoit-wolf, shrinkage)."
            );
        }

        return fit with
        {
            Method = $"shrinkage-cv: linear shrinkage, {plan}, because {why}",
            Warnings =
            [
                .. fit.Warnings,
                "auto took linear shrinkage instead of cross-validated eigenvalues, because filtering or regression has left the signals without full rank. Trust the correlations only: in the missing directions the precision is made by the shrinkage.",
            ],
        };
    }
}
