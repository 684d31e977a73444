using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

public sealed class ButterworthFilterTests
{
    [Theory]
    [InlineData(null, 0.1, 1)]
    [InlineData(null, 0.1, 5)]
    [InlineData(0.02, null, 4)]
    [InlineData(0.02, null, 5)]
    [InlineData(0.01, 0.1, 5)]
    [InlineData(0.08, 0.1, 5)]
    [InlineData(0.001, 0.24, 8)]
    public void Sections_HaveGainOneHalfAtTheEdges(double? high, double? low, int order)
    {
        Biquad[] sections = ButterworthDesign.Sections(order, high / 0.25, low / 0.25);

        foreach (double edge in new[] { high, low }.OfType<double>())
        {
            NumericAssert.Close(0.5, ButterworthDesign.SquaredGain(sections, edge / 0.25), 1e-9);
        }
    }

    [Theory]
    [InlineData(null, 0.4)]
    [InlineData(0.4, null)]
    [InlineData(0.1, 0.4)]
    [InlineData(0.4, 0.45)]
    public void Sections_FollowTheButterworthFormula(double? high, double? low)
    {
        // |H|² = 1/(1 + Ω^{2n}) with Ω the warped frequency of the low-pass prototype.
        Biquad[] sections = ButterworthDesign.Sections(5, high, low);

        foreach (double f in new[] { 0.05, 0.2, 0.39, 0.43, 0.7, 0.95 })
        {
            (double w, double h, double l) = (Warp(f), Warp(high ?? 0), Warp(low ?? 0));
            double omega = (high, low) switch
            {
                (null, _) => w / l,
                (_, null) => h / w,
                _ => ((w * w) - (h * l)) / (w * (l - h)),
            };
            NumericAssert.Close(1 / (1 + Math.Pow(omega, 10)), ButterworthDesign.SquaredGain(sections, f), 1e-10);
        }

        static double Warp(double fraction) => Math.Tan(Math.PI * fraction / 2);
    }

    [Fact]
    public void Apply_OfALowPass_KeepsConstantsAndTheMiddleOfLines()
    {
        Matrix lines = Matrix.Create(300, 3, (t, j) => 7 + (j * t));

        Matrix filtered = new ButterworthFilter { RepetitionTimeSeconds = 2, LowPassHz = 0.05 }.Apply(lines);

        NumericAssert.Close(lines.Column(0), filtered.Column(0), 1e-12);
        NumericAssert.Close(lines.Column(2)[100..200], filtered.Column(2)[100..200], 1e-7);
    }

    [Fact]
    public void Apply_BackwardsInTime_GivesTheResultBackwards()
    {
        var filter = new ButterworthFilter
        {
            RepetitionTimeSeconds = 2,
            HighPassHz = 0.02,
            LowPassHz = 0.1,
            PadLength = 150,
        };
        Matrix x = Noise(400, 2, 1);
        Matrix reversed = Matrix.Create(400, 2, (t, j) => x[399 - t, j]);

        (Matrix forwards, Matrix backwards) = (filter.Apply(x), filter.Apply(reversed));

        // Only the ends know where the filter began.
        for (int t = 150; t < 250; t++)
        {
            NumericAssert.Close(forwards[t, 0], backwards[399 - t, 0], 1e-4);
        }
    }

    [Fact]
    public void Apply_OfASignalWithNaN_NamesTheColumn()
    {
        var filter = new ButterworthFilter { RepetitionTimeSeconds = 2, LowPassHz = 0.1 };

        string message = Assert
            .Throws<ArgumentException>(() => filter.Apply(With(Noise(100, 3, 1), 7, 2, double.NaN)))
            .Message;

        Assert.Contains("column 2 holds NaN or infinity", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OnEightLanes_GivesTheBitsOfAScalarLoop()
    {
        Biquad[] sections = ButterworthDesign.Sections(5, null, 0.3);
        for (int length = 1; length <= 67; length++)
        {
            double[] lanes = Noise(length, BiquadCascade.Lanes, (ulong)length, mean: 3).AsSpan().ToArray();
            foreach (bool backwards in new[] { false, true })
            {
                double[] expected = Scalar(sections, lanes, backwards);

                BiquadCascade.Run(sections, lanes, backwards);

                Assert.Equal(expected, lanes);
            }
        }
    }

    private static double[] Scalar(Biquad[] sections, double[] lanes, bool backwards)
    {
        double[] result = (double[])lanes.Clone();
        int length = lanes.Length / BiquadCascade.Lanes;
        for (int lane = 0; lane < BiquadCascade.Lanes; lane++)
        {
            int At(int i) => ((backwards ? length - 1 - i : i) * BiquadCascade.Lanes) + lane;
            double scale = 1;
            double start = result[At(0)];
            foreach (Biquad s in sections)
            {
                double p = start * scale * (s.ConstantGain - s.B0);
                double q = start * scale * (s.B2 - (s.A2 * s.ConstantGain));
                for (int i = 0; i < length; i++)
                {
                    double x = result[At(i)];
                    double y = Math.FusedMultiplyAdd(s.B0, x, p);
                    p = Math.FusedMultiplyAdd(-s.A1, y, Math.FusedMultiplyAdd(s.B1, x, q));
                    q = Math.FusedMultiplyAdd(-s.A2, y, s.B2 * x);
                    result[At(i)] = y;
                }

                scale *= s.ConstantGain;
            }
        }

        return result;
    }
}
