namespace Gyrus.Covariance.GroupSparse;

/// <summary>How good precisions are on covariances: fit, objective, and how far from the optimum at most.</summary>
public sealed record GroupSparseScore
{
    /// <summary>Gets Σ_k w_k[log det Ω_k − ⟨S_k, Ω_k⟩], without constants.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Gets the objective α·Σ_{i≠j}‖Ω_ij‖ − log-likelihood.</summary>
    public required double Objective { get; init; }

    /// <summary>Gets a value that the optimum cannot be below: p + Σ_k w_k log det B_k at a feasible dual point B.</summary>
    public required double DualBound { get; init; }

    /// <summary>Gets the duality gap, objective − dual bound: objective − optimum is at most this. Never negative.</summary>
    public double DualityGap => Math.Max(0, Objective - DualBound);
}
