namespace Gyrus.Covariance.Cleaning;

/// <summary>Which form of a published method: the right one, or what its paper or its program says where they differ.</summary>
public enum EstimatorVariant
{
    /// <summary>As is right: mistakes of text and program put straight. The default.</summary>
    Right,

    /// <summary>As the text of Ibáñez-Berganza et al. (2023) says.</summary>
    Printed,

    /// <summary>As the program released with that paper computes.</summary>
    Released,
}
