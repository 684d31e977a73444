using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>The solver that a model asks for.</summary>
internal static class GlmSolvers
{
    /// <exception cref="ArgumentException">The solver does not suit the penalty or the loss.</exception>
    public static ILinearSolver Create(GeneralizedLinearModel model, LinearProblem problem)
    {
        var options = new SolverOptions(model.Tolerance, model.MaxIterations);
        bool sparse = problem.Penalty.IsSparse;
        return model.Solver switch
        {
            GlmSolver.NewtonCholesky or GlmSolver.Lbfgs when sparse => throw new ArgumentException(
                Invariant(
                    $"{model.Solver} is for no penalty and for ridge; {model.Regularizer.GetType().Name} needs a proximal method."
                )
            ),
            GlmSolver.ProximalGradient or GlmSolver.Lbfgs when !problem.Datafit.IsConvex => throw new ArgumentException(
                Invariant(
                    $"{model.Solver} is for losses that are convex; this family and link need {GlmSolver.ProximalNewton}."
                )
            ),
            GlmSolver.ProximalGradient => new ProximalGradient(problem, options),
            GlmSolver.Lbfgs => new LimitedMemoryBfgs(problem, options),
            _ => new ProximalNewton(problem, options),
        };
    }
}
