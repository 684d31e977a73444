using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>Proximal stochastic gradient with variance reduction: gradients of a few samples, corrected by the full gradient at the last epoch's end.</summary>
/// <remarks>
/// <para>
/// An epoch is a full gradient and 2n/b proximal steps of b samples, drawn with replacement from a seed. The intercept takes part as a free
/// coefficient and is put at its best at the end of the epoch, where the duality gap is computed. The iterate itself, not the mean of the epoch, is
/// the next reference point: means are not sparse.
/// </para>
/// <para>
/// No loss here needs a known Lipschitz constant: the first step follows from the curvature at the start; an epoch that does not lower the
/// objective is taken back and the step halved, a good one lengthens it. The samples are held as one dense matrix by rows.
/// </para>
/// <para>Source: Xiao and Zhang (2014), SIAM J. Optim. 24:2057, doi:10.1137/140961791.</para>
/// </remarks>
internal sealed class ProximalSvrg : ILinearSolver
{
    private const int Batch = 8;
    private const int PassesPerEpoch = 2;
    private const int MostFailures = 60;

    private readonly LinearProblem _problem;
    private readonly SolverOptions _options;
    private readonly ISampledDatafit _sampled;
    private readonly Rng _rng;
    private readonly double[] _rows;
    private readonly int[] _counted;
    private readonly int _width;
    private readonly double[] _own;
    private readonly double[] _slope;
    private double _step;

    public ProximalSvrg(LinearProblem problem, SolverOptions options)
    {
        (_problem, _options) = (problem, options);
        _sampled = (ISampledDatafit)problem.Datafit;
        _rng = new Rng(options.Seed);
        Point = new LinearPoint(problem);
        _width = problem.Design.Columns;
        _rows = ByRows(problem.Design);
        double[] h = new double[problem.Datafit.Samples];
        problem.Datafit.Curvatures(Point.Eta, h);
        _counted = [.. Enumerable.Range(0, h.Length).Where(i => h[i] != 0 || Point.Slopes[i] != 0)];
        int largest = problem.Penalty.Blocks.Max(static b => b.Size);
        (_own, _slope) = (new double[largest], new double[largest]);
        _step = FirstStep(h);
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
        double gap = FreeColumns.Certificate(_problem, Point, strength);
        double value = Value(strength);
        int iterations = 0;
        int failures = 0;
        for (; !(gap <= target) && iterations < _options.MaxIterations && failures < MostFailures; iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] start = (double[])Point.Beta.Clone();
            double[] end = Epoch(strength);
            bool inside = Array.TrueForAll(end, double.IsFinite) && Point.TryMoveTo(end);
            double next = inside ? Value(strength) : double.PositiveInfinity;
            if (!(next <= value + (1e-15 * (1 + Math.Abs(value)))))
            {
                Point.MoveTo(start);
                _step /= 2;
                failures++;
                continue;
            }

            (value, failures) = (next, 0);
            _step *= 1.1;
            gap = FreeColumns.Certificate(_problem, Point, strength);
        }

        FreeColumnsEnd ending = FreeColumns.EndAt(_problem, Point, strength);
        return new SolverReport
        {
            Method = "proximal stochastic gradient with variance reduction",
            Iterations = iterations,
            Objective = value,
            Certificate = gap,
            Scale = Point.Excess,
            Rank = ending.Rank,
            IsSingular = ending.IsSingular,
            IsRunaway = ending.RunsAway,
        };
    }

    /// <summary>The coefficients after the steps of an epoch that starts at the point.</summary>
    private double[] Epoch(double strength)
    {
        double[] beta = (double[])Point.Beta.Clone();
        double intercept = Point.Intercepts[0];
        double[] gradient = new double[_width];
        int[] samples = new int[Batch];
        double[] eta = new double[Batch];
        double[] slopes = new double[Batch];
        double scale = (double)_counted.Length / Batch;
        int steps = Math.Max(1, PassesPerEpoch * _counted.Length / Batch);
        for (int step = 0; step < steps; step++)
        {
            for (int k = 0; k < Batch; k++)
            {
                int i = _counted[_rng.NextInt(_counted.Length)];
                samples[k] = i;
                eta[k] = (_problem.Offset?[i] ?? 0) + intercept + TensorPrimitives.Dot<double>(Row(i), beta);
            }

            _sampled.SlopesOf(samples, eta, slopes);
            Point.Gradient.CopyTo(gradient, 0);
            double along = 0;
            for (int k = 0; k < Batch; k++)
            {
                double change = scale * (slopes[k] - Point.Slopes[samples[k]]);
                along += change;
                TensorPrimitives.MultiplyAdd(Row(samples[k]), change, gradient, gradient);
            }

            intercept -= _step * along;
            Prox(beta, gradient, strength);
        }

        return beta;
    }

    private void Prox(double[] beta, double[] gradient, double strength)
    {
        foreach (PenaltyBlock block in _problem.Penalty.Blocks)
        {
            Span<double> own = _own.AsSpan(0, block.Size);
            Span<double> slope = _slope.AsSpan(0, block.Size);
            for (int j = 0; j < own.Length; j++)
            {
                (own[j], slope[j]) = (beta[block.Columns[j]], gradient[block.Columns[j]]);
            }

            if (block.IsQuadratic)
            {
                block.AddQuadratic(own, strength, slope);
            }

            TensorPrimitives.MultiplyAdd(slope, -_step, own, own);
            SparseGroupStep.Prox(own, block, strength, _step);
            for (int j = 0; j < own.Length; j++)
            {
                beta[block.Columns[j]] = own[j];
            }
        }
    }

    private double Value(double strength) => Point.Loss + _problem.Penalty.Value(Point.Beta, strength);

    /// <summary>A third of the inverse of what bounds the curvature of a batch at the start.</summary>
    private double FirstStep(double[] h)
    {
        (double sum, double largest) = (0, 0);
        foreach (int i in _counted)
        {
            double own = h[i] * (1 + TensorPrimitives.SumOfSquares<double>(Row(i)));
            sum += own;
            largest = Math.Max(largest, own);
        }

        double bound = sum + (_counted.Length * largest / Batch);
        return bound > 0 ? 1 / (3 * bound) : 1;
    }

    private ReadOnlySpan<double> Row(int i) => _rows.AsSpan(i * _width, _width);

    private static double[] ByRows(IDesign design)
    {
        (int n, int width) = (design.Samples, design.Columns);
        if ((long)n * width > Array.MaxLength)
        {
            throw new ArgumentException(
                $"The stochastic method holds the design by rows, but {n} samples of {width} columns are too many. Use another method."
            );
        }

        double[] rows = new double[n * width];
        double[] unit = new double[width];
        double[] column = new double[n];
        for (int j = 0; j < width; j++)
        {
            unit[j] = 1;
            Array.Clear(column);
            design.AddProduct(unit, column);
            unit[j] = 0;
            for (int i = 0; i < n; i++)
            {
                rows[(i * width) + j] = column[i];
            }
        }

        return rows;
    }
}
