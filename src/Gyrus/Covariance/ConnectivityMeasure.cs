using Gyrus.Covariance.Tangent;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Covariance;

/// <summary>Connectivity matrices of subjects from their signals: covariance, correlation, precision, partial correlation or tangent.</summary>
/// <remarks>
/// The numbers are those of nilearn's <c>ConnectivityMeasure</c> with the same estimator. For correlations the signals are
/// standardised first (ddof 1), so that the shrinkage sees every region at one scale; for the other kinds they are taken as given. <see cref="ConnectivityKind.Tangent"/> fits the mean to these very subjects; to
/// fit it to one group and transform another, use <see cref="TangentSpace"/>.
/// </remarks>
public sealed record ConnectivityMeasure
{
    /// <summary>Gets what is measured. Default: correlation.</summary>
    public ConnectivityKind Kind { get; init; } = ConnectivityKind.Correlation;

    /// <summary>Gets the estimator of the covariance. Default: <see cref="LedoitWolf"/>.</summary>
    public ICovarianceEstimator Estimator { get; init; } = new LedoitWolf();

    /// <summary>Measures every subject.</summary>
    /// <param name="subjects">One matrix per subject, samples × regions; the numbers of samples may differ.</param>
    /// <exception cref="ArgumentException">Regions differ between subjects, do not vary or are not finite; there is one sample; or one subject for a tangent.</exception>
    /// <exception cref="NotPositiveDefiniteException">A covariance that has to be inverted is singular.</exception>
    public Connectivity Measure(IReadOnlyList<Matrix> subjects)
    {
        SubjectCheck.Signals(subjects);
        if (Kind == ConnectivityKind.Tangent)
        {
            return new TangentSpace { Estimator = Estimator }
                .Fit(subjects)
                .Transform(subjects);
        }

        var fits = new CovarianceFit[subjects.Count];
        var matrices = new Matrix[subjects.Count];
        for (int k = 0; k < subjects.Count; k++)
        {
            fits[k] = Estimator.Fit(Kind == ConnectivityKind.Correlation ? Scaling.ZScored(subjects[k]) : subjects[k]);
            matrices[k] = Of(fits[k]);
        }

        return Connectivity.Of(Kind, matrices, [.. fits.Select(f => f.Shrinkage)]);
    }

    private Matrix Of(CovarianceFit fit) =>
        Kind switch
        {
            ConnectivityKind.Covariance => fit.Covariance.Values,
            ConnectivityKind.Correlation => Inverse.Correlation(fit.Covariance.Values),
            ConnectivityKind.Precision => Inverse.PrecisionOf(fit),
            ConnectivityKind.PartialCorrelation => Inverse.PartialCorrelation(Inverse.PrecisionOf(fit)),
            _ => throw new ArgumentOutOfRangeException(nameof(fit), $"{Kind} is not a kind of connectivity."),
        };
}
