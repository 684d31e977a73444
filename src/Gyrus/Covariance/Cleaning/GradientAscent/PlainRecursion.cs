using System.Numerics;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>C = U diag(c) Uᵀ: c ← c + ½η(λ/c² − 1/c).</summary>
internal sealed class PlainRecursion(Matrix training, Matrix validation, double step)
    : SpectralAscent(training, validation)
{
    public override void Advance(int steps)
    {
        Span<double> c = Values;
        ReadOnlySpan<double> lambda = Eigenvalues;
        for (int k = 0; k < steps; k++)
        {
            int i = 0;
            for (; i <= c.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                var entry = new Vector<double>(c[i..]);
                Vector<double> inverse = Vector<double>.One / entry;
                Vector<double> pull = (new Vector<double>(lambda[i..]) * inverse) - Vector<double>.One;
                (entry + (0.5 * step * inverse * pull)).CopyTo(c[i..]);
            }

            for (; i < c.Length; i++)
            {
                double inverse = 1 / c[i];
                c[i] += 0.5 * step * inverse * ((lambda[i] * inverse) - 1);
            }
        }
    }

    protected override void Clean(ReadOnlySpan<double> state, Span<double> cleaned) => state.CopyTo(cleaned);
}
