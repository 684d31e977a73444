using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>
/// Minimises a <see cref="QuadraticModel"/> plus the penalty by visiting its blocks in turn, each solved exactly; no pass
/// over samples happens here.
/// </summary>
/// <remarks>Where visits converge slowly, Newton steps on the blocks that are not zero, where the penalty is smooth, finish the work.</remarks>
internal sealed class BlockDescent
{
    private const int MaxRounds = 200;
    private const int SweepsPerRound = 10;
    private const int NewtonStepsPerRound = 10;

    private readonly QuadraticModel _model;
    private readonly double _strength;
    private readonly BlockStep?[] _steps;
    private readonly SparseGroupStep?[] _sparse;
    private readonly ActiveNewton _newton;
    private readonly double[] _c;
    private readonly double[] _u;
    private readonly double[] _before;

    // The eigenbases hold λ(R + D), so a strength needs its own where the penalty has a quadratic part.
    public BlockDescent(QuadraticModel model, double strength)
    {
        (_model, _strength) = (model, strength);
        _steps = new BlockStep?[model.Blocks.Length];
        _sparse = new SparseGroupStep?[model.Blocks.Length];
        int largest = 0;
        for (int b = 0; b < _steps.Length; b++)
        {
            PenaltyBlock block = model.Blocks[b];
            largest = Math.Max(largest, block.Size);
            if (block.IsSmooth)
            {
                Smooth = model.InverseOf(b, strength);
                continue;
            }

            double[] square = model.Square(b);
            block.AddQuadratic(strength, square);
            if (block.Absolute is not null)
            {
                _sparse[b] = new SparseGroupStep(square, block.Size);
            }
            else
            {
                _steps[b] = new BlockStep(square, block.Size);
            }
        }

        (_c, _u, _before) = (new double[largest], new double[largest], new double[largest]);
        Coefficients = new double[model.Size];
        Gradient = new double[model.Size];
        _newton = new ActiveNewton(model, strength);
    }

    /// <summary>Gets the coefficients of the working set after <see cref="Run"/>.</summary>
    public double[] Coefficients { get; }

    /// <summary>Gets the gradient of the model, without the penalty, at <see cref="Coefficients"/>.</summary>
    public double[] Gradient { get; }

    /// <summary>Gets the smooth block's factor, or null where there is no such block.</summary>
    public PseudoInverse? Smooth { get; }

    public int Sweeps { get; private set; }

    /// <summary>Descends from β, at which the loss has this gradient, until a sweep gains less than <paramref name="floor"/>.</summary>
    public void Run(ReadOnlySpan<double> beta, ReadOnlySpan<double> gradient, double floor)
    {
        beta.CopyTo(Coefficients);
        gradient.CopyTo(Gradient);
        for (int round = 0; round < MaxRounds; round++)
        {
            double gain = Sweep(all: true);
            for (int sweep = 0; sweep < SweepsPerRound && gain > floor; sweep++)
            {
                gain = Sweep(all: false);
            }

            if (gain <= floor && round > 0)
            {
                break;
            }

            for (int step = 0; step < NewtonStepsPerRound && gain > floor; step++)
            {
                gain = _newton.Step(Coefficients, Gradient);
            }
        }

        // Last, so that the slope is zero where nothing is penalised: the dual point of the model is feasible then.
        int smooth = Array.FindIndex(_model.Blocks, static b => b.IsSmooth);
        if (smooth >= 0)
        {
            Visit(smooth, Coefficients.AsSpan(_model.Starts[smooth], _model.Blocks[smooth].Size));
        }
    }

    private double Sweep(bool all)
    {
        Sweeps++;
        double gain = 0;
        for (int b = 0; b < _steps.Length; b++)
        {
            Span<double> own = Coefficients.AsSpan(_model.Starts[b], _model.Blocks[b].Size);
            if (all || _model.Blocks[b].IsSmooth || own.ContainsAnyExcept(0))
            {
                gain += Visit(b, own);
            }
        }

        return gain;
    }

    /// <summary>Solves one block and returns ½ΔᵀHΔ, a lower bound of the decrease.</summary>
    private double Visit(int b, Span<double> own)
    {
        (PenaltyBlock block, int start) = (_model.Blocks[b], _model.Starts[b]);
        Span<double> gradient = Gradient.AsSpan(start, own.Length);
        Span<double> c = _c.AsSpan(0, own.Length);
        Span<double> u = _u.AsSpan(0, own.Length);
        gradient.CopyTo(c);
        for (int j = 0; j < own.Length; j++)
        {
            if (own[j] != 0)
            {
                TensorPrimitives.MultiplyAdd(_model.Column(start + j).Slice(start, own.Length), -own[j], c, c);
            }
        }

        if (block.IsSmooth)
        {
            Smooth!.Solve(c, u);
            TensorPrimitives.Negate(u, u);
        }
        else if (_sparse[b] is { } sparse)
        {
            sparse.Solve(c, block, _strength, own, u);
        }
        else
        {
            _steps[b]!.Solve(c, _strength * block.Weight, TensorPrimitives.Norm<double>(own), u);
        }

        return Move(start, own, u);
    }

    private double Move(int start, Span<double> own, ReadOnlySpan<double> u)
    {
        Span<double> gradient = Gradient.AsSpan(start, own.Length);
        Span<double> before = _before.AsSpan(0, own.Length);
        gradient.CopyTo(before);
        for (int j = 0; j < own.Length; j++)
        {
            double move = u[j] - own[j];
            if (move != 0)
            {
                TensorPrimitives.MultiplyAdd(_model.Column(start + j), move, Gradient, Gradient);
            }
        }

        double gain = 0;
        for (int j = 0; j < own.Length; j++)
        {
            gain += 0.5 * (u[j] - own[j]) * (gradient[j] - before[j]);
        }

        u.CopyTo(own);
        return gain;
    }
}
