using System.Numerics;
using System.Runtime.InteropServices;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The inverse of the moment function of a temporal spectrum: χ with mean_ω χS(ω)/(1 − χS(ω)) = u.</summary>
internal static class SpectralChi
{
    private const int Steps = 12;
    private const double Tolerance = 1e-13;

    // On the way only the neighbourhood of the solution counts.
    private const double WayTolerance = 1e-3;
    private static readonly int[] Stages = [8, 32, 128];

    /// <summary>χ(u), or NaN where Newton's method does not find it.</summary>
    /// <remarks>
    /// It is followed from white samples, S = 1, where χ = u/(1 + u), in equal stages towards S. Where the way is too steep for
    /// eight of them, four times as many are taken.
    /// </remarks>
    public static Complex Solve(Complex u, ReadOnlySpan<double> spectrum)
    {
        foreach (int stages in Stages)
        {
            Complex chi = Follow(u, spectrum, stages);
            if (Size(Moment(chi, 1, spectrum).Value - u) <= 1e-18 * (1 + Size(u)))
            {
                return chi;
            }
        }

        return Complex.NaN;
    }

    private static Complex Follow(Complex u, ReadOnlySpan<double> spectrum, int stages)
    {
        Complex chi = u / (1 + u);
        for (int stage = 1; stage <= stages; stage++)
        {
            double share = (double)stage / stages;
            double tolerance = stage < stages ? WayTolerance : Tolerance;
            for (int step = 0; step < Steps; step++)
            {
                (Complex value, Complex slope) = Moment(chi, share, spectrum);
                Complex change = (value - u) / slope;
                chi -= change;
                if (!(Size(change) >= tolerance * tolerance))
                {
                    break;
                }
            }
        }

        return chi;
    }

    /// <summary>mean χS/(1 − χS) and its derivative mean S/(1 − χS)², for S moved towards 1: 1 + share·(S − 1).</summary>
    public static (Complex Value, Complex Slope) Moment(Complex chi, double share, ReadOnlySpan<double> spectrum)
    {
        Vector<double> one = Vector<double>.One;
        (Vector<double> valueReal, Vector<double> valueImaginary) = (Vector<double>.Zero, Vector<double>.Zero);
        (Vector<double> slopeReal, Vector<double> slopeImaginary) = (Vector<double>.Zero, Vector<double>.Zero);
        ReadOnlySpan<Vector<double>> powers = MemoryMarshal.Cast<double, Vector<double>>(spectrum);
        foreach (Vector<double> power in powers)
        {
            // 1/(1 − χS) = conj(d)/|d|², d = 1 − χS.
            Vector<double> s = one + (share * (power - one));
            Vector<double> real = one - (chi.Real * s);
            Vector<double> imaginary = chi.Imaginary * s;
            Vector<double> inverse = one / ((real * real) + (imaginary * imaginary));
            real *= inverse;
            imaginary *= inverse;
            valueReal += s * real;
            valueImaginary += s * imaginary;
            slopeReal += s * ((real * real) - (imaginary * imaginary));
            slopeImaginary += s * (2 * real * imaginary);
        }

        var value = new Complex(Vector.Sum(valueReal), Vector.Sum(valueImaginary));
        var slope = new Complex(Vector.Sum(slopeReal), Vector.Sum(slopeImaginary));
        for (int at = powers.Length * Vector<double>.Count; at < spectrum.Length; at++)
        {
            double s = 1 + (share * (spectrum[at] - 1));
            Complex inverse = 1 / (1 - (chi * s));
            value += s * inverse;
            slope += s * inverse * inverse;
        }

        return (chi * value / spectrum.Length, slope / spectrum.Length);
    }

    private static double Size(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
