using System.Globalization;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.IO.EncodingModels;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.Tests.EncodingModels;

public sealed class EncodingFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AnEffectBeyondWhatADoubleCarries_HasAProbabilityThatIsNotZero()
    {
        const int Bins = 4000;
        var rng = new Rng(2);
        double[] x = [.. Enumerable.Range(0, Bins).Select(_ => rng.NextNormal())];
        var recording = new EncodingRecording
        {
            Neurons = ["n"],
            Responses = Matrix.Create(Bins, 1, (i, _) => Math.Round(Math.Exp(3 + x[i] + (0.05 * rng.NextNormal())))),
            CovariateNames = ["x"],
            Covariates = Matrix.FromColumnMajor(Bins, 1, x),
        };
        EncodingResult result = new EncodingStudy
        {
            Model = new EncodingModel
            {
                Features =
                [
                    new()
                    {
                        Name = "x",
                        Basis = new Identity(),
                        Covariates =
                        [
                            ["x"],
                        ],
                    },
                ],
                Model = new GeneralizedLinearModel { Regularizer = new GroupLasso() },
                PathCount = 5,
            },
            Recording = recording,
        }.CrossValidate(TestContext.Current.CancellationToken);

        EncodingFolder.Write(_folder.File("o"), result);

        string[] cells = File.ReadAllLines(Path.Combine(_folder.File("o"), "effects.tsv"))[1].Split('\t');
        double wald = double.Parse(cells[3], CultureInfo.InvariantCulture);
        Assert.Equal(0, result.Refits[0]!.Blocks[0].PValue);
        Assert.True(wald > 2000, "an effect that no double has a probability for");
        Assert.Matches(@"^[1-9](\.\d{1,3})?e-\d{3,}$", cells[4]);
        Assert.Equal(cells[4], cells[5]);
        Assert.Equal(
            -wald / 2 / Math.Log(10),
            -double.Parse(cells[4].Split("e-")[1], CultureInfo.InvariantCulture),
            5.0
        );
        Assert.True(double.TryParse(cells[4], CultureInfo.InvariantCulture, out double read) && read == 0);
    }
}
