namespace Gyrus.Optimization;

/// <summary>When a solver stops.</summary>
/// <param name="Tolerance">The certificate, relative to the null model's excess loss.</param>
/// <param name="MaxIterations">The most iterations.</param>
/// <param name="Seed">The seed of a stochastic solver.</param>
internal readonly record struct SolverOptions(double Tolerance, int MaxIterations, ulong Seed = 0);
