using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Pipelines.Comparison;

/// <summary>From a fit to its outcome on the samples of one subject.</summary>
internal static class OutcomeScorer
{
    /// <summary>Beyond this condition number the smallest eigenvalue is rounding, and a likelihood measures that rounding.</summary>
    internal const double MostCondition = 1e10;

    /// <summary>The outcome of a fit that may refuse.</summary>
    public static EstimatorOutcome Of(string estimator, ComparedSamples samples, Func<CovarianceFit> fit)
    {
        try
        {
            return Score(estimator, samples, fit());
        }
        catch (Exception error) when (IsRefusal(error))
        {
            return new EstimatorOutcome { Estimator = estimator, Refused = error.Message };
        }
    }

    /// <summary>Whether an error says that the data do not suit the estimator; others are faults of the program.</summary>
    public static bool IsRefusal(Exception error) =>
        error is EstimatorUndefinedException or ArithmeticException || error.GetType() == typeof(ArgumentException);

    private static EstimatorOutcome Score(string estimator, ComparedSamples samples, CovarianceFit fit)
    {
        Matrix covariance = fit.Covariance.Values;
        (double? condition, Matrix? precision, string? notDefined) = Invert(fit);
        double? logDeterminant = precision is null ? null : Criteria.LogDeterminant(precision);
        CriterionValues? test = precision is null ? null : Finite(Criteria.Of(precision, logDeterminant, samples.Test));
        CriterionValues? train = precision is null
            ? null
            : Finite(Criteria.Of(precision, logDeterminant, samples.Train));
        return new EstimatorOutcome
        {
            Estimator = estimator,
            NotDefined = notDefined ?? (test is null ? "The precision is not positive definite." : null),
            Test = test,
            Train = train,
            Trace = Enumerable.Range(0, covariance.Rows).Sum(i => covariance[i, i]),
            ConditionNumber = condition,
            Spectrum = fit.Spectrum,
            Choice = fit.Choice,
            Convergence = fit.Convergence,
            Warnings = fit.Warnings,
            Distances = samples.Truth is { } truth ? TruthDistances.Of(truth, covariance, precision) : null,
        };
    }

    private static (double? Condition, Matrix? Precision, string? NotDefined) Invert(CovarianceFit fit)
    {
        Matrix covariance = fit.Covariance.Values;
        double[] eigenvalues = EigenvaluesOf(fit);
        double? condition = eigenvalues[0] > 0 ? eigenvalues[^1] / eigenvalues[0] : null;
        if (!(condition <= MostCondition))
        {
            int small = eigenvalues.Count(v => !(v * MostCondition >= eigenvalues[^1]));
            return (
                condition,
                null,
                Invariant(
                    $"The covariance is singular: {small} of its {covariance.Rows} eigenvalues are below 1e-10 of the largest, so that it has no inverse and no likelihood."
                )
            );
        }

        try
        {
            return (condition, fit.Precision ?? Inverse.Precision(fit.Covariance), null);
        }
        catch (NotPositiveDefiniteException error)
        {
            return (condition, null, error.Message);
        }
    }

    /// <summary>The eigenvalues of the covariance, ascending.</summary>
    private static double[] EigenvaluesOf(CovarianceFit fit)
    {
        if (fit.Eigenvalues is { } known)
        {
            return [.. known.Order()];
        }

        Matrix covariance = fit.Covariance.Values;
        double[] eigenvalues = new double[covariance.Rows];
        LinearAlgebra.Current.SymmetricEigenvalues(covariance.Copy().Values, eigenvalues, covariance.Rows);
        return eigenvalues;
    }

    private static CriterionValues? Finite(CriterionValues values) =>
        double.IsFinite(values.LogLikelihood)
        && double.IsFinite(values.PseudoLogLikelihood)
        && double.IsFinite(values.CompletionError)
            ? values
            : null;
}
