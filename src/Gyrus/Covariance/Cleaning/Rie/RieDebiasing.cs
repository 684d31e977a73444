namespace Gyrus.Covariance.Cleaning;

/// <summary>How the rotationally invariant estimator repairs the small eigenvalues, which its finite η biases downwards.</summary>
/// <remarks>
/// Each is a factor max(1, Γᵢ), with Γᵢ what would repair the i-th eigenvalue if the covariance were of a known kind whose
/// smallest sample eigenvalue is the one seen.
/// </remarks>
public enum RieDebiasing
{
    /// <summary>No factor.</summary>
    None,

    /// <summary>
    /// As if the covariance were σ²·I: g the Stieltjes transform of the Marchenko-Pastur law, with √(z − λ₋)·√(z − λ₊), which decays as 1/z.
    /// </summary>
    MarchenkoPastur,

    /// <summary>
    /// The same with √((z − λ₋)(z − λ₊)), as the released code has it: the wrong sheet left of the middle of the law, so the small eigenvalues are
    /// much over-corrected.
    /// </summary>
    MarchenkoPasturPrincipalRoot,

    /// <summary>
    /// As if the covariance were drawn from an inverse-Wishart law of mean I. Where the smallest eigenvalue is no smaller than
    /// white noise has it, (1 − √q)², there is no such law, and <see cref="MarchenkoPastur"/> takes its place.
    /// </summary>
    InverseWishart,
}
