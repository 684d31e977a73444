using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Covariance;

/// <summary>Connectivity matrices of subjects from their signals: covariance, correlation, precision or partial correlation.</summary>
/// <remarks>
/// The numbers are those of nilearn's <c>ConnectivityMeasure</c> with the same estimator. For correlations the signals are
/// standardised first (ddof 1), so that the shrinkage sees every region at one scale; for the other kinds they are taken as given.
/// </remarks>
public sealed record ConnectivityMeasure
{
    /// <summary>Gets what is measured. Default: correlation.</summary>
    public ConnectivityKind Kind { get; init; } = ConnectivityKind.Correlation;

    /// <summary>Gets the estimator of the covariance. Default: <see cref="LedoitWolf"/>.</summary>
    public ICovarianceEstimator Estimator { get; init; } = new LedoitWolf();

    /// <summary>Measures every subject.</summary>
    /// <param name="subjects">One matrix per subject, samples × regions; the numbers of samples may differ.</param>
    /// <exception cref="ArgumentException">Regions differ between subjects, do not vary or are not finite; or there is one sample.</exception>
    /// <exception cref="NotPositiveDefiniteException">A covariance that has to be inverted is singular.</exception>
    public Connectivity Measure(IReadOnlyList<Matrix> subjects)
    {
        SubjectCheck.Signals(subjects);
        var fits = new CovarianceFit[subjects.Count];
        var matrices = new Matrix[subjects.Count];
        for (int k = 0; k < subjects.Count; k++)
        {
            fits[k] = Estimator.Fit(Kind == ConnectivityKind.Correlation ? Standardised(subjects[k]) : subjects[k]);
            matrices[k] = Of(fits[k].Covariance);
        }

        return new Connectivity
        {
            Kind = Kind,
            Matrices = matrices,
            Mean = MeanOf(matrices),
            Shrinkages = [.. fits.Select(f => f.Shrinkage)],
        };
    }

    private Matrix Of(SampleCovariance covariance) =>
        Kind switch
        {
            ConnectivityKind.Covariance => covariance.Values,
            ConnectivityKind.Correlation => Inverse.Correlation(covariance.Values),
            ConnectivityKind.Precision => Inverse.Precision(covariance),
            ConnectivityKind.PartialCorrelation => Inverse.PartialCorrelation(Inverse.Precision(covariance)),
            _ => throw new ArgumentOutOfRangeException(nameof(covariance), $"{Kind} is not a kind of connectivity."),
        };

    private static Matrix MeanOf(Matrix[] matrices)
    {
        var mean = new Matrix(matrices[0].Rows, matrices[0].Columns);
        foreach (Matrix matrix in matrices)
        {
            TensorPrimitives.Add(mean.AsSpan(), matrix.AsSpan(), mean.Values);
        }

        TensorPrimitives.Divide(mean.AsSpan(), matrices.Length, mean.Values);
        return mean;
    }

    private static Matrix Standardised(Matrix signals)
    {
        Matrix z = signals.Copy();
        for (int j = 0; j < z.Columns; j++)
        {
            Scaling.ZScore(z.MutableColumn(j), Scaling.LargestMagnitude(signals.Column(j)));
        }

        return z;
    }
}
