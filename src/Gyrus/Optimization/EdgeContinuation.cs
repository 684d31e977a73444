namespace Gyrus.Optimization;

/// <summary>Minimises where the least loss may lie on the edge of the loss's domain, which no step from the inside reaches.</summary>
/// <remarks>
/// <para>
/// <see cref="ProximalNewton"/> first. Where it does not converge, responses are raised by μ (<see cref="Datafit.Raised"/>), which keeps the optimum inside, and μ falls
/// tenfold, each solve warm. The slopes of a raised problem are feasible for the dual of the problem itself, and the gap there is about μ: the certificate is
/// that gap, so nothing is taken on trust.
/// </para>
/// <para>Source: Boyd and Vandenberghe (2004), Convex Optimization, §11.3 (the barrier method; −μ log η is its barrier here).</para>
/// </remarks>
internal sealed class EdgeContinuation(LinearProblem problem, SolverOptions options) : ILinearSolver
{
    private const double Fall = 0.1;
    private const double Least = 1e-14;

    private readonly ProximalNewton _inside = new(problem, options);
    private ProximalNewton? _raised;

    /// <inheritdoc/>
    public LinearPoint Point => (_raised ?? _inside).Point;

    /// <inheritdoc/>
    public double LargestStrength(CancellationToken cancellationToken) =>
        NullStrength.Of(problem, this, cancellationToken);

    /// <inheritdoc/>
    public SolverReport Solve(double strength, double previous, CancellationToken cancellationToken)
    {
        _raised = null;
        SolverReport report = _inside.Solve(strength, previous, cancellationToken);
        double target = options.Tolerance * report.Scale;
        int iterations = report.Iterations;
        for (double rise = 1; !(report.Certificate <= target) && rise > Least; rise *= Fall)
        {
            SolverReport last = Raise(rise).Solve(strength, strength, cancellationToken);
            iterations += last.Iterations;
            double certificate = Gap(strength);
            if (double.IsFinite(certificate))
            {
                report = last with
                {
                    Method = "proximal Newton with a barrier",
                    Iterations = iterations,
                    Objective = problem.Datafit.Value(Point.Eta) + problem.Penalty.Value(Point.Beta, strength),
                    Certificate = certificate,
                    Scale = report.Scale,
                };
            }
        }

        return report;
    }

    /// <summary>The solver of the problem with raised responses, at the last one's place where that is possible.</summary>
    private ProximalNewton Raise(double rise)
    {
        LinearPoint? from = _raised?.Point;
        var raised = new LinearProblem
        {
            Design = problem.Design,
            Datafit = problem.Datafit.Raised(rise)!,
            Penalty = problem.Penalty,
            Offset = problem.Offset,
            StartIntercepts = problem.StartIntercepts,
        };

        // The gap that ends the whole is made of μ and of what a solve leaves.
        _raised = new ProximalNewton(raised, options with { Tolerance = Fall * options.Tolerance });
        if (from is not null)
        {
            from.Intercepts.CopyTo(_raised.Point.Intercepts, 0);
            _raised.Point.MoveTo(from.Beta);
        }

        return _raised;
    }

    /// <summary>The gap with the slopes of the raised problem as the dual point, or with the dual point that ended it: near an edge slopes change much with little.</summary>
    private double Gap(double strength)
    {
        LinearProblem near = _raised!.Problem;
        return Math.Min(
            FreeColumns.Certificate(problem, Point, strength, (double[])Point.Slopes.Clone(), near),
            FreeColumns.Certificate(problem, Point, strength, (double[])_raised.Dual.Clone(), near)
        );
    }
}
