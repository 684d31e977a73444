using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>The zero-phase Butterworth filter: run forwards, then backwards, so its gain is |H(f)|².</summary>
/// <remarks>
/// <para>
/// Low-pass, high-pass or band-pass by which edges are set. A <see cref="LowPassHz"/> at or above the Nyquist frequency is
/// lowered to just below it; <see cref="SignalCleaner"/> warns of that.
/// </para>
/// <para>
/// The signal is continued on both sides before the passes; by default by 3·(2n + 1 − m) samples for n second-order
/// sections of which m are of first order, as SciPy does. Each pass starts in the steady state of its first value.
/// </para>
/// <para>Source: Gustafsson (1996), IEEE Trans. Signal Process. 44:988, doi:10.1109/78.492552 (the problem of the ends).</para>
/// </remarks>
public sealed record ButterworthFilter
{
    /// <summary>Where a low-pass at or above the Nyquist frequency goes: ten float epsilons below it, as in nilearn.</summary>
    private const double JustBelowNyquist = 1 - (10.0 / (1 << 23));

    /// <summary>Gets the repetition time in seconds. Positive.</summary>
    public required double RepetitionTimeSeconds
    {
        get;
        init => field = Require.Positive(value, nameof(RepetitionTimeSeconds));
    }

    /// <summary>Gets the lower edge of the pass band in Hz, or null for none. Positive.</summary>
    public double? HighPassHz
    {
        get;
        init => field = value is { } hz ? Require.Positive(hz, nameof(HighPassHz)) : null;
    }

    /// <summary>Gets the upper edge of the pass band in Hz, or null for none. Positive.</summary>
    public double? LowPassHz
    {
        get;
        init => field = value is { } hz ? Require.Positive(hz, nameof(LowPassHz)) : null;
    }

    /// <summary>Gets the order of the prototype (a band-pass has twice as many poles). 1 … 16, default 5.</summary>
    public int Order
    {
        get;
        init => field = (int)Require.Between(1, 16, value, nameof(Order));
    } = 5;

    /// <summary>Gets how the signal is continued beyond its ends. Default odd.</summary>
    public FilterPadding Padding { get; init; } = FilterPadding.Odd;

    /// <summary>Gets how many samples it is continued by on each side, or null for the rule above. At least 0.</summary>
    public int? PadLength
    {
        get;
        init => field = value is { } length ? Require.AtLeast(0, length, nameof(PadLength)) : null;
    }

    /// <summary>Filters every column of a matrix of samples × signals.</summary>
    /// <exception cref="ArgumentException">
    /// No edge is set, the edges cross, there are too few samples, or one is not finite.
    /// </exception>
    public Matrix Apply(Matrix signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        for (int j = 0; j < signals.Columns; j++)
        {
            if (!TensorPrimitives.IsFiniteAll(signals.Column(j)))
            {
                throw new ArgumentException(
                    Invariant($"A filter needs finite signals, but column {j} holds NaN or infinity.")
                );
            }
        }

        Matrix result = signals.Copy();
        Prepare(signals.Rows, "signals").Apply(result);
        return result;
    }

    /// <summary>Checks the options and designs the filter for signals of one length.</summary>
    internal PreparedFilter Prepare(int samples, string subject)
    {
        if (HighPassHz is null && LowPassHz is null)
        {
            throw new ArgumentException("A Butterworth filter needs HighPassHz, LowPassHz or both.");
        }

        if (HighPassHz >= JustBelowNyquist * NyquistHz)
        {
            throw new ArgumentException(
                Invariant(
                    $"{subject}: HighPassHz ({HighPassHz}) must be below the Nyquist frequency ({NyquistHz} Hz at a repetition time of {RepetitionTimeSeconds} s): nothing would be left."
                )
            );
        }

        if (HighPassHz >= LowPassHz)
        {
            throw new ArgumentException(
                Invariant($"{subject}: HighPassHz ({HighPassHz}) must be below LowPassHz ({LowPassHz}).")
            );
        }

        (double? high, double? low) = (HighPassHz / NyquistHz, LowPassHz / NyquistHz);
        low = low is { } edge ? Math.Min(edge, JustBelowNyquist) : null;
        Biquad[] sections = ButterworthDesign.Sections(Order, high, low);
        int pad = Padding == FilterPadding.None ? 0 : PadLength ?? DefaultPad(sections);
        if (pad >= samples)
        {
            throw new ArgumentException(
                Invariant(
                    $"{subject}: the Butterworth filter continues the signals by {pad} volumes on each side and needs more than that, but got {samples}. Set a shorter PadLength, or use the cosine filter."
                )
            );
        }

        return new PreparedFilter(sections, Padding, pad);
    }

    internal double NyquistHz => 0.5 / RepetitionTimeSeconds;

    private static int DefaultPad(Biquad[] sections) =>
        3 * ((2 * sections.Length) + 1 - Math.Min(sections.Count(s => s.B2 == 0), sections.Count(s => s.A2 == 0)));
}
