using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>One fit of a path in one fold.</summary>
internal sealed record PathFit(IReadOnlyList<Matrix> Precisions, double Score, Convergence Convergence);
