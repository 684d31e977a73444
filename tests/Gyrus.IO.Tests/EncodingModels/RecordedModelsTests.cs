using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.IO.EncodingModels;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.Tests.EncodingModels;

/// <summary>
/// The models of <c>bench/recordings</c> at one strength: fitted to the first 80 % of real recordings, they tell the rest at least as well as a plain Poisson
/// regression does (figures of the README of the recordings), and each fit is an optimum by conditions that are worked out here.
/// </summary>
public sealed class RecordedModelsTests : IDisposable
{
    /// <summary>Conditions of optimality are worked out for so many neurons: the dense design takes its time.</summary>
    private const int MostWorkedOut = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact]
    public void PositionAndSpeed_TellTheRest() => Assert.True(HeldOut("position-speed", 5e-5)[0] >= 0.20);

    [SharedFact]
    public void Whisker_StimulusAndHistory_TellTheRest() =>
        Assert.True(HeldOut("whisker", 1e-6, recording: "dir3_neuron1_stim1")[0] >= 0.33);

    [SharedFact]
    public void PlaceCells_HalfOfTheUnits_TellTheRest()
    {
        double[] explained = HeldOut("placecells", 3e-5);

        Assert.Equal(49, explained.Length);
        Assert.True(explained.Max() >= 0.37);
        Assert.True(explained.Count(d => d > 0.05) >= 25);
    }

    [SharedFact]
    public void MotorCortex_TheBestUnit_TellsTheRest() =>
        Assert.True(HeldOut("m1", 1e-4, neurons: ["n005", "n007"])[0] >= 0.18);

    [SharedFact]
    public void Grasshopper_StimulusAndHistoryTogether_TellMoreThanEither()
    {
        double both = HeldOut("grasshopper", 2e-4)[0];
        double stimulus = HeldOut("grasshopper", 2e-4, without: "history")[0];
        double history = HeldOut("grasshopper", 2e-4, without: "stimulus")[0];

        Assert.True(both > stimulus && both > history, $"both {both}, stimulus {stimulus}, history {history}");
    }

    /// <summary>The deviance explained of the last 20 % of the bins, by neuron.</summary>
    private double[] HeldOut(
        string name,
        double strength,
        string recording = "",
        string[]? neurons = null,
        string? without = null
    )
    {
        (string path, string heldOut) = RecordedModels.Write(_folder.Path, name, recording: recording);
        ModelFile file = ModelFile.Read(path);
        EncodingModel model = file.Model with
        {
            Features = [.. file.Model.Features.Where(f => f.Name != without)],
            Model = file.Model.Model with
            {
                Regularizer = new GroupLasso { Strength = strength },
                Tolerance = 1e-10,
            },
        };
        EncodingResult result = new EncodingStudy
        {
            Model = model,
            Recording = file.ReadRecording(),
            Neurons = neurons,
        }.Fit(TestContext.Current.CancellationToken);
        EncodingRecording rest = ModelFile.Read(heldOut).ReadRecording();
        GlmData data = model.On(rest, result.Fits[0].Blocks);
        double[] explained =
        [
            .. result.Fits.Select(f =>
                EncodingStudy.ScoreOf(f, data, rest.Neurons.ToList().IndexOf(f.Neuron)).DevianceExplained
            ),
        ];
        Assert.All(result.Fits, f => Assert.True(f.Convergence.Converged));
        foreach ((int k, GlmFit fit) in result.Fits.Take(MostWorkedOut).Index())
        {
            double worst = Violation(fit, result.Data, k);
            TestContext.Current.TestOutputHelper?.WriteLine(
                FormattableString.Invariant(
                    $"{name} {fit.Neuron}: {explained[k]:0.0000} of the held-out deviance, {explained.Count(d => d > 0.05)} of {explained.Length} above 0.05, optimality {worst:0.0e+0}"
                )
            );
            Assert.InRange(worst, 0, 1e-6);
        }

        return explained;
    }

    /// <summary>
    /// How far the gradient of the mean of μ − y·log μ is from what a group lasso allows: −λ√p·β/‖β‖ in a block that is in the model, at most λ√p long in
    /// one that is not, 0 for the intercept.
    /// </summary>
    private static double Violation(GlmFit fit, GlmData data, int neuron)
    {
        Matrix x = data.Design.ToMatrix();
        double[] mean = fit.Predict(data.Design);
        ReadOnlySpan<double> y = data.Responses.Column(neuron);
        double[] residual = new double[mean.Length];
        int samples = 0;
        for (int i = 0; i < residual.Length; i++)
        {
            bool counts = double.IsFinite(mean[i]) && double.IsFinite(y[i]);
            residual[i] = counts ? mean[i] - y[i] : 0;
            samples += counts ? 1 : 0;
        }

        double worst = Math.Abs(residual.Sum() / samples);
        foreach (FeatureBlock block in fit.Blocks)
        {
            double limit = fit.Model.Regularizer.Strength * Math.Sqrt(block.Count);
            double norm = fit.Norm(block);
            double sum = 0;
            for (int j = block.Start; j < block.Start + block.Count; j++)
            {
                double slope = 0;
                ReadOnlySpan<double> column = x.Column(j);
                for (int i = 0; i < residual.Length; i++)
                {
                    slope += residual[i] == 0 ? 0 : residual[i] * column[i] / samples;
                }

                sum += Math.Pow(slope + (norm > 0 ? limit * fit.Coefficients[j] / norm : 0), 2);
            }

            worst = Math.Max(worst, norm > 0 ? Math.Sqrt(sum) : Math.Max(0, Math.Sqrt(sum) - limit));
        }

        return worst;
    }
}
