using System.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The inverse of the moment function of a temporal spectrum: χ with mean_ω χS(ω)/(1 − χS(ω)) = u.</summary>
internal static class SpectralChi
{
    private const int Stages = 8;
    private const int Steps = 12;
    private const double Tolerance = 1e-13;

    /// <summary>χ(u), followed from white samples, S = 1, where it is u/(1 + u), by Newton's method.</summary>
    public static Complex Solve(Complex u, ReadOnlySpan<double> spectrum)
    {
        Complex chi = u / (1 + u);
        for (int stage = 1; stage <= Stages; stage++)
        {
            double share = (double)stage / Stages;
            for (int step = 0; step < Steps; step++)
            {
                (Complex value, Complex slope) = Moment(chi, share, spectrum);
                Complex change = (value - u) / slope;
                chi -= change;
                if (!(Size(change) >= Tolerance * Tolerance))
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
        (double valueReal, double valueImaginary, double slopeReal, double slopeImaginary) = (0, 0, 0, 0);
        foreach (double power in spectrum)
        {
            // 1/(1 − χS) = conj(d)/|d|², d = 1 − χS; spelt out, since a division of Complex costs several times more.
            double s = 1 + (share * (power - 1));
            double real = 1 - (chi.Real * s);
            double imaginary = -chi.Imaginary * s;
            double inverse = 1 / ((real * real) + (imaginary * imaginary));
            real *= inverse;
            imaginary *= -inverse;
            valueReal += s * real;
            valueImaginary += s * imaginary;
            slopeReal += s * ((real * real) - (imaginary * imaginary));
            slopeImaginary += s * 2 * real * imaginary;
        }

        Complex value = chi * new Complex(valueReal, valueImaginary) / spectrum.Length;
        return (value, new Complex(slopeReal, slopeImaginary) / spectrum.Length);
    }

    private static double Size(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
