using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The trace of the left-out samples' squares in cautious components, for 1, 2, … of them.</summary>
/// <remarks>
/// With G = XᵀX, w = 1/λ and d the inverse scales that belong to p, tr(J·XᵀX) = dᵀM_p d + w_p Σ dᵢ²Gᵢᵢ, where M_p = Σ_{k≤p} (wₖ − w_p) uₖuₖᵀ∘G. With
/// R_p = Σ_{k≤p} uₖuₖᵀ∘G it grows as M_{p+1} = M_p + (w_p − w_{p+1})R_p: the newest eigenvector counts from the next p on. So a further p is one pass over a
/// triangle, whatever p and the number of samples are; a column of it goes through all p while it is in the first cache. A product
/// of the samples with the p eigenvectors, which the other criteria need, is five times as much.
/// </remarks>
internal static class CautiousTrace
{
    /// <summary>tr(J·XᵀX) for p = 1 …, as many as there are columns of inverse scales.</summary>
    /// <param name="samples">X. Shape: samples × regions.</param>
    /// <param name="vectors">uₖ. Shape: regions × regions.</param>
    /// <param name="values">λₖ, decreasing; as many positive ones as there are p.</param>
    /// <param name="inverseScales">Column p − 1 holds d of p.</param>
    public static double[] Of(Matrix samples, Matrix vectors, ReadOnlySpan<double> values, Matrix inverseScales)
    {
        int n = samples.Columns;
        double[] gram = new double[n * n];
        LinearAlgebra.Current.Gram(samples.AsSpan(), samples.Rows, n, gram);
        double[] traces = new double[inverseScales.Columns];
        double[] precisions = new double[traces.Length];
        TensorPrimitives.Divide(1.0, values[..traces.Length], precisions);
        double[] sums = new double[n];
        double[] weighted = new double[n];
        for (int j = 0; j < n; j++)
        {
            ReadOnlySpan<double> g = gram.AsSpan((j * n) + j, n - j);
            Span<double> r = sums.AsSpan(j);
            Span<double> m = weighted.AsSpan(j);
            r.Clear();
            m.Clear();
            for (int p = 0; p < traces.Length; p++)
            {
                ReadOnlySpan<double> u = vectors.Column(p)[j..];
                ReadOnlySpan<double> d = inverseScales.Column(p)[j..];
                double step = p == 0 ? 0 : precisions[p - 1] - precisions[p];
                double half = Advance(g, u, d, step, r, m);

                // Off the diagonal a pair counts twice, on it once.
                traces[p] += d[0] * ((2 * half) - (m[0] * d[0]) + (d[0] * g[0] * precisions[p]));
            }
        }

        return traces;
    }

    /// <summary>M ← M + step·R, then R ← R + (uⱼu)∘G; the product of the new M with d.</summary>
    private static double Advance(
        ReadOnlySpan<double> g,
        ReadOnlySpan<double> u,
        ReadOnlySpan<double> d,
        double step,
        Span<double> r,
        Span<double> m
    )
    {
        double factor = u[0];
        Vector<double> total = Vector<double>.Zero;
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(r);
        Span<Vector<double>> weighted = MemoryMarshal.Cast<double, Vector<double>>(m);
        ReadOnlySpan<Vector<double>> gram = MemoryMarshal.Cast<double, Vector<double>>(g);
        ReadOnlySpan<Vector<double>> vector = MemoryMarshal.Cast<double, Vector<double>>(u);
        ReadOnlySpan<Vector<double>> inverse = MemoryMarshal.Cast<double, Vector<double>>(d);
        for (int k = 0; k < sums.Length; k++)
        {
            Vector<double> old = sums[k];
            Vector<double> entry = weighted[k] + (step * old);
            weighted[k] = entry;
            total += entry * inverse[k];
            sums[k] = old + (factor * (gram[k] * vector[k]));
        }

        double sum = Vector.Sum(total);
        for (int i = sums.Length * Vector<double>.Count; i < r.Length; i++)
        {
            m[i] += step * r[i];
            sum += m[i] * d[i];
            r[i] += factor * (g[i] * u[i]);
        }

        return sum;
    }
}
