using System.Numerics;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The trace of the left-out samples' squares in cautious components, with one more eigenvector at a time.</summary>
/// <remarks>
/// With G = XᵀX and d the inverse scale of each region, tr(J·XᵀX) = dᵀ[Q − R/noise]d + Σ dᵢ²Gᵢᵢ/noise, where Q = Σ_{k≤p} (uₖuₖᵀ∘G)/λₖ and
/// R = Σ_{k≤p} uₖuₖᵀ∘G. A further p is one pass over the lower triangles, whatever p and the number of samples are; a product of the samples with the
/// p eigenvectors, which the other criteria need, is five times as much.
/// </remarks>
internal sealed class CautiousTrace
{
    private readonly int _n;
    private readonly double[] _gram;
    private readonly double[] _kept;
    private readonly double[] _share;

    /// <summary>Starts with no eigenvector.</summary>
    public CautiousTrace(Matrix samples)
    {
        _n = samples.Columns;
        _gram = new double[_n * _n];
        _kept = new double[_n * _n];
        _share = new double[_n * _n];
        LinearAlgebra.Current.Gram(samples.AsSpan(), samples.Rows, _n, _gram);
    }

    /// <summary>Adds an eigenvector and its eigenvalue.</summary>
    public void Join(ReadOnlySpan<double> vector, double eigenvalue)
    {
        for (int j = 0; j < _n; j++)
        {
            int start = (j * _n) + j;
            int count = _n - j;
            Add(
                _gram.AsSpan(start, count),
                vector[j..],
                (vector[j], vector[j] / eigenvalue),
                _share.AsSpan(start, count),
                _kept.AsSpan(start, count)
            );
        }
    }

    /// <summary>tr(J·XᵀX) with the eigenvectors that joined.</summary>
    public double Of(ReadOnlySpan<double> inverseScale, double noise)
    {
        double trace = 0;
        for (int j = 0; j < _n; j++)
        {
            int start = (j * _n) + j;
            double d = inverseScale[j];
            double half = Weigh(
                _kept.AsSpan(start, _n - j),
                _share.AsSpan(start, _n - j),
                inverseScale[j..],
                1 / noise
            );

            // Off the diagonal a pair counts twice, on it once.
            double diagonal = (_kept[start] - (_share[start] / noise)) * d;
            trace += d * ((2 * half) - diagonal + (d * _gram[start] / noise));
        }

        return trace;
    }

    private static void Add(
        ReadOnlySpan<double> gram,
        ReadOnlySpan<double> vector,
        (double Share, double Kept) factor,
        Span<double> share,
        Span<double> kept
    )
    {
        int i = 0;
        for (; i <= gram.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> product = new Vector<double>(gram[i..]) * new Vector<double>(vector[i..]);
            (new Vector<double>(share[i..]) + (product * factor.Share)).CopyTo(share[i..]);
            (new Vector<double>(kept[i..]) + (product * factor.Kept)).CopyTo(kept[i..]);
        }

        for (; i < gram.Length; i++)
        {
            double product = gram[i] * vector[i];
            share[i] += product * factor.Share;
            kept[i] += product * factor.Kept;
        }
    }

    private static double Weigh(
        ReadOnlySpan<double> kept,
        ReadOnlySpan<double> share,
        ReadOnlySpan<double> scale,
        double precision
    )
    {
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= kept.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> entry = new Vector<double>(kept[i..]) - (new Vector<double>(share[i..]) * precision);
            sums += entry * new Vector<double>(scale[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < kept.Length; i++)
        {
            sum += (kept[i] - (share[i] * precision)) * scale[i];
        }

        return sum;
    }
}
