using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The graphical lasso as a cleaned covariance: J minimises tr(EJ) − ln det J + α Σ_{i≠j}|Jᵢⱼ|, C = J⁻¹.</summary>
/// <remarks>
/// <para>
/// α is per sample, on the scale of the covariance. Eq. 2 of Ibáñez-Berganza et al. (2023), arXiv:2302.02951, penalises the likelihood of all T samples: its α_L is α·T.
/// </para>
/// <para>E is of the centred samples. Defined for any T and rank as α &gt; 0. The solver and its certificate are those of <see cref="GraphicalLasso"/>.</para>
/// </remarks>
public sealed record SparsePrecision : CleaningEstimator
{
    /// <summary>Gets the penalty α. Positive.</summary>
    public required double Penalty
    {
        get;
        init => field = Require.Positive(value, nameof(Penalty));
    }

    /// <summary>Gets the duality gap at which the fit stops. Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <inheritdoc/>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        PrecisionFit fit = new GraphicalLasso { Penalty = Penalty, Tolerance = Tolerance }.Fit(
            SampleCovariance.OfSignals(signals.Signals)
        );
        return new CovarianceFit
        {
            Covariance = SampleCovariance.Of(fit.Covariance, signals.Samples),
            Precision = fit.Precision,
            Choice = new HyperParameterChoice { Name = SparsePrecisionFamily.Penalty, Value = Penalty },
            Convergence = fit.Convergence,
            Warnings = fit.Warnings,
        };
    }
}
