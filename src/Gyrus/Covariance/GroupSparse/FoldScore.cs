using Gyrus.Optimization;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The score of one penalty on the left-out samples of one fold.</summary>
/// <param name="Penalty">The penalty α.</param>
/// <param name="Score">The log-likelihood on the left-out samples.</param>
/// <param name="Convergence">How the fit ended.</param>
public sealed record FoldScore(double Penalty, double Score, Convergence Convergence);
