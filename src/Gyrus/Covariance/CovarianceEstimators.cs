using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>The estimators of this library by the names that files and the command line use.</summary>
public static class CovarianceEstimators
{
    /// <summary>Gets the names: ledoit-wolf, oas, empirical and shrinkage.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ledoit-wolf", "oas", "empirical", "shrinkage"];

    /// <summary>The estimator of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="shrinkage">The weight of <c>shrinkage</c>, between 0 and 1; the others find their own.</param>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public static ICovarianceEstimator Of(string name, double shrinkage = 0.1) =>
        name switch
        {
            "ledoit-wolf" => new LedoitWolf(),
            "oas" => new Oas(),
            "empirical" => new EmpiricalCovariance(),
            "shrinkage" => new FixedShrinkage { Shrinkage = shrinkage },
            _ => throw new ArgumentException(
                Invariant($"Expected an estimator ({string.Join(", ", Names)}), but got '{name}'.")
            ),
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
            _ => estimator.GetType().Name,
        };
    }
}
