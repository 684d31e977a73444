namespace Gyrus.Optimization;

/// <summary>A method that minimises a <see cref="LinearProblem"/> at one strength after another, keeping its place.</summary>
internal interface ILinearSolver
{
    /// <summary>Gets where the solver stands.</summary>
    LinearPoint Point { get; }

    /// <summary>The smallest strength at which every block with a norm is zero.</summary>
    double LargestStrength(CancellationToken cancellationToken);

    /// <summary>Minimises at a strength, from where the solver stands.</summary>
    /// <param name="strength">λ.</param>
    /// <param name="previous">The strength that the solver comes from; λ itself without one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    SolverReport Solve(double strength, double previous, CancellationToken cancellationToken);
}
