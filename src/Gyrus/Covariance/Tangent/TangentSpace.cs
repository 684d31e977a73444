using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Tangent;

/// <summary>
/// The tangent space of covariances at their geometric mean M: a subject's covariance C becomes log(M^-½ C M^-½), its
/// displacement from the group. Shape of each: regions × regions, symmetric.
/// </summary>
/// <remarks>
/// <para>
/// The fit learns M from a group; the <see cref="TangentSpaceFit"/> then transforms any subjects, those of the group or new
/// ones, so that a classifier never sees its test subjects in M. Euclidean distances in the tangent space approximate the
/// affine-invariant ones between covariances.
/// </para>
/// <para>Covariances must be positive definite, so an estimator that shrinks is needed where filters or few samples took rank away.</para>
/// <para>
/// Sources: Varoquaux, Baronnet, Kleinschmidt, Fillard and Thirion (2010), MICCAI, doi:10.1007/978-3-642-15705-9_25; Pennec,
/// Fillard and Ayache (2006), Int. J. Computer Vision 66:41, doi:10.1007/s11263-005-3222-z.
/// </para>
/// </remarks>
public sealed record TangentSpace
{
    /// <summary>Gets the estimator of the covariances. Default: <see cref="LedoitWolf"/>.</summary>
    public ICovarianceEstimator Estimator { get; init; } = new LedoitWolf();

    /// <summary>Gets how the mean is computed. Its threads serve the transform too.</summary>
    public GeometricMean Mean { get; init; } = new();

    /// <summary>Learns the mean of a group.</summary>
    /// <param name="subjects">Two at least, one matrix per subject, samples × regions; the numbers of samples may differ.</param>
    /// <param name="cancellationToken">Cancels between steps of the mean.</param>
    /// <exception cref="ArgumentException">One subject; regions differ between subjects, do not vary or are not finite.</exception>
    /// <exception cref="NotPositiveDefiniteException">The covariance of a subject is singular; the message names it and says what to do.</exception>
    public TangentSpaceFit Fit(IReadOnlyList<Matrix> subjects, CancellationToken cancellationToken = default) =>
        Fit(subjects, static k => Invariant($"subject {k}"), cancellationToken);

    /// <summary>As <see cref="Fit(IReadOnlyList{Matrix}, CancellationToken)"/>, with the subjects' names for messages.</summary>
    internal TangentSpaceFit Fit(
        IReadOnlyList<Matrix> subjects,
        Func<int, string> nameOf,
        CancellationToken cancellationToken
    )
    {
        SubjectCheck.Signals(subjects);
        if (subjects.Count < 2)
        {
            throw new ArgumentException(
                $"A tangent space needs at least 2 subjects, but there is only {nameOf(0)}: the mean would be its own covariance and every tangent zero. To place one subject in the space of a group, fit the group and transform the subject."
            );
        }

        Matrix[] covariances = PartLoop.Run(
            subjects.Count,
            Mean.Threads,
            k => Inverse.Regular(Estimator.Fit(subjects[k]), nameOf(k)).Covariance.Values,
            cancellationToken
        );
        GeometricMeanFit mean = Mean.Fit(covariances, cancellationToken);
        return new TangentSpaceFit(mean.Mean, Estimator)
        {
            Convergence = mean.Convergence,
            Subjects = subjects.Count,
            Threads = Mean.Threads,
        };
    }
}
