using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.Comparison;

/// <summary>How far an estimate is from a truth that is known: relative distances Σ|A − B|/Σ|A| and Frobenius norms.</summary>
/// <remarks>The distances of J are null where the estimate has no inverse.</remarks>
public sealed record TruthDistances
{
    /// <summary>Gets the distance of C over all entries.</summary>
    public required double Covariance { get; init; }

    /// <summary>Gets the distance of C over i ≤ j.</summary>
    public required double CovarianceUpper { get; init; }

    /// <summary>Gets the distance of C over i &lt; j.</summary>
    public required double CovarianceOff { get; init; }

    /// <summary>Gets ‖C − Ĉ‖ in the Frobenius norm.</summary>
    public required double CovarianceFrobenius { get; init; }

    /// <summary>Gets the distance of J over all entries: the published values are of this kind.</summary>
    public required double? Precision { get; init; }

    /// <summary>Gets the distance of J over i ≤ j, as the paper's equation 6 is printed.</summary>
    public required double? PrecisionUpper { get; init; }

    /// <summary>Gets the distance of J over i &lt; j.</summary>
    public required double? PrecisionOff { get; init; }

    /// <summary>Gets ‖J − Ĵ‖ in the Frobenius norm.</summary>
    public required double? PrecisionFrobenius { get; init; }

    internal static TruthDistances Of(KnownTruth truth, Matrix covariance, Matrix? precision)
    {
        double? OfPrecision(MatrixEntries entries) =>
            precision is null ? null : Criteria.Distance(truth.Precision, precision, entries);

        return new TruthDistances
        {
            Covariance = Criteria.Distance(truth.Covariance, covariance),
            CovarianceUpper = Criteria.Distance(truth.Covariance, covariance, MatrixEntries.Upper),
            CovarianceOff = Criteria.Distance(truth.Covariance, covariance, MatrixEntries.OffDiagonal),
            CovarianceFrobenius = Criteria.Frobenius(truth.Covariance, covariance),
            Precision = OfPrecision(MatrixEntries.All),
            PrecisionUpper = OfPrecision(MatrixEntries.Upper),
            PrecisionOff = OfPrecision(MatrixEntries.OffDiagonal),
            PrecisionFrobenius = precision is null ? null : Criteria.Frobenius(truth.Precision, precision),
        };
    }
}
