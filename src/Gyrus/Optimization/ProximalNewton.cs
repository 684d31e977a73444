using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>
/// Proximal Newton in the space of coefficients: a quadratic model of the loss on a working set of blocks, minimised
/// with the penalty by exact block steps; then a step on the true objective. The state is kept from strength to strength.
/// </summary>
/// <remarks>
/// The curvature is only a preconditioner: the gradient, the step and the certificate are exact. It is kept while the gap
/// falls to less than 0.3 of its last value, and across strengths, for a build costs many gradients.
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
        _dual = new double[problem.Datafit.Samples];
        Scale = Point.Excess;
    }

    /// <summary>Gets where the solver stands.</summary>
    public LinearPoint Point { get; }

    /// <summary>Gets the excess loss of the null model over an exact fit, which gaps are relative to.</summary>
    public double Scale { get; }

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

        double gap = Certificate(strength);
        double best = gap;
        int iterations = 0;
        int stalls = 0;
        double goodFall = _problem.Penalty.IsSparse ? GoodFall : SmoothFall;
        bool rebuild = false;
        while (!(gap <= target) && iterations < _options.MaxIterations && stalls < MaxStalls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            iterations++;
            Screen(strength, strength);
            Prepare(strength, rebuild);
            double[] beta = Descend(strength, target);
            bool moved = Advance(beta, strength) > 0;
            double last = gap;
            gap = Certificate(strength);
            gap = gap > target ? Math.Min(gap, ModelCertificate(strength, target)) : gap;
            stalls = gap < 0.9 * best || !_fresh ? 0 : stalls + 1;
            rebuild = !moved || !(gap <= goodFall * last);
            best = Math.Min(best, gap);
        }

        return Report(strength, gap, iterations);
    }

    /// <summary>Adds the blocks whose gradient exceeds a threshold.</summary>
    private void Screen(double threshold, double strength)
    {
        PenaltyBlock[] blocks = _problem.Penalty.Blocks;
        double[] s = (double[])Point.Gradient.Clone();
        _problem.Penalty.AddQuadratic(Point.Beta, strength, s);
        double[] norms = Array.ConvertAll(blocks, b => b.IsSmooth ? 0 : b.DualNorm(PenaltyBlocks.Pick(s, b.Columns)));
        bool grows = false;
        for (int b = 0; b < blocks.Length; b++)
        {
            grows |= !_working[b] && norms[b] > threshold;
        }

        // A larger working set needs a new curvature: blocks that will soon be in it come in with the same one.
        for (int b = 0; grows && b < blocks.Length; b++)
        {
            _working[b] |= norms[b] > Soon * threshold;
        }
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
        Point.Refresh();
        return step;
    }

    private double Certificate(double strength)
    {
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

        double[] gradient = new double[_problem.Design.Columns];
        if (_model!.Size < gradient.Length || _problem.Datafit.IsCoupled)
        {
            _problem.Design.TransposeProduct(_dual, gradient);
        }
        else
        {
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[_model.Columns[j]] = _descent!.Gradient[j];
            }
        }

        DualityGap gap = DualityGap.At(_problem, Point, _dual, gradient, strength);
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
