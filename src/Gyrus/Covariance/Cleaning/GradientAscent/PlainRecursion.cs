using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>C = U diag(c) Uᵀ: c ← c + ½η(λ/c² − 1/c).</summary>
internal sealed class PlainRecursion(Matrix training, Matrix validation, double step)
    : SpectralAscent(training, validation)
{
    private readonly double[] _inverse = new double[training.Columns];
    private readonly double[] _pull = new double[training.Columns];

    // In passes over a few vectors that stay in the first cache.
    public override void Advance(int steps)
    {
        Span<double> c = Values;
        for (int k = 0; k < steps; k++)
        {
            TensorPrimitives.Divide(1, c, _inverse);
            TensorPrimitives.Multiply(Eigenvalues, _inverse, _pull);
            TensorPrimitives.Subtract(_pull, 1, _pull);
            TensorPrimitives.Multiply(_inverse, 0.5 * step, _inverse);
            TensorPrimitives.Multiply<double>(_inverse, _pull, _pull);
            TensorPrimitives.Add(c, _pull, c);
        }
    }

    protected override void Clean(ReadOnlySpan<double> state, Span<double> cleaned) => state.CopyTo(cleaned);
}
