using Gyrus.Covariance;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.Comparison;

/// <summary>The covariance and precision that samples were drawn with, on the scale of correlations (unit diagonal of C).</summary>
/// <remarks>
/// Samples are standardised by the deviations of the training, the truth by its own: the small mismatch between the two is in every distance,
/// as in Ibáñez-Berganza et al. (2023).
/// </remarks>
public sealed record KnownTruth
{
    /// <summary>Takes the truth of a covariance C and its inverse J in any units.</summary>
    /// <exception cref="ArgumentException">The shapes disagree, or a variance is not positive.</exception>
    public KnownTruth(Matrix covariance, Matrix precision)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(precision);
        Require.SameSize(covariance.Rows, precision.Rows, "a precision of as many rows as the covariance");
        Require.SameSize(covariance.Columns, precision.Columns, "a precision of as many columns as the covariance");
        Covariance = Inverse.Correlation(covariance);
        Precision = Matrix.Create(
            precision.Rows,
            precision.Rows,
            (i, j) => precision[i, j] * Math.Sqrt(covariance[i, i] * covariance[j, j])
        );
    }

    /// <summary>Gets C with unit diagonal. Shape: regions × regions.</summary>
    public Matrix Covariance { get; }

    /// <summary>Gets J = C⁻¹. Shape: regions × regions.</summary>
    public Matrix Precision { get; }
}
