using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Glm;

/// <summary>A symptom of a recording of a whisker: rare spikes that strong pulses evoke, a penalty that is nearly none, and a start at zero.</summary>
public sealed class WeakPenaltyTests
{
    [Theory]
    [InlineData(0.5, -5, 40, 10)]
    [InlineData(3, -12, 150, 12)]
    [InlineData(1, -5, 150, 12)]
    public void Fit_OfSpikesThatPulsesEvoke_FromZeroAtAWeakStrength_GoesOnUntilItIsCertified(
        double gain,
        double rest,
        int bins,
        int count
    )
    {
        var rng = new Rng(77);
        const int Samples = 20_000;
        double[] pulse =
        [
            .. Enumerable
                .Range(0, Samples)
                .Select(i => i % 200 < 30 ? 5 - (5 * Math.Cos(2 * Math.PI * (i % 200) / 30.0)) : 0),
        ];
        double[] counts = new double[Samples];
        for (int i = 8; i < Samples; i++)
        {
            double drive =
                gain * ((0.9 * pulse[i - 3]) - (0.7 * pulse[i - 7])) - (counts[i - 1] + counts[i - 2] > 0 ? 40 : 0);
            counts[i] = Math.Min(1, PoissonDraw.Next(rng, Math.Exp(Math.Min(3, drive + rest))));
        }

        Design design = new DesignBuilder()
            .Add("stimulus", Window(count, bins), pulse)
            .Add("history", Window(10, 150), counts)
            .Build();
        var data = new GlmData { Design = design, Responses = Matrix.FromColumnMajor(Samples, 1, counts) };
        foreach (double strength in (double[])[1e-5, 1e-6, 1e-7])
        {
            GlmFit fit = new GeneralizedLinearModel
            {
                Regularizer = new GroupLasso { Strength = strength },
                Tolerance = 1e-9,
            }.Fit(data);

            Assert.True(fit.Convergence.Converged, $"{strength}: {fit.Convergence}");
        }
    }

    private static Convolution Window(int count, int bins) =>
        new()
        {
            Basis = new RaisedCosineLog { Count = count },
            WindowSize = bins,
        };
}
