using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Numerics.Distributions;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Validation;

namespace Gyrus.Tests.Pipelines.EncodingModels;

/// <summary>A neuron alone may take minutes: what is done inside is told.</summary>
public sealed class EncodingProgressTests
{
    private const int Bins = 400;

    [Fact]
    public void CrossValidate_OfOneNeuron_TellsItsStrengthsAndOuterFolds()
    {
        List<WorkProgress> told = Told(s => s.CrossValidate(TestContext.Current.CancellationToken), neurons: 1);

        int strengths = told.First(static t => t.Stage.EndsWith("strengths", StringComparison.Ordinal)).Total;
        Assert.Equal(
            Enumerable.Range(1, strengths),
            told.Where(static t => t.Stage.EndsWith("strengths", StringComparison.Ordinal)).Select(static t => t.Done)
        );
        Assert.Equal(
            [1, 2, 3],
            told.Where(static t => t.Stage.EndsWith("folds", StringComparison.Ordinal)).Select(static t => t.Done)
        );
    }

    [Fact]
    public void Select_OfOneNeuron_TellsItsHalves() =>
        Assert.Equal(
            (4, 4),
            Told(s => s.Select(TestContext.Current.CancellationToken), neurons: 1)
                .Where(static t => t.Stage.EndsWith("halves", StringComparison.Ordinal))
                .Select(static t => (t.Done, t.Total))
                .Max()
        );

    [Fact]
    public void Compare_OfOneNeuron_TellsItsShifts() =>
        Assert.Equal(
            (2, 2),
            Told(s => s.Compare(TestContext.Current.CancellationToken), neurons: 1)
                .Where(static t => t.Stage.EndsWith("shifts", StringComparison.Ordinal))
                .Select(static t => (t.Done, t.Total))
                .Max()
        );

    [Fact]
    public void CrossValidate_OfNeurons_TellsNeuronsOnly() =>
        Assert.All(
            Told(s => s.CrossValidate(TestContext.Current.CancellationToken), neurons: 2),
            static t => Assert.Equal(2, t.Total)
        );

    private static List<WorkProgress> Told(Func<EncodingStudy, EncodingResult> work, int neurons)
    {
        var rng = new Rng(3);
        double[] x = [.. Enumerable.Range(0, 2 * Bins).Select(_ => rng.NextNormal())];
        var heard = new Heard();
        work(
            new EncodingStudy
            {
                Progress = heard,
                Recording = new EncodingRecording
                {
                    Neurons = [.. Enumerable.Range(1, neurons).Select(static k => $"n{k}")],
                    Responses = Matrix.Create(
                        Bins,
                        neurons,
                        (t, _) => PoissonDraw.Next(rng, Math.Exp(-0.5 + (0.4 * x[t])))
                    ),
                    CovariateNames = ["x", "y"],
                    Covariates = Matrix.FromColumnMajor(Bins, 2, x),
                    Trials = [.. Enumerable.Range(0, Bins).Select(static t => t / 20)],
                },
                Model = new EncodingModel
                {
                    Features = [Feature("x"), Feature("y")],
                    Model = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 1e-2 } },
                    Folds = new TrialFolds { Folds = 3 },
                    ComparisonFolds = 5,
                    StabilityPairs = 2,
                    Shifts = 2,
                    IsNested = true,
                },
            }
        );
        return heard.Told;
    }

    private static EncodingFeature Feature(string name) =>
        new()
        {
            Name = name,
            Basis = new Identity(),
            Covariates =
            [
                [name],
            ],
        };

    private sealed class Heard : IProgress<WorkProgress>
    {
        public List<WorkProgress> Told { get; } = [];

        public void Report(WorkProgress value) => Told.Add(value);
    }
}
