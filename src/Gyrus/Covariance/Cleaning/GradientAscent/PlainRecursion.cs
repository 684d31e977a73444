using System.Numerics;
using System.Runtime.InteropServices;
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
        Span<Vector<double>> entries = MemoryMarshal.Cast<double, Vector<double>>(c);
        ReadOnlySpan<Vector<double>> values = MemoryMarshal.Cast<double, Vector<double>>(lambda);
        for (int k = 0; k < steps; k++)
        {
            for (int i = 0; i < entries.Length; i++)
            {
                Vector<double> inverse = Vector<double>.One / entries[i];
                Vector<double> pull = (values[i] * inverse) - Vector<double>.One;
                entries[i] += 0.5 * step * inverse * pull;
            }

            for (int i = entries.Length * Vector<double>.Count; i < c.Length; i++)
            {
                double inverse = 1 / c[i];
                c[i] += 0.5 * step * inverse * ((lambda[i] * inverse) - 1);
            }
        }
    }

    protected override void Clean(ReadOnlySpan<double> state, Span<double> cleaned) => state.CopyTo(cleaned);
}
