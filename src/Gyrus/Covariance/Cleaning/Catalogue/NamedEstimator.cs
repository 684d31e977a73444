namespace Gyrus.Covariance.Cleaning;

/// <summary>An estimator as a user named it: an entry of the catalogue with its settings.</summary>
/// <param name="Name">The whole name, such as <c>rie-cv@released:completion</c>.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Settings">The settings, with the variant and the criterion of the name.</param>
public sealed record NamedEstimator(string Name, CatalogueEntry Entry, EstimatorSettings Settings)
{
    /// <summary>The estimator for one subject, or null where it needs the group.</summary>
    public ICovarianceEstimator? ForSubject() => Entry.Create?.Invoke(Settings);

    /// <summary>The estimator for a group, or null where each subject is fitted alone.</summary>
    public IGroupCovarianceEstimator? ForGroup() => Entry.CreateGroup?.Invoke(Settings);
}
