using System.Buffers;
using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>A designed filter with its padding, for signals longer than the padding.</summary>
internal sealed class PreparedFilter(Biquad[] sections, FilterPadding padding, int pad)
{
    private const int Lanes = BiquadCascade.Lanes;

    /// <summary>Σ|H(f)|² over the n frequencies of the discrete Fourier transform: the trace of the filter but for its ends.</summary>
    public double Trace(int samples)
    {
        double sum = 0;
        for (int k = 0; k < samples; k++)
        {
            sum += ButterworthDesign.SquaredGain(sections, 2.0 * k / samples);
        }

        return sum;
    }

    /// <summary>Filters every column in place, forwards and backwards, eight columns per pass.</summary>
    public void Apply(Matrix signals)
    {
        int length = signals.Rows + (2 * pad);
        double[] rented = ArrayPool<double>.Shared.Rent(length * Lanes);
        Span<double> x = rented.AsSpan(0, length * Lanes);
        for (int first = 0; first < signals.Columns; first += Lanes)
        {
            int count = Math.Min(Lanes, signals.Columns - first);
            if (count < Lanes)
            {
                x.Clear();
            }

            for (int lane = 0; lane < count; lane++)
            {
                Load(signals.Column(first + lane), x, lane);
            }

            BiquadCascade.Run(sections, x, backwards: false);
            BiquadCascade.Run(sections, x, backwards: true);
            for (int lane = 0; lane < count; lane++)
            {
                Store(x, lane, signals.MutableColumn(first + lane));
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private void Load(ReadOnlySpan<double> signal, Span<double> x, int lane)
    {
        int last = signal.Length - 1;
        int after = pad + signal.Length;
        for (int t = 0; t < signal.Length; t++)
        {
            x[((pad + t) * Lanes) + lane] = signal[t];
        }

        for (int i = 1; i <= pad; i++)
        {
            x[((pad - i) * Lanes) + lane] = Beyond(signal[0], signal[i]);
            x[((after + i - 1) * Lanes) + lane] = Beyond(signal[last], signal[last - i]);
        }
    }

    private double Beyond(double end, double inside) =>
        padding switch
        {
            FilterPadding.Odd => (2 * end) - inside,
            FilterPadding.Even => inside,
            _ => end,
        };

    private void Store(ReadOnlySpan<double> x, int lane, Span<double> signal)
    {
        for (int t = 0; t < signal.Length; t++)
        {
            signal[t] = x[((pad + t) * Lanes) + lane];
        }
    }
}
