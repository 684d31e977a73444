using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>The connectivity matrices of a study: what tables, tests and a later call with the same tangent space are made from.</summary>
public sealed record ConnectivityResult
{
    /// <summary>Gets the regions, in the order of every matrix.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the name of the atlas the regions come from, or null when not known.</summary>
    public string? Atlas { get; init; }

    /// <summary>Gets the names of the subjects, in the order of the matrices.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Gets the number of samples of each subject; 0 where it is not known.</summary>
    public required IReadOnlyList<int> Samples { get; init; }

    /// <summary>Gets the matrices.</summary>
    public required Connectivity Connectivity { get; init; }

    /// <summary>Gets the estimator of the covariances, or null when not known.</summary>
    public required ICovarianceEstimator? Estimator { get; init; }

    /// <summary>Gets whether signals were standardised to z-scores (ddof 1) before their covariance was estimated.</summary>
    public required bool Standardised { get; init; }

    /// <summary>Gets the tangent space of the matrices, or null for another kind.</summary>
    public TangentSpaceFit? Space { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets where the result comes from, or null before a program that read files has added it.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets a value indicating whether the mean of the tangent space, if there is one, reached its certificate.</summary>
    public bool Converged => Space?.Convergence?.Converged ?? true;

    /// <summary>The result of some of the subjects, in the order given; a tangent space stays that of all it was fitted on.</summary>
    public ConnectivityResult Select(IReadOnlyList<int> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        return this with
        {
            Subjects = [.. subjects.Select(k => Subjects[k])],
            Samples = [.. subjects.Select(k => Samples[k])],
            Connectivity = Covariance.Connectivity.Of(
                Connectivity.Kind,
                [.. subjects.Select(k => Connectivity.Matrices[k])],
                [.. subjects.Select(k => Connectivity.Shrinkages[k])]
            ),
        };
    }
}
