using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Covariance.Tangent;

/// <summary>A tangent space that was fitted: the mean M of a group, and the way of covariances there and back.</summary>
public sealed record TangentSpaceFit
{
    private readonly Matrix _root;

    /// <summary>Makes the space of a mean that is known, such as one read from a file.</summary>
    /// <param name="mean">M. Shape: regions × regions, symmetric positive definite.</param>
    /// <param name="estimator">The estimator of the covariances, the same as when M was fitted.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or its diagonal is not positive.</exception>
    /// <exception cref="NotPositiveDefiniteException">The matrix is not positive definite.</exception>
    public TangentSpaceFit(Matrix mean, ICovarianceEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(estimator);
        Require.SameSize(mean.Rows, mean.Columns, "a square matrix");
        (Matrix vectors, double[] values) = SpectralFunction.Decompose(mean);
        if (!(values[0] > 0))
        {
            throw new NotPositiveDefiniteException(
                Invariant(
                    $"The mean of a tangent space must be positive definite, but its smallest eigenvalue is {values[0]:0.0e+0}."
                )
            );
        }

        Mean = mean;
        Estimator = estimator;
        _root = SpectralFunction.Of(vectors, values, Math.Sqrt);
        Whitening = SpectralFunction.Of(vectors, values, static x => 1 / Math.Sqrt(x));
    }

    /// <summary>Gets the geometric mean M. Shape: regions × regions.</summary>
    public Matrix Mean { get; }

    /// <summary>Gets M^-½. Shape: regions × regions, symmetric positive definite.</summary>
    public Matrix Whitening { get; }

    /// <summary>Gets the estimator of the covariances.</summary>
    public ICovarianceEstimator Estimator { get; }

    /// <summary>Gets how the mean was found, or null for a mean that was given.</summary>
    public Convergence? Convergence { get; init; }

    /// <summary>Gets the number of subjects the mean was learnt from; 0 when not known.</summary>
    public int Subjects
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Subjects));
    }

    /// <summary>Gets the number of subjects that are transformed at the same time. At least 1; the result does not depend on it. Default: 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Displaces subjects, of the group or new: log(M^-½ C M^-½) of their covariances.</summary>
    /// <param name="subjects">One at least, samples × regions.</param>
    /// <param name="cancellationToken">Cancels between subjects.</param>
    /// <exception cref="ArgumentException">Regions are not those of the mean, do not vary or are not finite.</exception>
    /// <exception cref="NotPositiveDefiniteException">The covariance of a subject is singular; the message names it and says what to do.</exception>
    public Connectivity Transform(IReadOnlyList<Matrix> subjects, CancellationToken cancellationToken = default) =>
        Transform(subjects, static k => Invariant($"subject {k}"), cancellationToken);

    /// <summary>The tangent of one covariance: log(M^-½ C M^-½). Shape: regions × regions.</summary>
    /// <exception cref="ArgumentException">The sizes disagree.</exception>
    /// <exception cref="NotPositiveDefiniteException">The covariance is not positive definite.</exception>
    public Matrix Tangent(Matrix covariance)
    {
        RequireSize(covariance);
        (Matrix vectors, double[] values) = SpectralFunction.Decompose(
            SpectralFunction.Congruence(Whitening, covariance)
        );
        return values[0] > 0
            ? SpectralFunction.Of(vectors, values, Math.Log)
            : throw new NotPositiveDefiniteException(
                Invariant(
                    $"The covariance is not positive definite: seen from the mean, its smallest eigenvalue is {values[0]:0.0e+0}. Shrink it (LedoitWolf, Oas)."
                )
            );
    }

    /// <summary>The covariance of a tangent: M^½ exp(T) M^½, the inverse of <see cref="Tangent"/>. Shape: regions × regions.</summary>
    /// <exception cref="ArgumentException">The sizes disagree.</exception>
    public Matrix Covariance(Matrix tangent)
    {
        RequireSize(tangent);
        return SpectralFunction.Congruence(_root, SpectralFunction.Of(tangent, Math.Exp));
    }

    /// <summary>As <see cref="Transform(IReadOnlyList{Matrix}, CancellationToken)"/>, with the subjects' names for messages.</summary>
    internal Connectivity Transform(
        IReadOnlyList<Matrix> subjects,
        Func<int, string> nameOf,
        CancellationToken cancellationToken
    )
    {
        SubjectCheck.Signals(subjects);
        Require.SameSize(Mean.Columns, subjects[0].Columns, "the regions of the mean");
        (Matrix Tangent, double? Shrinkage)[] parts = PartLoop.Run(
            subjects.Count,
            Threads,
            k =>
            {
                CovarianceFit fit = Inverse.Regular(Estimator.Fit(subjects[k]), nameOf(k));
                return (Tangent(fit.Covariance.Values), fit.Shrinkage);
            },
            cancellationToken
        );
        return Connectivity.Of(
            ConnectivityKind.Tangent,
            [.. parts.Select(p => p.Tangent)],
            [.. parts.Select(p => p.Shrinkage)]
        );
    }

    private void RequireSize(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Require.SameSize(Mean.Rows, matrix.Rows, "the regions of the mean");
        Require.SameSize(Mean.Rows, matrix.Columns, "the regions of the mean");
    }
}
