using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>Accelerated proximal gradient (FISTA) with the intercepts at their best at every point, back-tracking, steps that may grow, and restarts.</summary>
/// <remarks>
/// Sources: Beck and Teboulle (2009), SIAM J. Imaging Sci. 2:183, doi:10.1137/080716542; O'Donoghue and Candès (2015),
/// doi:10.1007/s10208-013-9150-3 (restart by the gradient).
/// </remarks>
internal sealed class ProximalGradient : ILinearSolver
{
    private const int CheckEvery = 5;

    private readonly LinearProblem _problem;
    private readonly SolverOptions _options;
    private readonly LinearPoint _ahead;
    private double _step = 1;

    public ProximalGradient(LinearProblem problem, SolverOptions options)
    {
        (_problem, _options) = (problem, options);
        (Point, _ahead) = (new LinearPoint(problem), new LinearPoint(problem));
    }

    /// <inheritdoc/>
    public LinearPoint Point { get; }

    /// <inheritdoc/>
    public double LargestStrength(CancellationToken cancellationToken) =>
        NullStrength.Of(_problem, this, cancellationToken);

    /// <inheritdoc/>
    public SolverReport Solve(double strength, double previous, CancellationToken cancellationToken)
    {
        double target = _options.Tolerance * Point.Excess;
        double gap = Certificate(strength);
        _ahead.MoveTo(Point.Beta);
        double[] last = (double[])Point.Beta.Clone();
        double inertia = 1;
        int iterations = 0;
        for (; gap > target && iterations < _options.MaxIterations; iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Point.Beta.CopyTo(last, 0);
            Descend(strength);
            double next = (1 + Math.Sqrt(1 + (4 * inertia * inertia))) / 2;
            double[] change = new double[last.Length];
            double[] pull = new double[last.Length];
            TensorPrimitives.Subtract(Point.Beta, last, change);
            TensorPrimitives.Subtract(_ahead.Beta, Point.Beta, pull);
            bool restart = TensorPrimitives.Dot<double>(pull, change) > 0;
            double momentum = restart ? 0 : (inertia - 1) / next;
            inertia = restart ? 1 : next;
            TensorPrimitives.MultiplyAdd(change, momentum, Point.Beta, change);
            if (!_ahead.TryMoveTo(change))
            {
                _ahead.MoveTo(Point.Beta);
                inertia = 1;
            }

            bool ends = iterations + 1 == _options.MaxIterations;
            gap = ends || iterations % CheckEvery == 0 ? Certificate(strength) : gap;
        }

        FreeColumnsEnd end = FreeColumns.EndAt(_problem, Point, strength);
        return new SolverReport
        {
            Method = "proximal gradient",
            Iterations = iterations,
            Objective = Point.Loss + _problem.Penalty.Value(Point.Beta, strength),
            Certificate = gap,
            Scale = Point.Excess,
            Rank = end.Rank,
            IsSingular = end.IsSingular,
            IsRunaway = end.RunsAway,
        };
    }

    private double Certificate(double strength) => FreeColumns.Certificate(_problem, Point, strength);

    /// <summary>One proximal step from the point ahead; the step is halved until the quadratic bound holds, and may grow again.</summary>
    private void Descend(double strength)
    {
        const int MaxHalvings = 60;
        double[] slope = SmoothObjective.Gradient(_problem, _ahead, strength);
        double value = SmoothObjective.Value(_problem, _ahead, strength);
        double[] end = new double[slope.Length];
        double[] move = new double[slope.Length];
        _step *= 1.5;
        for (int halving = 0; halving < MaxHalvings; halving++, _step /= 2)
        {
            Prox(slope, end, strength);
            TensorPrimitives.Subtract(end, _ahead.Beta, move);
            double bound =
                value
                + TensorPrimitives.Dot<double>(slope, move)
                + (TensorPrimitives.SumOfSquares<double>(move) / (2 * _step));
            if (
                Point.TryMoveTo(end)
                && SmoothObjective.Value(_problem, Point, strength) <= bound + (1e-15 * (1 + Math.Abs(bound)))
            )
            {
                return;
            }
        }
    }

    private void Prox(double[] slope, double[] end, double strength)
    {
        foreach (PenaltyBlock block in _problem.Penalty.Blocks)
        {
            double[] v = PenaltyBlocks.Pick(_ahead.Beta, block.Columns);
            for (int j = 0; j < v.Length; j++)
            {
                v[j] -= _step * slope[block.Columns[j]];
            }

            SparseGroupStep.Prox(v, block, strength, _step);
            for (int j = 0; j < v.Length; j++)
            {
                end[block.Columns[j]] = v[j];
            }
        }
    }
}
