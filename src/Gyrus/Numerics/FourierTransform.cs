namespace Gyrus.Numerics;

/// <summary>Discrete Fourier transforms of a power of two, without putting frequencies into their order: what is summed over frequencies does not need it.</summary>
/// <remarks>Source: Cooley and Tukey (1965), Mathematics of Computation 19:297, doi:10.1090/S0025-5718-1965-0178586-1.</remarks>
internal sealed class FourierTransform
{
    private readonly int _size;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <param name="size">A power of two.</param>
    public FourierTransform(int size)
    {
        _size = size;
        _cosines = new double[size / 2];
        _sines = new double[size / 2];
        for (int k = 0; k < size / 2; k++)
        {
            (_sines[k], _cosines[k]) = Math.SinCos(-2 * Math.PI * k / size);
        }
    }

    /// <summary>x ← Σₜ xₜ exp(−2πift/size), with the bits of f reversed.</summary>
    public void ToReversed(Span<double> real, Span<double> imaginary)
    {
        for (int half = _size / 2; half > 0; half /= 2)
        {
            int stride = _size / 2 / half;
            for (int start = 0; start < _size; start += 2 * half)
            {
                Span<double> a = real.Slice(start, half);
                Span<double> b = real.Slice(start + half, half);
                Span<double> c = imaginary.Slice(start, half);
                Span<double> d = imaginary.Slice(start + half, half);
                for (int k = 0; k < a.Length; k++)
                {
                    (double x, double y) = (a[k] - b[k], c[k] - d[k]);
                    (double cosine, double sine) = (_cosines[k * stride], _sines[k * stride]);
                    a[k] += b[k];
                    c[k] += d[k];
                    b[k] = (x * cosine) - (y * sine);
                    d[k] = (x * sine) + (y * cosine);
                }
            }
        }
    }

    /// <summary>The same sum over what has its bits reversed; the result is in order.</summary>
    public void FromReversed(Span<double> real, Span<double> imaginary)
    {
        for (int half = 1; half < _size; half *= 2)
        {
            int stride = _size / 2 / half;
            for (int start = 0; start < _size; start += 2 * half)
            {
                Span<double> a = real.Slice(start, half);
                Span<double> b = real.Slice(start + half, half);
                Span<double> c = imaginary.Slice(start, half);
                Span<double> d = imaginary.Slice(start + half, half);
                for (int k = 0; k < a.Length; k++)
                {
                    (double cosine, double sine) = (_cosines[k * stride], _sines[k * stride]);
                    double x = (b[k] * cosine) - (d[k] * sine);
                    double y = (b[k] * sine) + (d[k] * cosine);
                    (a[k], b[k]) = (a[k] + x, a[k] - x);
                    (c[k], d[k]) = (c[k] + y, c[k] - y);
                }
            }
        }
    }
}
