using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>Limited-memory BFGS on β with the intercepts at their best at every point, for penalties that are smooth.</summary>
/// <remarks>Source: Nocedal and Wright (2006), Numerical Optimization, 2nd ed., algorithm 7.4.</remarks>
internal sealed class LimitedMemoryBfgs : ILinearSolver
{
    private const int Memory = 10;
    private const int CheckEvery = 5;

    private readonly LinearProblem _problem;
    private readonly SolverOptions _options;
    private readonly List<(double[] Move, double[] Change, double Product)> _pairs = [];
    private double _strength = double.NaN;

    public LimitedMemoryBfgs(LinearProblem problem, SolverOptions options) =>
        (_problem, _options, Point) = (problem, options, new LinearPoint(problem));

    /// <inheritdoc/>
    public LinearPoint Point { get; }

    /// <inheritdoc/>
    public double LargestStrength(CancellationToken cancellationToken) =>
        NullStrength.Of(_problem, this, cancellationToken);

    /// <inheritdoc/>
    public SolverReport Solve(double strength, double previous, CancellationToken cancellationToken)
    {
        if (_strength != strength)
        {
            _pairs.Clear();
            _strength = strength;
        }

        double target = _options.Tolerance * Point.Excess;
        double certificate = Certificate(strength);
        int iterations = 0;
        for (bool moved = true; moved && certificate > target && iterations < _options.MaxIterations; iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            moved = Advance(strength);
            bool last = !moved || iterations + 1 == _options.MaxIterations;
            certificate = last || iterations % CheckEvery == 0 ? Certificate(strength) : certificate;
        }

        FreeColumnsEnd end = FreeColumns.EndAt(_problem, Point, strength);
        return new SolverReport
        {
            Method = "limited-memory BFGS",
            Iterations = iterations,
            Objective = SmoothObjective.Value(_problem, Point, strength),
            Certificate = certificate,
            Scale = Point.Excess,
            Rank = end.Rank,
            IsSingular = end.IsSingular,
            IsRunaway = end.RunsAway,
        };
    }

    private double Certificate(double strength) => FreeColumns.Certificate(_problem, Point, strength);

    private bool Advance(double strength)
    {
        const double Enough = 1e-4;
        const int MaxHalvings = 40;
        double[] before = SmoothObjective.Gradient(_problem, Point, strength);
        double value = SmoothObjective.Value(_problem, Point, strength);
        double[] start = (double[])Point.Beta.Clone();
        double[] direction = Direction(before);
        double slope = TensorPrimitives.Dot<double>(direction, before);
        double[] end = new double[start.Length];
        double step = 1;
        for (int halving = 0; halving < MaxHalvings; halving++, step /= 2)
        {
            TensorPrimitives.MultiplyAdd(direction, step, start, end);
            if (
                Point.TryMoveTo(end)
                && SmoothObjective.Value(_problem, Point, strength)
                    <= value + (Enough * step * slope) + (1e-15 * (1 + Math.Abs(value)))
            )
            {
                Remember(start, before, SmoothObjective.Gradient(_problem, Point, strength));
                return true;
            }
        }

        Point.MoveTo(start);
        return false;
    }

    private void Remember(double[] start, double[] before, double[] after)
    {
        double[] move = new double[start.Length];
        TensorPrimitives.Subtract(Point.Beta, start, move);
        TensorPrimitives.Subtract(after, before, after);
        double product = TensorPrimitives.Dot<double>(move, after);
        if (product > 1e-12 * TensorPrimitives.SumOfSquares<double>(after))
        {
            _pairs.Add((move, after, product));
        }

        if (_pairs.Count > Memory)
        {
            _pairs.RemoveAt(0);
        }
    }

    /// <summary>−Hg by the two loops; a unit step of gradient descent, scaled, before there is a pair.</summary>
    private double[] Direction(double[] gradient)
    {
        double[] q = (double[])gradient.Clone();
        double[] alpha = new double[_pairs.Count];
        for (int k = _pairs.Count - 1; k >= 0; k--)
        {
            alpha[k] = TensorPrimitives.Dot<double>(_pairs[k].Move, q) / _pairs[k].Product;
            TensorPrimitives.MultiplyAdd(_pairs[k].Change, -alpha[k], q, q);
        }

        double scale =
            _pairs.Count > 0
                ? _pairs[^1].Product / TensorPrimitives.SumOfSquares<double>(_pairs[^1].Change)
                : 1 / Math.Max(TensorPrimitives.Norm<double>(gradient), double.Epsilon);
        TensorPrimitives.Multiply(q, scale, q);
        for (int k = 0; k < _pairs.Count; k++)
        {
            double beta = TensorPrimitives.Dot<double>(_pairs[k].Change, q) / _pairs[k].Product;
            TensorPrimitives.MultiplyAdd(_pairs[k].Move, alpha[k] - beta, q, q);
        }

        TensorPrimitives.Negate(q, q);
        return q;
    }
}
