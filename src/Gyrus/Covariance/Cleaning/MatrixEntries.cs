namespace Gyrus.Covariance.Cleaning;

/// <summary>The entries of a symmetric matrix that a sum runs over.</summary>
public enum MatrixEntries
{
    /// <summary>All i and j: the distance that the paper's published values are.</summary>
    All,

    /// <summary>i ≤ j: the distance as its equation 6 is printed.</summary>
    Upper,

    /// <summary>i &lt; j.</summary>
    OffDiagonal,
}
