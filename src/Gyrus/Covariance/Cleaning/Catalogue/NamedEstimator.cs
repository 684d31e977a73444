using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>An estimator as a user named it: an entry of the catalogue with its settings.</summary>
/// <param name="Name">The whole name, such as <c>rie-cv@released:completion</c>.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Settings">The settings, with the variant and the criterion of the name.</param>
public sealed record NamedEstimator(string Name, CatalogueEntry Entry, EstimatorSettings Settings)
    : ICovarianceEstimator
{
    /// <summary>The estimator for one subject, or null where it needs the group.</summary>
    public ICovarianceEstimator? ForSubject() => Entry.Create?.Invoke(Settings);

    /// <summary>The estimator for a group, or null where each subject is fitted alone.</summary>
    public IGroupCovarianceEstimator? ForGroup() => Entry.CreateGroup?.Invoke(Settings);

    /// <inheritdoc/>
    /// <remarks>The signals are standardised first, and the matrices given back in the signals' units.</remarks>
    /// <exception cref="ArgumentException">The estimator needs the group.</exception>
    /// <exception cref="EstimatorUndefinedException">The estimator has no value on these data; the message says why.</exception>
    public CovarianceFit Fit(Matrix signals) =>
        ForSubject() is { } estimator
            ? new StandardisedEstimator { Estimator = estimator }.Fit(signals)
            : throw new ArgumentException($"{Name} estimates all subjects at once, not one alone.");
}
