using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>J = Y², Y = U diag(y) Uᵀ: y ← y + η(1/y − λy + 4μ/y³), then μ ← μ − η_μ(N − Σ1/y²) with the old y.</summary>
internal sealed class WishartRecursion : SpectralAscent
{
    private readonly double _step;
    private readonly double _multiplierStep;
    private readonly double[] _kept;
    private readonly double[] _inverse;
    private readonly double[] _pull;

    public WishartRecursion(Matrix training, Matrix validation, double step, double? multiplierStep)
        : base(training, validation)
    {
        _step = step;
        _multiplierStep = multiplierStep ?? 0;
        int n = training.Columns;
        _kept = new double[n];
        _inverse = new double[n];
        _pull = new double[n];
        for (int i = 0; i < n; i++)
        {
            _kept[i] = 1 - (step * Eigenvalues[i]);
        }
    }

    /// <summary>Gets μ, the multiplier of the trace.</summary>
    public double Multiplier { get; private set; }

    // One division per eigenvalue and step: y·(1 − ηλ) + (1/y)(η + 4ημ/y²), in passes over a few vectors that stay in the first cache.
    public override void Advance(int steps)
    {
        Span<double> y = Values;
        for (int step = 0; step < steps; step++)
        {
            TensorPrimitives.Divide(1, y, _inverse);
            if (_multiplierStep > 0)
            {
                TensorPrimitives.Multiply<double>(_inverse, _inverse, _pull);
                double trace = TensorPrimitives.Sum<double>(_pull);
                TensorPrimitives.Multiply(_pull, 4 * _step * Multiplier, _pull);
                TensorPrimitives.Add(_pull, _step, _pull);
                TensorPrimitives.Multiply<double>(_pull, _inverse, _pull);
                Multiplier -= _multiplierStep * (y.Length - trace);
            }
            else
            {
                TensorPrimitives.Multiply(_inverse, _step, _pull);
            }

            TensorPrimitives.MultiplyAdd(y, _kept, _pull, y);
        }
    }

    protected override void Clean(ReadOnlySpan<double> state, Span<double> cleaned)
    {
        TensorPrimitives.Multiply(state, state, cleaned);
        TensorPrimitives.Divide(1, cleaned, cleaned);
    }
}
