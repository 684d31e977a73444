namespace Gyrus.Covariance.Cleaning;

/// <summary>Which matrix has the Dirichlet eigenvalues.</summary>
public enum DirichletSide
{
    /// <summary>The precision J; C = J⁻¹ is then rescaled to a unit diagonal. What the released program does, and the published values are of.</summary>
    Precision,

    /// <summary>The covariance C, not rescaled: what the text of the paper says.</summary>
    Covariance,
}
