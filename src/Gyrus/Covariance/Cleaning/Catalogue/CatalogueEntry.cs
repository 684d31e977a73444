namespace Gyrus.Covariance.Cleaning;

/// <summary>One estimator of the catalogue: its name, what it is, where it comes from, and how it is made.</summary>
public sealed record CatalogueEntry
{
    /// <summary>Gets the name that files and the command line use, such as <c>rie-cv</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the title that tables and figures print.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what it does, in one sentence for a user who has to choose.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the source: authors, year, journal, DOI or arXiv number.</summary>
    public required string Source { get; init; }

    /// <summary>Gets whether the settings' criterion and folds matter: a search by cross-validation.</summary>
    public bool Searches { get; init; }

    /// <summary>Gets the variants that differ from each other; always with <see cref="EstimatorVariant.Right"/>.</summary>
    public IReadOnlyList<EstimatorVariant> Variants { get; init; } = [EstimatorVariant.Right];

    /// <summary>Gets whether a fit takes tenths of a second and more, not milliseconds, at 116 regions.</summary>
    public bool Slow { get; init; }

    /// <summary>Gets the estimator of some settings, one subject at a time; null for one that needs the group.</summary>
    public Func<EstimatorSettings, ICovarianceEstimator>? Create { get; init; }

    /// <summary>Gets the estimator of some settings that needs all subjects at once; null for others.</summary>
    public Func<EstimatorSettings, IGroupCovarianceEstimator>? CreateGroup { get; init; }
}
