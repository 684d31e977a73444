using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// The group-sparse precisions with a penalty chosen by cross-validation as estimates of the subjects' covariances, so that they
/// can be compared with others: C_k = Ω_k⁻¹, in the units of the signals.
/// </summary>
public sealed record GroupSparseEstimator : IGroupCovarianceEstimator
{
    /// <summary>Gets the search, on correlations. Default: the certified one, with its defaults.</summary>
    public GroupSparseCovarianceCV Search { get; init; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<CovarianceFit> Fit(IReadOnlyList<Matrix> subjects)
    {
        GroupSparseCovarianceCVFit fit = Search.Fit(subjects);
        var choice = new HyperParameterChoice
        {
            Name = "alpha",
            Value = fit.Alpha,
            Criterion = CleaningCriterion.LogLikelihood,
            Grid = [.. fit.Scores.Select(s => s.Penalty)],
            MeanScores = [.. fit.Scores.Select(s => s.MeanScore)],
        };
        return
        [
            .. fit.Fit.Precisions.Select(
                (precision, k) =>
                    Of(precision, subjects[k]) with
                    {
                        Choice = choice,
                        Convergence = fit.Fit.Convergence,
                        Warnings = fit.Warnings,
                    }
            ),
        ];
    }

    private static CovarianceFit Of(Matrix precision, Matrix signals)
    {
        (_, double[] deviations) = StandardisedEstimator.Standardise(signals);
        int n = precision.Rows;
        Matrix covariance =
            DenseFit.InverseOf(precision)
            ?? throw new EstimatorUndefinedException("The group-sparse precision is not positive definite.");
        return new CovarianceFit
        {
            Covariance = SampleCovariance.Of(
                Matrix.Create(n, n, (i, j) => covariance[i, j] * deviations[i] * deviations[j]),
                signals.Rows
            ),
            Precision = Matrix.Create(n, n, (i, j) => precision[i, j] / (deviations[i] * deviations[j])),
        };
    }
}
