using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>
/// Minimises a <see cref="QuadraticModel"/> plus the penalty by visiting its blocks in turn, each solved exactly; no pass
/// over samples happens here.
/// </summary>
internal sealed class BlockDescent
{
    private const int MaxSweeps = 2000;
    private const double SweepTolerance = 1e-8;

    private readonly QuadraticModel _model;
    private readonly double _strength;
    private readonly BlockStep?[] _steps;
    private readonly SmoothStep? _smooth;

    // The eigenbases hold λ(R + D), so a strength needs its own where the penalty has a quadratic part.
    public BlockDescent(QuadraticModel model, double strength)
    {
        (_model, _strength) = (model, strength);
        _steps = new BlockStep?[model.Blocks.Length];
        for (int b = 0; b < _steps.Length; b++)
        {
            PenaltyBlock block = model.Blocks[b];
            double[] square = model.Square(b);
            block.AddQuadratic(strength, square);
            if (block.IsSmooth)
            {
                _smooth = new SmoothStep(square, block.Size);
            }
            else
            {
                _steps[b] = new BlockStep(square, block.Size);
            }
        }

        Coefficients = new double[model.Size];
        Gradient = new double[model.Size];
    }

    /// <summary>Gets the coefficients of the working set after <see cref="Run"/>.</summary>
    public double[] Coefficients { get; }

    /// <summary>Gets the gradient of the model, without the penalty, at <see cref="Coefficients"/>.</summary>
    public double[] Gradient { get; }

    /// <summary>Gets the smooth block's factor, or null where there is no such block.</summary>
    public SmoothStep? Smooth => _smooth;

    public int Sweeps { get; private set; }

    /// <summary>Descends from β, at which the loss has this gradient, until a sweep gains next to nothing.</summary>
    public void Run(ReadOnlySpan<double> beta, ReadOnlySpan<double> gradient, double floor)
    {
        beta.CopyTo(Coefficients);
        gradient.CopyTo(Gradient);
        double total = 0;
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            double gain = Sweep(all: true);
            total += gain;
            if (gain <= Math.Max(SweepTolerance * total, floor))
            {
                break;
            }

            double first = 0;
            for (; sweep < MaxSweeps; sweep++)
            {
                gain = Sweep(all: false);
                total += gain;
                first = Math.Max(first, gain);
                if (gain <= Math.Max(SweepTolerance * total, floor))
                {
                    break;
                }
            }
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
        Span<double> c = Gradient.AsSpan(start, block.Size).ToArray();
        Span<double> u = new double[block.Size];
        for (int j = 0; j < own.Length; j++)
        {
            TensorPrimitives.MultiplyAdd(_model.Column(start + j).Slice(start, block.Size), -own[j], c, c);
        }

        if (block.IsSmooth)
        {
            _smooth!.Solve(c, u);
        }
        else
        {
            _steps[b]!.Solve(c, _strength * block.Weight, TensorPrimitives.Norm<double>(own), u);
        }

        double gain = 0;
        Span<double> before = Gradient.AsSpan(start, block.Size).ToArray();
        for (int j = 0; j < own.Length; j++)
        {
            double move = u[j] - own[j];
            if (move != 0)
            {
                TensorPrimitives.MultiplyAdd(_model.Column(start + j), move, Gradient, Gradient);
            }
        }

        for (int j = 0; j < own.Length; j++)
        {
            gain += 0.5 * (u[j] - own[j]) * (Gradient[start + j] - before[j]);
        }

        u.CopyTo(own);
        return gain;
    }
}
