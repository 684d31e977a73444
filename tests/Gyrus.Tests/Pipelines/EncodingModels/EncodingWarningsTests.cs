using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Tests.Pipelines.EncodingModels;

public sealed class EncodingWarningsTests
{
    [Fact]
    public void Grouped_SameSentenceOfManyNeurons_IsOneLine()
    {
        string[] lines =
        [
            .. EncodingWarnings.Grouped([
                .. Enumerable.Range(1, 7).Select(k => ($"n{k}", "Columns alias.")),
                ("n1", "Columns alias."),
                ("n10", "n1 is elsewhere."),
            ]),
        ];

        Assert.Equal(["7 neurons (n1, n2, n3, n4, n5, …): Columns alias.", "n10: n1 is elsewhere."], lines);
    }

    [Fact]
    public void Fit_ACovariateThatDoesNotVary_IsAWarningOfTheResult()
    {
        EncodingRecording recording = new PositionNeuron { Seed = 1 }.Generate();
        recording = recording with
        {
            Covariates = Matrix.Create(recording.Bins, 2, (i, j) => j == 0 ? recording.Covariates[i, 0] : 3),
        };
        var study = new EncodingStudy
        {
            Recording = recording,
            Model = new EncodingModel
            {
                Model = new() { Regularizer = new Gyrus.Glm.GroupLasso { Strength = 0.01 } },
                Features =
                [
                    new()
                    {
                        Name = "position",
                        Basis = new Gyrus.Glm.Features.RaisedCosineLinear { Count = 6 },
                        Covariates =
                        [
                            ["position"],
                        ],
                    },
                    new()
                    {
                        Name = "speed",
                        Basis = new Gyrus.Glm.Features.RaisedCosineLinear { Count = 6 },
                        Covariates =
                        [
                            ["speed"],
                        ],
                    },
                ],
            },
        };

        Assert.Contains("'speed' is always 3", Assert.Single(study.Fit().Warnings));
    }
}
