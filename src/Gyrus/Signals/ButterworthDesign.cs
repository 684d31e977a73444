using System.Numerics;

namespace Gyrus.Signals;

/// <summary>Butterworth filters as second-order sections, by the bilinear transform with warped edges.</summary>
/// <remarks>Source: Oppenheim and Schafer (2010), Discrete-Time Signal Processing, 3rd ed., §7.2 and appendix B.</remarks>
internal static class ButterworthDesign
{
    /// <summary>The sections of a filter whose edges are fractions of the Nyquist frequency in (0, 1); one may be null.</summary>
    public static Biquad[] Sections(int order, double? highPass, double? lowPass)
    {
        double low = highPass is { } h ? Warp(h) : 0;
        double high = lowPass is { } l ? Warp(l) : 0;
        List<Complex> poles = [];
        for (int m = -order + 1; m < order; m += 2)
        {
            double angle = Math.PI * m / (2 * order);
            var prototype = new Complex(m == 0 ? -1 : -Math.Cos(angle), -Math.Sin(angle));
            poles.AddRange(
                (highPass, lowPass) switch
                {
                    (null, _) => [prototype * high],
                    (_, null) => [low / prototype],
                    _ => BandPass(prototype, low, high),
                }
            );
        }

        // Gain 1 where the ideal filter has it exactly: at 0, at the Nyquist frequency, or in the middle of the band.
        Complex unit = (highPass, lowPass) switch
        {
            (null, _) => 1,
            (_, null) => -1,
            _ => Complex.FromPolarCoordinates(1, 2 * Math.Atan(Math.Sqrt(low * high))),
        };
        return
        [
            .. Pair([.. poles.Select(p => (1 + p) / (1 - p))])
                .OrderBy(pair => Math.Max(pair.First.Magnitude, pair.Second?.Magnitude ?? 0))
                .Select(pair => Section(pair, (highPass, lowPass), unit)),
        ];
    }

    /// <summary>|H|² at a frequency given as a fraction of the Nyquist frequency: the gain of the forward-backward filter.</summary>
    public static double SquaredGain(ReadOnlySpan<Biquad> sections, double frequency)
    {
        Complex w = Complex.FromPolarCoordinates(1, -Math.PI * frequency);
        double gain = 1;
        foreach (Biquad s in sections)
        {
            gain *= ((s.B0 + (w * (s.B1 + (w * s.B2)))) / (1 + (w * (s.A1 + (w * s.A2))))).Magnitude;
        }

        return gain * gain;
    }

    private static double Warp(double fraction) => Math.Tan(0.5 * Math.PI * fraction);

    private static IEnumerable<Complex> BandPass(Complex prototype, double low, double high)
    {
        Complex half = prototype * (0.5 * (high - low));
        Complex root = Complex.Sqrt((half * half) - (low * high));

        // The product of the two is low·high: the small one by division, since the difference cancels in wide bands.
        Complex large = (half + root).Magnitude > (half - root).Magnitude ? half + root : half - root;
        return [large, low * high / large];
    }

    /// <summary>Conjugate poles together, real ones two by two; one real pole may stay alone.</summary>
    private static IEnumerable<(Complex First, Complex? Second)> Pair(Complex[] poles)
    {
        const double Real = 1e-12;
        Complex[] upper = [.. poles.Where(p => p.Imaginary > Real)];
        Complex[] real = [.. poles.Where(p => Math.Abs(p.Imaginary) <= Real).OrderBy(p => p.Real)];
        return upper
            .Select(p => (p, (Complex?)Complex.Conjugate(p)))
            .Concat(real.Chunk(2).Select(two => (two[0], two.Length == 2 ? (Complex?)two[1] : null)));
    }

    private static Biquad Section((Complex First, Complex? Second) pair, (double?, double?) edges, Complex unit)
    {
        double a1 = -(pair.First + (pair.Second ?? 0)).Real;
        double a2 = (pair.First * (pair.Second ?? 0)).Real;
        (double b1, double b2) = (edges, pair.Second) switch
        {
            ((null, _), null) => (1, 0),
            ((null, _), _) => (2, 1),
            ((_, null), null) => (-1, 0),
            ((_, null), _) => (-2, 1),
            _ => (0.0, -1),
        };
        Complex w = 1 / unit;
        double gain = ((1 + (w * (b1 + (w * b2)))) / (1 + (w * (a1 + (w * a2))))).Magnitude;
        return new Biquad(1 / gain, b1 / gain, b2 / gain, a1, a2);
    }
}
