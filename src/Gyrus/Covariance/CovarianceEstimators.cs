using Gyrus.Covariance.Cleaning;
using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>The estimators of one subject's covariance by the names that files and the command line use.</summary>
/// <remarks>
/// Four take the signals as they are: ledoit-wolf, oas, empirical, shrinkage. All other names are those of <see cref="EstimatorCatalogue"/>,
/// with variant and criterion, and standardise the signals first.
/// </remarks>
public static class CovarianceEstimators
{
    private static readonly string[] AsGiven = ["ledoit-wolf", "oas", "empirical", "shrinkage"];

    /// <summary>Gets the names: ledoit-wolf, oas, empirical and shrinkage, then those of the catalogue that need no group.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. AsGiven, .. EstimatorCatalogue.All.Where(e => e.Create is not null).Select(e => e.Name).Except(AsGiven)];

    /// <summary>The estimator of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>, with a variant and a criterion where the catalogue knows them.</param>
    /// <param name="shrinkage">The weight of <c>shrinkage</c>, between 0 and 1; the others find their own.</param>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public static ICovarianceEstimator Of(string name, double shrinkage = 0.1) =>
        name switch
        {
            "ledoit-wolf" => new LedoitWolf(),
            "oas" => new Oas(),
            "empirical" => new EmpiricalCovariance(),
            "shrinkage" => new FixedShrinkage { Shrinkage = shrinkage },
            _ => OfCatalogue(name),
        };

    /// <summary>The name of an estimator; that of its type when it is none of ours.</summary>
    public static string NameOf(ICovarianceEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return estimator switch
        {
            LedoitWolf => "ledoit-wolf",
            Oas => "oas",
            EmpiricalCovariance => "empirical",
            FixedShrinkage => "shrinkage",
            NamedEstimator named => named.Name,
            _ => estimator.GetType().Name,
        };
    }

    private static NamedEstimator OfCatalogue(string name)
    {
        if (!EstimatorCatalogue.All.Any(e => name.Split('@', ':')[0] == e.Name))
        {
            throw new ArgumentException(
                Invariant($"Expected an estimator, but got '{name}'; there are {string.Join(", ", Names)}.")
            );
        }

        NamedEstimator named = EstimatorCatalogue.Parse(name);
        return named.Entry.Create is null
            ? throw new ArgumentException($"{name} estimates all subjects at once: use it with 'gyrus clean'.")
            : named;
    }
}
