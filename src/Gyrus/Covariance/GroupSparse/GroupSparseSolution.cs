using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>What a solver found.</summary>
internal sealed record GroupSparseSolution
{
    public required IReadOnlyList<Matrix> Precisions { get; init; }

    public required Convergence Convergence { get; init; }

    /// <summary>Gets a lower bound of the optimum.</summary>
    public required double DualBound { get; init; }

    /// <summary>Gets the certified gap: objective − <see cref="DualBound"/>, whatever rule ended the fit.</summary>
    public required double Gap { get; init; }
}
