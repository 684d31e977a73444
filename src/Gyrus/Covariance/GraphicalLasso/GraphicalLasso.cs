using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>Sparse precision by the graphical lasso: minimises tr(SΘ) − log det Θ + λ·Σ_{i≠j}|Θ_ij| over Θ ≻ 0.</summary>
/// <remarks>
/// <para>The sum runs over ordered pairs and the diagonal is not penalised. λ is on the scale of the covariance (at most 1 for correlations).</para>
/// <para>
/// Certificate: the duality gap at a feasible dual point, so objective − optimum is at most that; it is never negative. An iteration is a
/// sweep over all rows, or one step of ADMM. The covariance of the fit is the inverse of the precision.
/// </para>
/// <para>
/// Sources: Friedman, Hastie and Tibshirani (2008), Biostatistics 9:432, doi:10.1093/biostatistics/kxm045 (problem); docs/methods/graphical-lasso.md.
/// </para>
/// </remarks>
public sealed record GraphicalLasso
{
    /// <summary>Gets the penalty λ. At least 0; 0 gives the inverse covariance, where it exists.</summary>
    public required double Penalty
    {
        get;
        init => field = Require.NotNegative(value, nameof(Penalty));
    }

    /// <summary>Gets the duality gap at which the fit stops, absolute. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>Gets the most iterations. At least 1; 5000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 5000;

    /// <summary>Gets a precision to start from, such as the fit at another penalty; null for diag(1/S_ii). The optimum does not depend on it.</summary>
    public Matrix? Start { get; init; }

    /// <summary>Fits the precision of one subject.</summary>
    /// <exception cref="ArgumentException">An entry is not finite, a region is dead, or the start does not fit.</exception>
    /// <exception cref="NotPositiveDefiniteException">The penalty is 0 and the covariance is singular, or the start is not positive definite.</exception>
    public PrecisionFit Fit(SampleCovariance sample, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var group = new GroupSparseCovariance
        {
            Alpha = Penalty,
            Tolerance = Tolerance,
            MaxIterations = MaxIterations,
            Start = Start is null ? GroupSparseStart.Diagonal : GroupSparseStart.From([Start]),
        };
        GroupPrecisionFit fit = group.Fit([sample], cancellationToken);
        Matrix covariance = fit.Precisions[0].Copy();
        int pivot = LinearAlgebra.Current.Cholesky(covariance.Values, covariance.Rows);
        if (pivot >= 0)
        {
            throw new NotPositiveDefiniteException(
                Invariant($"The fitted precision lost positive definiteness at pivot {pivot}.")
            );
        }

        LinearAlgebra.Current.CholeskyInverse(covariance.Values, covariance.Rows);
        return new PrecisionFit
        {
            Precision = fit.Precisions[0],
            Covariance = covariance,
            Convergence = fit.Convergence,
            Warnings = [.. fit.Warnings.Select(w => w.Replace("Alpha", "Penalty", StringComparison.Ordinal))],
        };
    }
}
