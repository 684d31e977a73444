using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>The solver that a model asks for.</summary>
internal static class GlmSolvers
{
    /// <exception cref="ArgumentException">The solver does not suit the penalty or the loss.</exception>
    public static ILinearSolver Create(GeneralizedLinearModel model, LinearProblem problem) =>
        Create(
            model.Solver,
            model.Regularizer,
            new SolverOptions(model.Tolerance, model.MaxIterations, model.Seed),
            problem
        );

    /// <exception cref="ArgumentException">The solver does not suit the penalty or the loss.</exception>
    public static ILinearSolver Create(
        GlmSolver? solver,
        Regularizer regularizer,
        SolverOptions options,
        LinearProblem problem
    )
    {
        bool sparse = problem.Penalty.IsSparse;
        return solver switch
        {
            GlmSolver.NewtonCholesky or GlmSolver.Lbfgs when sparse => throw new ArgumentException(
                Invariant(
                    $"{solver} is for no penalty and for ridge; {regularizer.GetType().Name} needs a proximal method."
                )
            ),
            GlmSolver.ProximalGradient or GlmSolver.Lbfgs or GlmSolver.ProximalSvrg when !problem.Datafit.IsConvex =>
                throw new ArgumentException(
                    Invariant(
                        $"{solver} is for losses that are convex; this family and link need {GlmSolver.ProximalNewton}."
                    )
                ),
            GlmSolver.ProximalSvrg when problem.Datafit.Segments > 1 => throw new ArgumentException(
                Invariant($"{solver} takes one neuron at a time, and no classes; use {GlmSolver.ProximalNewton}.")
            ),
            GlmSolver.ProximalSvrg => new ProximalSvrg(problem, options),
            GlmSolver.ProximalGradient => new ProximalGradient(problem, options),
            GlmSolver.Lbfgs => new LimitedMemoryBfgs(problem, options),
            _ => problem.Datafit.Raised(1) is null
                ? new ProximalNewton(problem, options)
                : new EdgeContinuation(problem, options),
        };
    }
}
