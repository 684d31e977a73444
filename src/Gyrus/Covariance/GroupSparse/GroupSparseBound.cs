namespace Gyrus.Covariance.GroupSparse;

/// <summary>What the certificate says of one iterate.</summary>
/// <param name="IsPositiveDefinite">Whether every Ω_k is; if not, the objective is +∞.</param>
/// <param name="LogLikelihood">Σ_k w_k[log det Ω_k − ⟨S_k, Ω_k⟩], without constants.</param>
/// <param name="Objective">α·Σ‖Ω_ij‖ − log-likelihood.</param>
/// <param name="Dual">The largest dual value seen so far: a lower bound of the optimum.</param>
internal readonly record struct GroupSparseBound(
    bool IsPositiveDefinite,
    double LogLikelihood,
    double Objective,
    double Dual
)
{
    /// <summary>Gets objective − dual, at least 0: rounding (about 1e-15 of the objective) may make the difference negative.</summary>
    public double Gap => Math.Max(0, Objective - Dual);
}
