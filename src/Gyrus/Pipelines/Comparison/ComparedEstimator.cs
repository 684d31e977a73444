using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.Comparison;

/// <summary>One row of a comparison: an estimator, or a bound that only the truth gives.</summary>
/// <param name="Name">The name that rows use.</param>
/// <param name="Title">What tables and figures print.</param>
/// <param name="Estimator">The estimator, or null for a bound.</param>
public sealed record ComparedEstimator(string Name, string Title, NamedEstimator? Estimator)
{
    /// <summary>The name of the row that scores the true covariance itself.</summary>
    public const string Truth = "truth";

    /// <summary>The name of the row of the best rotation-invariant C: the sample's eigenvectors with ξᵢ = uᵢᵀCuᵢ.</summary>
    public const string InvariantOracle = "ri-oracle";

    /// <summary>The name of the row of the best rotation-invariant J: ξᵢ = 1/(uᵢᵀJuᵢ).</summary>
    public const string InvariantPrecisionOracle = "ri-oracle-precision";

    internal static IReadOnlyList<ComparedEstimator> Bounds { get; } =
    [
        new(Truth, "True covariance", null),
        new(InvariantOracle, "Rotation-invariant bound for C", null),
        new(InvariantPrecisionOracle, "Rotation-invariant bound for J", null),
    ];

    internal static ComparedEstimator Of(NamedEstimator named) => new(named.Name, TitleOf(named), named);

    private static string TitleOf(NamedEstimator named) =>
        named.Name == named.Entry.Name
            ? named.Entry.Title
            : $"{named.Entry.Title} [{named.Name[named.Entry.Name.Length..].TrimStart('@', ':')}]";
}
