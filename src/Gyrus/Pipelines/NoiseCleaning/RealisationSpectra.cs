using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>The eigenvalues of one realisation: of the sample, of the truth, and what each method makes of the sample's.</summary>
public sealed record RealisationSpectra
{
    /// <summary>Gets the eigenvalues of the sample, decreasing.</summary>
    public required IReadOnlyList<double> Sample { get; init; }

    /// <summary>Gets the eigenvalues of the true covariance, decreasing.</summary>
    public required IReadOnlyList<double> Truth { get; init; }

    /// <summary>Gets the cleaned eigenvalues by method, each in the order of the sample's.</summary>
    public required IReadOnlyList<(string Estimator, IReadOnlyList<double> Cleaned)> Methods { get; init; }

    /// <summary>The spectra of one realisation of an experiment; methods that refuse or are no maps of the spectrum are left out.</summary>
    public static RealisationSpectra Of(
        NoiseCleaningExperiment experiment,
        ExperimentCell cell,
        int realisation,
        IReadOnlyList<NamedEstimator> methods,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ComparedSamples samples = experiment.Draw(cell, realisation);
        ComparisonResult result = new EstimatorComparison { Estimators = methods }.Compare(
            [samples],
            cancellationToken: cancellationToken
        );
        Matrix covariance = samples.Truth!.Covariance;
        double[] truth = new double[covariance.Rows];
        LinearAlgebra.Current.SymmetricEigenvalues(covariance.Copy().Values, truth, truth.Length);
        Array.Reverse(truth);
        return new RealisationSpectra
        {
            Sample = new PreparedSignals(samples.Train).Spectrum(SampleScaling.AsGiven).Values.ToArray(),
            Truth = truth,
            Methods =
            [
                .. result
                    .Subjects[0]
                    .Outcomes.Where(o => o.Spectrum is not null)
                    .Select(o => (o.Estimator, o.Spectrum!.Cleaned)),
            ],
        };
    }
}
