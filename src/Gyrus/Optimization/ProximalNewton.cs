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
internal sealed partial class ProximalNewton : ILinearSolver
{
    private const double GoodFall = 0.3;
    private const double SmoothFall = 1e-3;
    private const int MaxStalls = 4;
    private const double Soon = 0.6;
    private const double InnerTolerance = 1e-9;

    private readonly LinearProblem _problem;
    private readonly SolverOptions _options;
    private readonly bool[] _working;
    private readonly bool[] _exact;
    private readonly double[] _dual;
    private double[]? _curvature;
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

    /// <summary>Gets the dual point of the last certificate.</summary>
    public double[] Dual => _dual;

    /// <summary>Gets where the h of a curvature goes. There is one for all that follow each other: a new curvature ends the last.</summary>
    public double[] Curvature => _curvature ??= new double[_problem.Datafit.Samples];

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
            double objective = Objective(strength);
            Screen(strength, strength);
            Prepare(strength, rebuild);
            double[] beta = Descend(strength, target);
            bool moved = Advance(beta, strength) > 0;
            double last = measure;
            (gap, measure) = Certify(strength, target);
            // Far from the optimum the gap need not fall with the objective: steps that the line search shortens are progress too.
            bool falls = objective - Objective(strength) > target;
            stalls = measure < 0.9 * best || !_fresh || falls ? 0 : stalls + 1;
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

    private void Prepare(double strength, bool rebuild)
    {
        PenaltyBlock[] blocks = [.. _problem.Penalty.Blocks.Where((_, b) => _working[b])];
        _fresh = rebuild || _model is null || _model.Blocks.Length != blocks.Length;
        if (_fresh)
        {
            _model = new QuadraticModel(_problem, Point, blocks, Curvature);
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

    private double Objective(double strength) => Point.Loss + _problem.Penalty.Value(Point.Beta, strength);

    private SolverReport Report(double strength, double gap, int iterations) =>
        new()
        {
            Method = _problem.Penalty.IsSparse ? "proximal Newton" : "Newton with a Cholesky factor",
            Iterations = iterations,
            Objective = Objective(strength),
            Certificate = gap,
            Scale = Scale,
            Rank = _descent?.Smooth?.Rank ?? 0,
            IsRunaway = FreeColumns.RunsAway(_problem, Point, strength),
            IsSingular = _descent?.Smooth?.IsSingular ?? false,
            Curvatures = _curvatures,
            Sweeps = _sweeps,
        };
}
