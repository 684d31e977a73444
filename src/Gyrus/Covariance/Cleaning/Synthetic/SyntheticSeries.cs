using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Samples with the covariance that they were drawn with.</summary>
public sealed record SyntheticSeries
{
    /// <summary>Gets the covariance C. Shape: regions × regions.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>Gets the precision J = C⁻¹. Shape: regions × regions.</summary>
    public required Matrix Precision { get; init; }

    /// <summary>Gets the samples; neither centred nor standardised. Shape: samples × regions.</summary>
    public required Matrix Samples { get; init; }
}
