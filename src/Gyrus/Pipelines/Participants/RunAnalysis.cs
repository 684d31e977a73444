using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines.Participants;

/// <summary>From the cleaned signals of one run to its correlations, plain and noise-cleaned; or the reason why the run cannot be used.</summary>
public sealed record RunAnalysis
{
    /// <summary>Gets the estimator of the noise-cleaned correlations. Default: <c>auto</c>.</summary>
    public NamedEstimator Estimator { get; init; } = EstimatorCatalogue.Parse("auto");

    /// <summary>Gets what is done with regions that do not vary. Default: the run is refused.</summary>
    public DeadRegions DeadRegions { get; init; }

    /// <summary>Analyses a run.</summary>
    /// <param name="name">What the run is called.</param>
    /// <param name="signals">Its cleaned signals.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="ArgumentException">
    /// Cleaning left no degree of freedom, fewer than 3 samples, a value that is not finite, or a region that does not vary.
    /// </exception>
    public AnalysedRun Analyse(string name, SubjectSignals signals, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(signals);
        CleanedSignals cleaned = signals.Cleaned;
        RequireFreedom(name, cleaned);
        var study = StudySignals.Of([cleaned.Signals], deadRegions: DeadRegions);
        RegionSignals live = study.Subjects[0];
        return new AnalysedRun
        {
            Name = name,
            Signals = signals with { Cleaned = cleaned with { Signals = live } },
            Correlation = SampleCovariance.CorrelationOfSignals(live.Values).Values,
            Cleaning = new CovarianceCleaning { Estimator = Estimator, Units = CovarianceUnits.Standardised }.Clean(
                study,
                cancellationToken
            ),
        };
    }

    private static void RequireFreedom(string name, CleanedSignals cleaned)
    {
        if (!(cleaned.DegreesOfFreedom.Remaining >= 1))
        {
            throw new ArgumentException(
                Invariant(
                    $"{name}: {cleaned.KeptSamples.Count} volumes were kept, and the trend, the filter and {cleaned.DegreesOfFreedom.Confounds} confounds take all their degrees of freedom: nothing of the signals is left."
                )
            );
        }
    }
}
