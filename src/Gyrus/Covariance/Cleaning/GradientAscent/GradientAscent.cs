using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>An ascent of the likelihood that is stopped early: the first samples are climbed on, the last ones say when to stop.</summary>
/// <remarks>
/// <para>The stopping is the regularisation: run on, every one of them ends at the sample covariance. No refit on all samples.</para>
/// <para>
/// <see cref="CovarianceFit.Convergence"/> tells how the stop rule ended, not an optimum: iterations are the epochs of the iterate that is returned, the objective its
/// score on the validation samples, the certificate the last score less the worst of the window before it (the rule stops where it is negative).
/// </para>
/// </remarks>
public abstract record GradientAscent : CleaningEstimator
{
    /// <summary>Gets the stop rule.</summary>
    public EarlyStopping Stopping { get; init; } = new();

    /// <summary>Gets the criterion that the checks look at. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; }

    /// <summary>Gets the name of the method, as its convergence reports it.</summary>
    private protected abstract string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">There are too few samples to train or to validate, or the ascent left the positive definite matrices.</exception>
    public sealed override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        int train = (int)(Stopping.TrainingShare * signals.Samples);
        if (train < 2 || train == signals.Samples)
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{Name} needs at least 2 samples to climb on and 1 to validate, but {Stopping.TrainingShare} of {signals.Samples} samples leaves {train} and {signals.Samples - train}."
                )
            );
        }

        return Run(Begin(signals.Signals.RowRange(0, train), signals.Signals.RowRange(train, signals.Samples - train)));
    }

    /// <summary>The ascent at its start.</summary>
    private protected abstract IAscent Begin(Matrix training, Matrix validation);

    private CovarianceFit Run(IAscent ascent)
    {
        var scores = new List<double>();
        var epochs = new List<double>();
        var kept = new Queue<double[]>();
        bool stopped = false;
        for (int epoch = 0; epoch < Stopping.MaxEpochs && !stopped; )
        {
            int steps = Math.Min(Stopping.CheckEvery, Stopping.MaxEpochs - epoch);
            ascent.Advance(steps);
            epoch += steps;
            epochs.Add(epoch);
            scores.Add(ascent.Score(Criterion));
            kept.Enqueue(ascent.State.ToArray());
            if (kept.Count > Stopping.StepsBack + 1)
            {
                kept.Dequeue();
            }

            stopped = Stopping.Stops(scores);
        }

        int chosen = scores.Count - kept.Count;
        if (!double.IsFinite(scores[chosen]))
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{Name} left the positive definite matrices within the first {epochs[^1]} epochs. Use a smaller step, or standardise the signals."
                )
            );
        }

        return ascent.Fit(kept.Peek()) with
        {
            Choice = new HyperParameterChoice
            {
                Name = "epochs",
                Value = epochs[chosen],
                Criterion = Criterion,
                Grid = epochs,
                MeanScores = scores,
            },
            Convergence = new Convergence
            {
                Method = Name,
                Iterations = (int)epochs[chosen],
                Objective = scores[chosen],
                Certificate = Stopping.Excess(scores),
                Tolerance = 0,
            },
            Warnings = stopped
                ? []
                :
                [
                    Invariant(
                        $"{Name}: the score on the validation samples had not fallen when the {Stopping.MaxEpochs} epochs ran out, so the number of epochs set the result."
                    ),
                ],
        };
    }
}
