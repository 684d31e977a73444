namespace Gyrus.Covariance;

/// <summary>What the strength of a connection means.</summary>
public enum ConnectivityKind
{
    /// <summary>The covariance C of the signals.</summary>
    Covariance,

    /// <summary>The correlation: the covariance of the standardised signals, with a diagonal of exactly 1.</summary>
    Correlation,

    /// <summary>The precision Θ = C⁻¹.</summary>
    Precision,

    /// <summary>The correlation given all other regions, −Θᵢⱼ / √(Θᵢᵢ Θⱼⱼ), with a diagonal of exactly 1.</summary>
    PartialCorrelation,

    /// <summary>The displacement log(M^-½ C M^-½) of the covariance from the geometric mean M of a group.</summary>
    Tangent,
}
