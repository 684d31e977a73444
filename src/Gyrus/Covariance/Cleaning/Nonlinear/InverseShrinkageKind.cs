namespace Gyrus.Covariance.Cleaning;

/// <summary>For which loss the inverse shrinkage of Ledoit and Wolf (2022) is optimal.</summary>
public enum InverseShrinkageKind
{
    /// <summary>Quadratic (QIS): the inverse Stein and the Frobenius loss. The only one that is defined for N &gt; T.</summary>
    Quadratic,

    /// <summary>Linear (LIS): Stein's loss.</summary>
    Linear,

    /// <summary>Geometric (GIS): the symmetrised Stein loss; the geometric mean of the other two.</summary>
    Geometric,
}
