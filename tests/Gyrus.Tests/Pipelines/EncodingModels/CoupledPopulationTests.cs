using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Simulation;
using Gyrus.Numerics.Distributions;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Tests.Pipelines.EncodingModels;

public sealed class CoupledPopulationTests
{
    private const int Bins = 400;
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Convolution Window = new()
    {
        Basis = new RaisedCosineLog { Count = 3 },
        WindowSize = 5,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_ANeuron_HasItsOwnCountsAndThoseOfTheOthers(bool split)
    {
        EncodingRecording recording = Recording();
        EncodingModel model = Model(split);

        Design design = model.On(recording, neuron: "b").Design;

        Matrix own = Convolved(recording, 1);
        Matrix first = Convolved(recording, 0);
        Matrix last = Convolved(recording, 2);
        string[] names = split ? ["x", "history", "coupling:a", "coupling:c"] : ["x", "history", "coupling"];
        Assert.Equal(names, design.Blocks.Select(static b => b.Name));
        Matrix all = design.ToMatrix();
        for (int i = 0; i < Bins; i++)
        {
            for (int f = 0; f < 3; f++)
            {
                // The design keeps the counts and convolves them in another order.
                Assert.Equal(own[i, f], all[i, 1 + f], 1e-12);
                Assert.Equal(first[i, f], all[i, 4 + f], 1e-12);
                Assert.Equal(last[i, f], all[i, 7 + f], 1e-12);
            }
        }
    }

    [Fact]
    public void On_WithoutANeuron_SaysThatOneIsNeeded() =>
        Assert.Contains(
            "every neuron has a design of its own",
            Assert.Throws<ArgumentException>(() => Model(true).On(Recording())).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Fit_OfANeuron_DoesNotDependOnWhichOthersAreFitted()
    {
        var study = new EncodingStudy { Model = Model(true), Recording = Recording() };

        IReadOnlyList<GlmFit> all = study.Fit(TestContext.Current.CancellationToken).Fits;
        EncodingResult alone = (study with { Neurons = ["c"], Threads = 2 }).Fit(TestContext.Current.CancellationToken);

        Assert.Equal(all[2].Coefficients, alone.Fits[0].Coefficients);
        Assert.Equal(["x", "history", "coupling:a", "coupling:b"], alone.Fits[0].Blocks.Select(static b => b.Name));
    }

    [Fact]
    public void Fit_OfACoupledPair_FindsWhoDrivesWhom()
    {
        var study = new EncodingStudy
        {
            Model = Model(true) with
            {
                Model = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 0.05 } },
            },
            Recording = Recording(),
        };

        IReadOnlyList<GlmFit> fits = study.Fit(TestContext.Current.CancellationToken).Fits;

        double driven = Norm(fits[1], "coupling:a");
        Assert.True(driven > 4 * Norm(fits[1], "coupling:c"), "b follows a, not c");
        Assert.True(driven > 4 * Norm(fits[0], "coupling:b"), "a does not follow b");

        static double Norm(GlmFit fit, string block) => fit.Norm(fit.Blocks.First(b => b.Name == block));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_InputAndFiltersOfWhatWasRecorded_AreTheLinearPredictor(bool split)
    {
        EncodingRecording recording = Recording();
        EncodingModel model = Model(split);
        EncodingResult result = new EncodingStudy
        {
            Model = model,
            Recording = recording,
            Neurons = ["a", "b"],
        }.Fit(TestContext.Current.CancellationToken);

        var population = CoupledPopulation.Of(model, recording, result.Fits);

        for (int k = 0; k < 2; k++)
        {
            double[] eta = result.Fits[k].Predictor(result.DataOf(k).Design);
            for (int t = 0; t < Bins; t++)
            {
                double sum = population.Input[t, k];
                for (int j = 0; j < 3; j++)
                {
                    IReadOnlyList<double> filter = population.Filters[j][k] ?? [];
                    sum += Enumerable
                        .Range(1, Math.Min(t, filter.Count))
                        .Sum(d => filter[d - 1] * recording.Responses[t - d, j]);
                }

                Assert.Equal(double.IsNaN(eta[t]), double.IsNaN(population.Input[t, k]));
                Assert.True(double.IsNaN(eta[t]) || Math.Abs(sum - eta[t]) < 1e-12, "the same linear predictor");
            }
        }

        Assert.All(population.Input.Column(2).ToArray(), static v => Assert.True(double.IsNaN(v)));
        Assert.Equal(5 * 4, population.Input.Column(0).ToArray().Count(double.IsNaN));
    }

    [Fact]
    public void Draw_OfANeuronThatSilencesItself_SeesWhatWasDrawn()
    {
        EncodingRecording recording = Recording();
        EncodingModel model = new()
        {
            Features =
            [
                new()
                {
                    Name = "history",
                    Basis = new History { WindowSize = 1 },
                    Covariates =
                    [
                        ["self"],
                    ],
                },
            ],
            Model = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 0.01 } },
        };
        GlmFit fit = new EncodingStudy { Model = model, Recording = recording }
            .Fit(TestContext.Current.CancellationToken)
            .Fits[0];
        fit = fit with { Coefficients = [-50], Intercept = Math.Log(2) };

        var population = CoupledPopulation.Of(model, recording, [fit]);
        Matrix drawn = population.Draw(3);

        double[] y = drawn.Column(0).ToArray();
        Assert.Equal(drawn.Column(0).ToArray(), population.Draw(3).Column(0).ToArray());
        Assert.Contains(y, static v => v > 0);
        Assert.DoesNotContain(Enumerable.Range(1, Bins - 1), t => y[t - 1] > 0 && y[t] > 0);
        Assert.Contains(
            Enumerable.Range(1, Bins - 1),
            t => recording.Responses[t - 1, 0] > 0 && recording.Responses[t, 0] > 0
        );
    }

    [Fact]
    public void Recurrent_WhereThereIsNoInput_NothingIsDrawnAndFiltersSeeWhatWasRecorded()
    {
        var simulation = new RecurrentSimulation
        {
            Observation = new ObservationModel(),
            Filters =
            [
                [null, new double[] { -50 }],
                [null, null],
            ],
        };
        Matrix recorded = Matrix.Create(200, 2, static (t, k) => k == 0 && t % 2 == 0 ? 1 : double.NaN);

        Matrix y = simulation.Draw(Matrix.Create(200, 2, static (_, k) => k == 0 ? double.NaN : 1), seed: 1, recorded);

        Assert.All(y.Column(0).ToArray(), static v => Assert.True(double.IsNaN(v)));
        Assert.All(Enumerable.Range(0, 99), i => Assert.Equal(0, y[(2 * i) + 1, 1]));
        Assert.Contains(Enumerable.Range(0, 99), i => y[2 * i, 1] > 0);
        Assert.Throws<ArgumentException>(() => (simulation with { Scales = [1] }).Draw(new Matrix(5, 2), 1));
        Assert.Throws<ArgumentException>(() => simulation.Draw(new Matrix(5, 2), 1, new Matrix(4, 2)));
    }

    [Theory]
    [InlineData("self", "x", false, "stand alone")]
    [InlineData("self", null, true, "cannot be split")]
    public void Features_OfTheNeuronItself_ThatMeanNothing_AreRefused(
        string word,
        string? more,
        bool split,
        string message
    )
    {
        string[] names = more is null ? [word] : [word, more];

        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Model(true) with
            {
                Features =
                [
                    new()
                    {
                        Name = "f",
                        Basis = Window,
                        Covariates = [names],
                        IsSplit = split,
                    },
                ],
            }
        );

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AFeatureThatNamesANeuron_AndSeesItsOwnBin_IsToldForThatNeuronAlone(bool seesItsOwnBin)
    {
        var study = new EncodingStudy
        {
            Recording = Recording(),
            Model = Model(false) with
            {
                Features =
                [
                    new()
                    {
                        Name = "counts",
                        Basis = seesItsOwnBin ? Window with { Shift = false } : Window,
                        Covariates =
                        [
                            ["b"],
                        ],
                    },
                ],
            },
        };

        string[] told =
        [
            .. study
                .Fit(TestContext.Current.CancellationToken)
                .Warnings.Where(static w => w.Contains("explains itself", StringComparison.Ordinal)),
        ];

        Assert.Equal(seesItsOwnBin ? 1 : 0, told.Length);
        Assert.All(told, static w => Assert.StartsWith("b: the feature 'counts'", w, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GroupsAndWeights_OfOneNeuronsCoupling_AreRefused(bool byGroup)
    {
        // Neuron a has no block 'coupling:a', and the columns of 'coupling:b' lie elsewhere in the designs of a and c.
        EncodingModel model = byGroup
            ? Model(true) with
            {
                Groups =
                [
                    ["x", "coupling:b"],
                ],
            }
            : Model(true) with
            {
                Weights = new Dictionary<string, double> { ["coupling:b"] = 0.1 },
            };

        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            new EncodingStudy { Model = model, Recording = Recording() }.Fit(TestContext.Current.CancellationToken)
        );

        Assert.Contains("'coupling:b' is a block of some neurons only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_OfAWholeCoupling_HoldForEveryNeuron()
    {
        EncodingModel model = Model(true) with { Weights = new Dictionary<string, double> { ["coupling"] = 1e4 } };

        EncodingResult result = new EncodingStudy { Model = model, Recording = Recording() }.Fit(
            TestContext.Current.CancellationToken
        );

        Assert.All(
            result.Fits,
            static f =>
                Assert.DoesNotContain(f.Selected, static b => b.StartsWith("coupling", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Features_OfTheNeuronItself_ThatSeeTheirOwnBin_AreRefused() =>
        Assert.All(
            (Basis[])
                [
                    new Identity(),
                    Window with
                    {
                        Causality = Causality.Acausal,
                    },
                    Window with
                    {
                        Shift = false,
                    },
                    new History { WindowSize = 2, Causality = Causality.AntiCausal },
                ],
            basis =>
                Assert.Contains(
                    "needs a causal window",
                    Assert
                        .Throws<ArgumentException>(() =>
                            Model(true) with
                            {
                                Features =
                                [
                                    new()
                                    {
                                        Name = "f",
                                        Basis = basis,
                                        Covariates =
                                        [
                                            ["others"],
                                        ],
                                    },
                                ],
                            }
                        )
                        .Message,
                    StringComparison.Ordinal
                )
        );

    private static EncodingModel Model(bool split) =>
        new()
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
                new()
                {
                    Name = "history",
                    Basis = Window,
                    Covariates =
                    [
                        ["self"],
                    ],
                },
                new()
                {
                    Name = "coupling",
                    Basis = Window,
                    Covariates =
                    [
                        ["others"],
                    ],
                    IsSplit = split,
                },
            ],
            Model = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 1e-3 } },
        };

    private static Matrix Convolved(EncodingRecording recording, int neuron)
    {
        FittedBasis basis = Window.Fit(recording.Responses.Column(neuron).ToArray());
        return basis.Evaluate([Basis.Column(recording.Responses.Column(neuron).ToArray())], recording.Trials);
    }

    /// <summary>Neuron b follows neuron a by one bin; c is on its own. Four trials.</summary>
    private static EncodingRecording Recording()
    {
        var rng = new Rng(8);
        double[] x = [.. Enumerable.Range(0, Bins).Select(_ => rng.NextNormal())];
        var y = new Matrix(Bins, 3);
        for (int t = 0; t < Bins; t++)
        {
            double before = t % 100 == 0 ? 0 : y[t - 1, 0];
            y[t, 0] = PoissonDraw.Next(rng, Math.Exp(-0.5 + (0.3 * x[t])));
            y[t, 1] = PoissonDraw.Next(rng, Math.Exp(-1.5 + (0.9 * Math.Min(before, 3))));
            y[t, 2] = PoissonDraw.Next(rng, 0.5);
        }

        return new EncodingRecording
        {
            Neurons = Names,
            Responses = y,
            CovariateNames = ["x"],
            Covariates = Matrix.FromColumnMajor(Bins, 1, x),
            Trials = [.. Enumerable.Range(0, Bins).Select(static t => t / 100)],
        };
    }
}
