using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>
/// Proximal Newton in the space of coefficients: a quadratic model of the loss on a working set of blocks, minimised
/// with the penalty by exact block steps; then a step on the true objective. The state is kept from strength to strength.
/// </summary>
/// <remarks>
/// The curvature is only a preconditioner: the gradient, the step and the certificate are exact. It is kept, across strengths too, while the
/// gap falls to less than 0.3 of its last value or the iterations that are left cost less than a new one. The gradient is kept exact on the
/// working set; elsewhere it is that of the last dual point, until a certificate asks for all of it.
/// </remarks>
internal sealed class ProximalNewton : ILinearSolver
{
    private const double GoodFall = 0.3;
    private const double SmoothFall = 1e-3;
    private const int MaxStalls = 4;
    private const double Soon = 0.8;
    private const double InnerTolerance = 1e-9;

    private readonly LinearProblem _problem;
    private readonly SolverOptions _options;
    private readonly bool[] _working;
    private readonly bool[] _exact;
    private readonly double[] _dual;
    private QuadraticModel? _model;
    private BlockDescent? _descent;
    private double _descentStrength = double.NaN;
    private bool _fresh;
    private int _curvatures;
    private int _sweeps;

    public ProximalNewton(LinearProblem problem, SolverOptions options)
    {
        (_problem, _options) = (problem, options);
        Point = new LinearPoint(problem);
        _working = Array.ConvertAll(problem.Penalty.Blocks, static b => b.IsSmooth);
        _exact = Array.ConvertAll(_working, static _ => true);
        _dual = new double[problem.Datafit.Samples];
        Scale = Point.Excess;
    }

    /// <summary>Gets where the solver stands.</summary>
    public LinearPoint Point { get; }

    /// <summary>Gets the excess loss of the null model over an exact fit, which gaps are relative to.</summary>
    public double Scale { get; }

    /// <summary>Gets the iterations that the last strength took.</summary>
    public int LastIterations { get; private set; }

    public LinearProblem Problem => _problem;

    /// <inheritdoc/>
    public double LargestStrength(CancellationToken cancellationToken) =>
        NullStrength.Of(_problem, this, cancellationToken);

    /// <inheritdoc/>
    public SolverReport Solve(double strength, double previous, CancellationToken cancellationToken)
    {
        Screen((2 * strength) - Math.Max(previous, strength), strength);
        double target = _options.Tolerance * Scale;
        if (!_problem.Datafit.IsConvex)
        {
            return SolveByDecrement(strength, target, cancellationToken);
        }

        double gap = _exact.Contains(false) ? double.PositiveInfinity : Certificate(strength);
        double measure = gap;
        double best = measure;
        int iterations = 0;
        int stalls = 0;
        bool rebuild = false;
        while (!(gap <= target) && iterations < _options.MaxIterations && stalls < MaxStalls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            iterations++;
            Screen(strength, strength);
            Prepare(strength, rebuild);
            double[] beta = Descend(strength, target);
            bool moved = Advance(beta, strength) > 0;
            double last = measure;
            (gap, measure) = Certify(strength, target);
            stalls = measure < 0.9 * best || !_fresh ? 0 : stalls + 1;
            rebuild = !moved || IsWorthBuilding(measure / last, measure / target);
            best = Math.Min(best, measure);
        }

        LastIterations = iterations;
        return Report(strength, double.IsFinite(gap) ? gap : Certificate(strength), iterations);
    }

    /// <summary>What a curvature of some columns costs, in iterations.</summary>
    /// <remarks>A sample costs size²/2 multiplications, against two products on the columns and some fifty passes of what goes through memory.</remarks>
    public static double BuildCost(int size) => 0.5 * size * size / (200 + (4.0 * size));

    /// <summary>Whether the rate of the last iteration is poor, and the iterations that are left at it cost more than a new curvature.</summary>
    private bool IsWorthBuilding(double fall, double left)
    {
        if (!_problem.Penalty.IsSparse)
        {
            return !(fall <= SmoothFall);
        }

        double iterations = fall < 1 ? Math.Log(Math.Max(left, 1)) / -Math.Log(fall) : double.PositiveInfinity;
        return !(fall <= GoodFall) && iterations > BuildCost(_model!.Size);
    }

    /// <summary>The blocks of the working set and those whose gradient exceeds a threshold, or soon will.</summary>
    /// <param name="threshold">The strength.</param>
    /// <param name="strength">The strength of the quadratic part of the penalty.</param>
    /// <param name="grows">Whether one exceeds it that is not in the working set.</param>
    public bool[] Wanted(double threshold, double strength, out bool grows)
    {
        double[] norms = Norms(strength);
        bool[] wanted = (bool[])_working.Clone();
        grows = false;
        for (int b = 0; b < wanted.Length; b++)
        {
            grows |= !_working[b] && norms[b] > threshold;
            wanted[b] |= norms[b] > Soon * threshold;
        }

        return wanted;
    }

    /// <summary>Gives a curvature to go on with, and makes its blocks the working set, which they hold.</summary>
    public void Take(QuadraticModel model, bool[] blocks)
    {
        blocks.CopyTo(_working, 0);
        MakeExact(_working);
        (_model, _descentStrength) = (model, double.NaN);
    }

    /// <summary>Adds the blocks whose gradient exceeds a threshold.</summary>
    /// <remarks>A larger working set needs a new curvature: blocks that will soon be in it come in with the same one.</remarks>
    private void Screen(double threshold, double strength)
    {
        bool[] wanted = Wanted(threshold, strength, out bool grows);
        if (grows)
        {
            wanted.CopyTo(_working, 0);
        }

        MakeExact(_working);
    }

    /// <summary>The dual norm of each block at the gradient at hand; infinite where coefficients are not zero.</summary>
    private double[] Norms(double strength)
    {
        double[] s = (double[])Point.Gradient.Clone();
        _problem.Penalty.AddQuadratic(Point.Beta, strength, s);
        return Array.ConvertAll(
            _problem.Penalty.Blocks,
            b =>
                b.IsSmooth ? 0
                : Array.Exists(b.Columns, j => Point.Beta[j] != 0) ? double.PositiveInfinity
                : b.DualNorm(PenaltyBlocks.Pick(s, b.Columns))
        );
    }

    /// <summary>Computes the gradient of these blocks where it is not that of the point.</summary>
    private void MakeExact(bool[] blocks)
    {
        bool[] stale = [.. blocks.Select((wanted, b) => wanted && !_exact[b])];
        if (stale.Contains(true))
        {
            Point.Differentiate(Point.Slopes, ColumnsOf(stale));
            Mark(stale, true);
        }
    }

    private void Mark(bool[] blocks, bool exact)
    {
        for (int b = 0; b < blocks.Length; b++)
        {
            _exact[b] = blocks[b] ? exact : _exact[b];
        }
    }

    private bool[] ColumnsOf(bool[] blocks)
    {
        bool[] columns = new bool[_problem.Design.Columns];
        for (int b = 0; b < blocks.Length; b++)
        {
            foreach (int j in blocks[b] ? _problem.Penalty.Blocks[b].Columns : [])
            {
                columns[j] = true;
            }
        }

        return columns;
    }

    private void Prepare(double strength, bool rebuild)
    {
        PenaltyBlock[] blocks = [.. _problem.Penalty.Blocks.Where((_, b) => _working[b])];
        _fresh = rebuild || _model is null || _model.Blocks.Length != blocks.Length;
        if (_fresh)
        {
            _model = new QuadraticModel(_problem, Point, blocks);
            _curvatures++;
        }

        if (_fresh || (_descentStrength != strength))
        {
            _descent = new BlockDescent(_model!, strength);
            _descentStrength = strength;
        }
    }

    /// <summary>
    /// Where the loss is not convex in η there is no useful dual. The certificate is then the decrease that a model with the expected
    /// curvature promises: zero exactly at stationary points, and the Newton decrement where nothing is penalised.
    /// </summary>
    private SolverReport SolveByDecrement(double strength, double target, CancellationToken cancellationToken)
    {
        double decrement = double.PositiveInfinity;
        int iterations = 0;
        for (; iterations <= _options.MaxIterations; iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Screen(strength, strength);
            Prepare(strength, rebuild: true);
            double[] end = Descend(strength, target);
            decrement = Math.Max(Predicted(end, strength), 0);
            if (decrement <= target || iterations == _options.MaxIterations || Advance(end, strength) == 0)
            {
                break;
            }
        }

        return Report(strength, decrement, iterations);
    }

    /// <summary>The β at which the model plus the penalty is least.</summary>
    private double[] Descend(double strength, double target)
    {
        int[] columns = _model!.Columns.ToArray();
        int before = _descent!.Sweeps;
        _descent.Run(
            PenaltyBlocks.Pick(Point.Beta, columns),
            PenaltyBlocks.Pick(Point.Gradient, columns),
            InnerTolerance * target
        );
        _sweeps += _descent.Sweeps - before;
        double[] end = (double[])Point.Beta.Clone();
        for (int j = 0; j < columns.Length; j++)
        {
            end[columns[j]] = _descent.Coefficients[j];
        }

        return end;
    }

    /// <summary>The decrease that the slope of the loss and the penalty promise on the way to β; at least the model's decrease.</summary>
    private double Predicted(double[] end, double strength)
    {
        double[] direction = new double[end.Length];
        TensorPrimitives.Subtract(end, Point.Beta, direction);
        return _problem.Penalty.Value(Point.Beta, strength)
            - _problem.Penalty.Value(end, strength)
            - TensorPrimitives.Dot<double>(Point.Gradient, direction);
    }

    /// <summary>Steps towards β on the true objective and keeps the dual point that the model predicts.</summary>
    private double Advance(double[] end, double strength)
    {
        double predicted = Math.Max(Predicted(end, strength), 0);
        double[] direction = new double[end.Length];
        TensorPrimitives.Subtract(end, Point.Beta, direction);
        double[] d = PenaltyBlocks.Pick(direction, _model!.Columns.ToArray());
        Point.Slopes.CopyTo(_dual, 0);
        double step = Point.Step(direction, _model.InterceptsOf(d), predicted, strength);
        if (step == 1)
        {
            end.CopyTo(Point.Beta, 0);
        }

        _model.AddSlopes(Point.LastMove, _dual);
        if (_problem.Datafit.IsConvex)
        {
            Point.Refresh(ColumnsOf(_working));
            _working.CopyTo(_exact, 0);
        }
        else
        {
            Point.Refresh();
        }

        return step;
    }

    /// <summary>
    /// The gap, or +∞ where it is known to be above the target, and a measure of progress: the gap of the problem on the blocks whose gradient is
    /// exact. The gradient of the others, which costs most, is computed only where the gap can be small enough.
    /// </summary>
    private (double Gap, double Measure) Certify(double strength, double target)
    {
        double model = ModelCertificate(strength, target);
        if (model <= target)
        {
            return (model, model);
        }

        DualityGap part = DualityGap.At(_problem, Point, Point.Slopes, Point.Gradient, strength, _exact);
        double measure = part.Gap + FreeDecrement(strength, part.FreeResidual);
        if (!_exact.Contains(false))
        {
            measure = Math.Min(measure, model);
            return (measure, measure);
        }

        double gap = measure <= target ? Certificate(strength) : double.PositiveInfinity;
        return (Math.Min(gap, model), Math.Min(measure, model));
    }

    private double Certificate(double strength)
    {
        MakeExact(Array.ConvertAll(_exact, static _ => true));
        DualityGap gap = DualityGap.At(_problem, Point, strength);
        return gap.Gap + FreeDecrement(strength, gap.FreeResidual);
    }

    /// <summary>
    /// The gap with the slopes that the model predicts as the dual point: v = u + h(Xd + δ), taken before the step. Xᵀv = g + Hd satisfies
    /// the optimality conditions of the model, so v is feasible, and it misses the slopes at the end of the step by what the model
    /// misses: this gap is of second order where that of the slopes themselves is of first.
    /// </summary>
    private double ModelCertificate(double strength, double target)
    {
        if (_problem.Datafit.DualMiss(Point.Eta, _dual, 1) is var miss && !(miss <= target))
        {
            return double.PositiveInfinity;
        }

        if (_problem.Datafit.IsCoupled)
        {
            // A coupled model is steadied, so its gradient is not that of the design.
            double[] all = new double[_problem.Design.Columns];
            _problem.Design.TransposeProduct(_dual, all);
            DualityGap coupled = DualityGap.At(_problem, Point, _dual, all, strength);
            return coupled.Gap + FreeDecrement(strength, coupled.FreeResidual);
        }

        // Xᵀv of the working set is the gradient of the model; that of other blocks serves the next screening too.
        double[] gradient = (double[])Point.Gradient.Clone();
        bool[] others = Array.ConvertAll(_working, static w => !w);
        if (others.Contains(true))
        {
            Point.Differentiate(_dual, ColumnsOf(others));
            Mark(others, false);
            Point.Gradient.CopyTo(gradient, 0);
        }

        for (int j = 0; j < _model!.Size; j++)
        {
            gradient[_model.Columns[j]] = _descent!.Gradient[j];
        }

        double excess = Point.Loss - Point.NullLoss + Scale;
        DualityGap gap = DualityGap.At(_problem, Point, _dual, gradient, strength, known: (miss, excess));
        if (gap.Gap > target)
        {
            gap = DualityGap.At(_problem, Point, _dual, gradient, strength);
        }

        return gap.Gap + FreeDecrement(strength, gap.FreeResidual);
    }

    /// <summary>½rᵀH⁻¹r of the free columns, by the curvature at hand; infinite before there is one.</summary>
    private double FreeDecrement(double strength, double residual)
    {
        PenaltyBlock smooth = _problem.Penalty.Blocks[0];
        if (!smooth.IsSmooth || residual == 0)
        {
            return 0;
        }

        if (_descent?.Smooth is not { } factor)
        {
            return double.PositiveInfinity;
        }

        double[] r = PenaltyBlocks.Pick(Point.Gradient, smooth.Columns);
        smooth.AddQuadratic(PenaltyBlocks.Pick(Point.Beta, smooth.Columns), strength, r);
        for (int j = 0; j < r.Length; j++)
        {
            r[j] = smooth.Ridge?[j] > 0 ? 0 : r[j];
        }

        return 0.5 * factor.Decrement(r);
    }

    private SolverReport Report(double strength, double gap, int iterations) =>
        new()
        {
            Method = _problem.Penalty.IsSparse ? "proximal Newton" : "Newton with a Cholesky factor",
            Iterations = iterations,
            Objective = Point.Loss + _problem.Penalty.Value(Point.Beta, strength),
            Certificate = gap,
            Scale = Scale,
            Rank = _descent?.Smooth?.Rank ?? 0,
            IsRunaway = FreeColumns.RunsAway(_problem, Point, strength),
            IsSingular = _descent?.Smooth?.IsSingular ?? false,
            Curvatures = _curvatures,
            Sweeps = _sweeps,
        };
}
