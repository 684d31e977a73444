using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Signals;

/// <summary>Second-order sections run over eight signals at once, one per lane.</summary>
/// <remarks>
/// A recursion in time cannot be vectorised along time, so the lanes are signals: sample t of signal j lies at 8t + j.
/// Each lane computes what a scalar loop with fused multiply-adds computes, to the last bit. A remainder of fewer than
/// eight signals runs with lanes of zeros.
/// </remarks>
internal static class BiquadCascade
{
    /// <summary>Signals per pass.</summary>
    public const int Lanes = 8;

    /// <summary>
    /// Filters in place, forwards or backwards in time, section after section, each started in the state that a constant
    /// signal of the first value seen would have led to.
    /// </summary>
    public static void Run(ReadOnlySpan<Biquad> sections, Span<double> interleaved, bool backwards)
    {
        Span<Vector512<double>> x = MemoryMarshal.Cast<double, Vector512<double>>(interleaved);
        double scale = 1;
        Vector512<double> start = backwards ? x[^1] : x[0];
        int done = 0;

        // Two sections per pass hide each other's latency; their states stay in registers.
        for (; done + 1 < sections.Length; done += 2)
        {
            (Biquad first, Biquad second) = (sections[done], sections[done + 1]);
            Vector512<double> start1 = start * scale;
            Vector512<double> start2 = start1 * first.ConstantGain;
            RunTwo(first, second, (start1, start2), x, backwards);
            scale *= first.ConstantGain * second.ConstantGain;
        }

        if (done < sections.Length)
        {
            RunOne(sections[done], start * scale, x, backwards);
        }
    }

    private static void RunOne(Biquad s, Vector512<double> start, Span<Vector512<double>> x, bool backwards)
    {
        (Vector512<double> b0, Vector512<double> b1, Vector512<double> b2) = Numerator(s);
        (Vector512<double> a1, Vector512<double> a2) = Denominator(s);
        (Vector512<double> p, Vector512<double> q) = Rest(s, start);
        for (int i = 0; i < x.Length; i++)
        {
            ref Vector512<double> at = ref x[backwards ? x.Length - 1 - i : i];
            Vector512<double> y = Vector512.FusedMultiplyAdd(b0, at, p);
            p = Vector512.FusedMultiplyAdd(a1, y, Vector512.FusedMultiplyAdd(b1, at, q));
            q = Vector512.FusedMultiplyAdd(a2, y, b2 * at);
            at = y;
        }
    }

    private static void RunTwo(
        Biquad s,
        Biquad r,
        (Vector512<double> First, Vector512<double> Second) start,
        Span<Vector512<double>> x,
        bool backwards
    )
    {
        (Vector512<double> b0, Vector512<double> b1, Vector512<double> b2) = Numerator(s);
        (Vector512<double> a1, Vector512<double> a2) = Denominator(s);
        (Vector512<double> d0, Vector512<double> d1, Vector512<double> d2) = Numerator(r);
        (Vector512<double> c1, Vector512<double> c2) = Denominator(r);
        (Vector512<double> p, Vector512<double> q) = Rest(s, start.First);
        (Vector512<double> u, Vector512<double> v) = Rest(r, start.Second);
        for (int i = 0; i < x.Length; i++)
        {
            ref Vector512<double> at = ref x[backwards ? x.Length - 1 - i : i];
            Vector512<double> y = Vector512.FusedMultiplyAdd(b0, at, p);
            p = Vector512.FusedMultiplyAdd(a1, y, Vector512.FusedMultiplyAdd(b1, at, q));
            q = Vector512.FusedMultiplyAdd(a2, y, b2 * at);
            Vector512<double> z = Vector512.FusedMultiplyAdd(d0, y, u);
            u = Vector512.FusedMultiplyAdd(c1, z, Vector512.FusedMultiplyAdd(d1, y, v));
            v = Vector512.FusedMultiplyAdd(c2, z, d2 * y);
            at = z;
        }
    }

    private static (Vector512<double> B0, Vector512<double> B1, Vector512<double> B2) Numerator(Biquad s) =>
        (Vector512.Create(s.B0), Vector512.Create(s.B1), Vector512.Create(s.B2));

    private static (Vector512<double> MinusA1, Vector512<double> MinusA2) Denominator(Biquad s) =>
        (Vector512.Create(-s.A1), Vector512.Create(-s.A2));

    /// <summary>The two states (transposed direct form II) in which a constant input leaves the section.</summary>
    private static (Vector512<double> First, Vector512<double> Second) Rest(Biquad s, Vector512<double> constant) =>
        (constant * (s.ConstantGain - s.B0), constant * (s.B2 - (s.A2 * s.ConstantGain)));
}
