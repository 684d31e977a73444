using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Cleaning;

/// <summary>From the signals of a study to one noise-cleaned covariance, precision and partial correlation matrix per subject.</summary>
/// <remarks>
/// The signals are standardised (mean 0, standard deviation 1, ddof 0) before anything is estimated: the protocol of
/// Ibáñez-Berganza et al. (2023), arXiv:2302.02951. A subject on whom the estimator has no value is told, not guessed.
/// </remarks>
public sealed record CovarianceCleaning
{
    /// <summary>Gets the estimator. Default: <c>auto</c>.</summary>
    public NamedEstimator Estimator { get; init; } = EstimatorCatalogue.Parse("auto");

    /// <summary>Gets the units of covariances and precisions. Default: those of the signals.</summary>
    public CovarianceUnits Units { get; init; }

    /// <summary>Gets the number of subjects worked on at the same time. At least 1; the result does not depend on it. Default: 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Cleans the subjects of a study.</summary>
    /// <exception cref="EstimatorUndefinedException">An estimator that needs the whole group has no value on it.</exception>
    public CleaningResult Clean(StudySignals study, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        IReadOnlyList<RegionSignals> subjects = study.Subjects;
        SignalDiagnosis[] diagnoses = PartLoop.Run(
            subjects.Count,
            Threads,
            k => SignalDiagnosis.Of(subjects[k], Estimator.Settings.Folds),
            cancellationToken
        );
        (CleanedSubject? Cleaned, RefusedSubject? Refused)[] results = Estimator.ForGroup() is { } group
            ? CleanTogether(group, subjects, diagnoses)
            : PartLoop.Run(subjects.Count, Threads, k => CleanOne(subjects[k], diagnoses[k]), cancellationToken);
        return new CleaningResult
        {
            Estimator = Estimator,
            Units = Units,
            Regions = study.Regions,
            Subjects = [.. results.Select(r => r.Cleaned).OfType<CleanedSubject>()],
            Refused = [.. results.Select(r => r.Refused).OfType<RefusedSubject>()],
            StudyWarnings = study.Warnings,
        };
    }

    private (CleanedSubject? Cleaned, RefusedSubject? Refused) CleanOne(
        RegionSignals signals,
        SignalDiagnosis diagnosis
    )
    {
        try
        {
            (Matrix standardised, double[] deviations) = StandardisedEstimator.Standardise(signals.Values);
            CovarianceFit fit = Estimator.ForSubject()!.Fit(standardised);
            return (SubjectOf(diagnosis, standardised, deviations, fit), null);
        }
        catch (Exception error)
            when (error is EstimatorUndefinedException or ArgumentException or NotPositiveDefiniteException)
        {
            return (null, new RefusedSubject(signals.Subject, error.Message, diagnosis));
        }
    }

    private (CleanedSubject? Cleaned, RefusedSubject? Refused)[] CleanTogether(
        IGroupCovarianceEstimator group,
        IReadOnlyList<RegionSignals> subjects,
        SignalDiagnosis[] diagnoses
    )
    {
        (Matrix Standardised, double[] Deviations)[] signals =
        [
            .. subjects.Select(s => StandardisedEstimator.Standardise(s.Values)),
        ];
        IReadOnlyList<CovarianceFit> fits = group.Fit([.. signals.Select(s => s.Standardised)]);
        return
        [
            .. fits.Select(
                (fit, k) =>
                    (
                        (CleanedSubject?)SubjectOf(diagnoses[k], signals[k].Standardised, signals[k].Deviations, fit),
                        (RefusedSubject?)null
                    )
            ),
        ];
    }

    private CleanedSubject SubjectOf(
        SignalDiagnosis diagnosis,
        Matrix standardised,
        double[] deviations,
        CovarianceFit fit
    )
    {
        List<string> warnings = [.. fit.Warnings];
        Matrix? precision = null;
        try
        {
            precision = Inverse.PrecisionOf(fit);
        }
        catch (NotPositiveDefiniteException error)
        {
            warnings.Add($"No precision and no partial correlations: {error.Message}");
        }

        CovarianceFit checkedFit = fit with { Precision = precision };
        CovarianceFit scaled =
            Units == CovarianceUnits.Signal ? StandardisedEstimator.InUnits(checkedFit, deviations) : checkedFit;
        return new CleanedSubject
        {
            Subject = diagnosis.Subject,
            Samples = diagnosis.Samples,
            Diagnosis = diagnosis,
            Covariance = scaled.Covariance.Values,
            Correlation = Inverse.Correlation(fit.Covariance.Values),
            Precision = scaled.Precision,
            PartialCorrelation = precision is null ? null : Inverse.PartialCorrelation(precision),
            Spectrum = fit.Spectrum ?? SpectrumOf(standardised, fit.Covariance.Values),
            KeepsEigenvectors = fit.Spectrum is not null,
            Choice = fit.Choice,
            Shrinkage = fit.Shrinkage,
            Convergence = fit.Convergence,
            Method = fit.Method,
            Warnings = warnings,
        };
    }

    private static CleanedSpectrum SpectrumOf(Matrix standardised, Matrix covariance) =>
        new()
        {
            Sample = Eigenvalues(SampleCovariance.OfSignals(standardised).Values),
            Cleaned = Eigenvalues(covariance),
        };

    private static double[] Eigenvalues(Matrix matrix)
    {
        double[] values = new double[matrix.Rows];
        LinearAlgebra.Current.SymmetricEigenvalues(matrix.Copy().Values, values, matrix.Rows);
        Array.Reverse(values);
        return values;
    }
}
