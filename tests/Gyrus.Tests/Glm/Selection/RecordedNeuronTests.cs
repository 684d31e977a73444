using System.Globalization;
using System.IO.Compression;
using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Validation;

namespace Gyrus.Tests.Glm.Selection;

/// <summary>A recorded neuron on a track: counts with the position and the speed of the animal.</summary>
public sealed class RecordedNeuronTests
{
    private static readonly GeneralizedLinearModel Model = new() { Regularizer = new GroupLasso { Strength = 1e-4 } };

    [SharedFact]
    public void Comparison_PositionMatters_BeyondTheSpeed()
    {
        GlmData data = Recording();
        var comparison = new ModelComparison
        {
            Model = Model,
            Folds = new TrialFolds
            {
                Folds = 10,
                Gap = 20,
                Assignment = FoldAssignment.Interleaved,
            },
        };

        ModelComparisonFit fit = comparison.Fit(data, threads: 2);

        TestContext.Current.TestOutputHelper?.WriteLine(Told(fit));
        Assert.Equal("position", fit.Selected[0]);
        Assert.True(fit.Chosen.Mean > 0);
    }

    [SharedFact]
    public void Refit_OfPosition_RescalesTheSpikesBetterThanAConstant()
    {
        GlmData data = Recording();
        GlmFit fit = Model.Fit(data);
        double[] y = data.Responses.Column(0).ToArray();
        double[] mean = fit.Predict(data.Design);
        double[] constant = [.. mean.Select(m => double.IsFinite(m) ? y.Average() : double.NaN)];

        double with = TimeRescaling.Test(y, mean, 1).Statistic;
        double without = TimeRescaling.Test(y, constant, 1).Statistic;

        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant($"KS {with:0.000} with, {without:0.000} without")
        );
        Assert.True(with < without);
    }

    private static string Told(ModelComparisonFit fit) =>
        string.Join(
            Environment.NewLine,
            fit.Steps.SelectMany(s => s)
                .Select(c =>
                    FormattableString.Invariant(
                        $"{string.Join(" + ", c.Blocks)}: {c.Mean:0.0000} ± {c.StandardError:0.0000} bits/spike, gain {c.Gain:0.0000}, p {c.PValue:0.000}"
                    )
                )
        );

    private static GlmData Recording()
    {
        string path = SharedFolder.Path("data", "spikes_position_speed", "unit1_position_speed_counts.csv.gz");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add([.. line.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture))]);
        }

        return new GlmData
        {
            Design = new DesignBuilder()
                .Add("position", new RaisedCosineLinear { Count = 12 }, [.. rows.Select(r => r[0])])
                .Add("speed", new RaisedCosineLinear { Count = 5 }, [.. rows.Select(r => r[1])])
                .Build(),
            Responses = Matrix.FromColumnMajor(rows.Count, 1, [.. rows.Select(r => r[2])]),
        };
    }
}
