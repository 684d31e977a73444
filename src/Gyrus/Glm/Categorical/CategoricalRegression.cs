using Gyrus.Numerics;

namespace Gyrus.Glm.Categorical;

/// <summary>
/// Softmax (multinomial) regression: which of K classes, given features. Minimises the weighted mean of log Σ_k exp η_ik − η_i,y(i) plus
/// Ω(B), η_k = offset_k + XB_k + b_k.
/// </summary>
/// <remarks>
/// <para>
/// Every class has coefficients of its own; there is no reference class, so no class is special to a penalty. Adding the same vector to all
/// classes changes no probability: a ridge or group penalty leaves coefficients that sum to 0 over classes, without a penalty the answer of least norm does,
/// and intercepts sum to 0. Under a lasso the sums need not be 0, nor unique.
/// </para>
/// <para>
/// A penalty on columns is one on the coefficients of all classes: a group of p columns has pK coefficients that vanish together, with the
/// weight √(pK). Groups and weights are those of the columns of the design.
/// </para>
/// <para>Certificate: the duality gap relative to the loss of the best constants; the dual point is a set of probabilities, hence an entropy.</para>
/// <para>Source: Hastie, Tibshirani and Wainwright (2015), Statistical Learning with Sparsity, §3.3.</para>
/// </remarks>
public sealed record CategoricalRegression
{
    /// <summary>Gets the penalty: none, ridge, lasso, elastic net, or of groups; not an adaptive or concave one.</summary>
    public required Regularizer Regularizer { get; init; }

    /// <summary>Gets the relative duality gap at which a fit stops. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>Gets the most iterations of a fit. At least 1; 500.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 500;

    /// <summary>Gets the method, or null for proximal Newton on the curvature of all classes together.</summary>
    public GlmSolver? Solver { get; init; }

    /// <summary>The fit of the classes.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, a label is not one of the classes, a class has no sample, or the penalty is adaptive or concave.</exception>
    public CategoricalFit Fit(CategoricalData data, CancellationToken cancellationToken = default) =>
        new CategoricalSession(data, this, cancellationToken).Fit(Regularizer.Strength, Regularizer.Strength);
}
