using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.Comparison;

/// <summary>The rows that only the truth gives: the truth itself, and the best that keeps the eigenvectors of the sample.</summary>
internal static class TruthBounds
{
    public static IEnumerable<EstimatorOutcome> Of(ComparedSamples samples, KnownTruth truth, PreparedSignals prepared)
    {
        (string Name, CleaningEstimator Estimator)[] bounds =
        [
            (ComparedEstimator.Truth, new TrueCovariance { Truth = truth.Covariance }),
            (ComparedEstimator.InvariantOracle, new OracleEigenvalues { Truth = truth.Covariance }),
            (
                ComparedEstimator.InvariantPrecisionOracle,
                new OracleEigenvalues { Truth = truth.Covariance, Target = OracleTarget.Precision }
            ),
        ];
        return bounds.Select(b => OutcomeScorer.Of(b.Name, samples, () => b.Estimator.Fit(prepared)));
    }
}
