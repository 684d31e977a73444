using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines;

/// <summary>From the signals of a study to one connectivity matrix per subject, by name of region and subject.</summary>
public sealed record ConnectivityStudy
{
    /// <summary>Gets what is measured. Default: correlation.</summary>
    public ConnectivityKind Kind { get; init; } = ConnectivityKind.Correlation;

    /// <summary>Gets the estimator of the covariances. Default: <see cref="LedoitWolf"/>.</summary>
    public ICovarianceEstimator Estimator { get; init; } = new LedoitWolf();

    /// <summary>Gets whether signals are standardised to z-scores (ddof 1) first. Correlations always are. Default false: as nilearn.</summary>
    public bool Standardise { get; init; }

    /// <summary>Gets an earlier result whose tangent space, estimator and regions are used; then the other options do not count. Default: none.</summary>
    public ConnectivityResult? Fitted { get; init; }

    /// <summary>Gets the number of subjects worked on at the same time. At least 1; the result does not depend on it. Default: 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Measures the subjects of a study.</summary>
    /// <param name="study">The signals, matched and checked.</param>
    /// <param name="cancellationToken">Cancels between subjects, or steps of the mean.</param>
    /// <exception cref="ArgumentException">One subject for a tangent space; a region of the fitted space is missing; the fitted result has no space.</exception>
    /// <exception cref="NotPositiveDefiniteException">A covariance that has to be inverted is singular; the message names the subject.</exception>
    public ConnectivityResult Measure(StudySignals study, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (Fitted is { } fitted)
        {
            return MeasureIn(fitted, study, cancellationToken);
        }

        Matrix[] signals = Signals(study.Subjects, Standardise);
        TangentSpaceFit? space =
            Kind == ConnectivityKind.Tangent
                ? new TangentSpace
                {
                    Estimator = Estimator,
                    Mean = new GeometricMean { Threads = Threads },
                }.Fit(signals, k => study.Subjects[k].Subject, cancellationToken)
                : null;
        Connectivity connectivity =
            space?.Transform(signals, k => study.Subjects[k].Subject, cancellationToken)
            ?? MeasureEach(study, signals, cancellationToken);
        return new ConnectivityResult
        {
            Regions = study.Regions,
            Subjects = [.. study.Subjects.Select(s => s.Subject)],
            Samples = [.. study.Subjects.Select(s => s.Samples)],
            Connectivity = connectivity,
            Estimator = Estimator,
            Standardised = Standardise || Kind == ConnectivityKind.Correlation,
            Space = space,
            Warnings = [.. study.Warnings, .. ConvergenceWarnings(space)],
        };
    }

    private ConnectivityResult MeasureIn(
        ConnectivityResult fitted,
        StudySignals study,
        CancellationToken cancellationToken
    )
    {
        TangentSpaceFit space = fitted.Space is { } known
            ? known with
            {
                Threads = Threads,
            }
            : throw new ArgumentException(
                $"Only a tangent space is fitted and used again, but the earlier result is of the kind {fitted.Connectivity.Kind}."
            );
        string[] names = [.. fitted.Regions.Select(r => r.Name)];
        Matrix[] signals = Signals([.. study.Subjects.Select(s => s.Select(names))], fitted.Standardised);
        return fitted with
        {
            Subjects = [.. study.Subjects.Select(s => s.Subject)],
            Samples = [.. study.Subjects.Select(s => s.Samples)],
            Connectivity = space.Transform(signals, k => study.Subjects[k].Subject, cancellationToken),
            Space = space,
            Warnings = study.Warnings,
            Provenance = null,
        };
    }

    private Connectivity MeasureEach(StudySignals study, Matrix[] signals, CancellationToken cancellationToken)
    {
        var measure = new ConnectivityMeasure { Kind = Kind, Estimator = Estimator };
        Connectivity[] each = PartLoop.Run(
            signals.Length,
            Threads,
            k =>
            {
                try
                {
                    return measure.Measure([signals[k]]);
                }
                catch (NotPositiveDefiniteException error)
                {
                    throw new NotPositiveDefiniteException($"{study.Subjects[k].Subject}: {error.Message}", error);
                }
            },
            cancellationToken
        );
        return Connectivity.Of(Kind, [.. each.Select(e => e.Matrices[0])], [.. each.Select(e => e.Shrinkages[0])]);
    }

    private static Matrix[] Signals(IReadOnlyList<RegionSignals> subjects, bool standardise) =>
        [.. subjects.Select(s => standardise ? Scaling.ZScored(s.Values) : s.Values)];

    private static IEnumerable<string> ConvergenceWarnings(TangentSpaceFit? space)
    {
        if (space?.Convergence is { Converged: false } c)
        {
            yield return Invariant(
                $"The geometric mean of the covariances did not converge: certificate {c.Certificate:0.0e+0} after {c.Iterations} steps, tolerance {c.Tolerance:0.0e+0}."
            );
        }
    }
}
