namespace Gyrus.Covariance.Cleaning;

/// <summary>What the eigenvalues of an oracle bring nearest to the truth in the Frobenius norm.</summary>
public enum OracleTarget
{
    /// <summary>The covariance: ξᵢ = uᵢᵀ C uᵢ.</summary>
    Covariance,

    /// <summary>The precision: ξᵢ = 1/(uᵢᵀ C⁻¹ uᵢ).</summary>
    Precision,
}
