using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Ascents that move a whole matrix: traces of an independent program, and where they must agree with the spectral ones.</summary>
public sealed class MatrixAscentTests
{
    public static TheoryData<string> Small => [.. CleaningGolden.Small];

    [SharedTheory]
    [MemberData(nameof(Small))]
    public void WishartMatrixSteps_MatchGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        JsonElement form = golden.Results.GetProperty("ga").GetProperty("sgaw");
        (Matrix training, Matrix validation) = SpectralAscentTests.Split(golden);
        Npy indices = Npy.Golden("noise-cleaning", name, "sgaw_batch_indices.npy");
        Npy expected = Npy.Golden("noise-cleaning", name, "sgaw_Y_steps_1_5_20.npy");
        int batch = form.GetProperty("batch").GetInt32();
        int epoch = 0;
        var steps = new WishartMatrixSteps(
            training,
            validation,
            batch,
            rows =>
            {
                for (int i = 0; i < batch; i++)
                {
                    rows[i] = (int)indices.Values[(epoch * batch) + i];
                }

                epoch++;
            }
        )
        {
            Step = form.GetProperty("eta").GetDouble(),
            MultiplierStep = form.GetProperty("eta_mu").GetDouble(),
        };
        int size = training.Columns * training.Columns;
        int[] at = [1, 5, 20];
        for (int k = 0; k < at.Length; k++)
        {
            steps.Advance(at[k] - epoch);

            NumericAssert.Close(expected.Values.AsSpan(k * size, size), steps.State, 1e-8);
            double mu = form.GetProperty("mu_after").GetProperty($"{at[k]}").GetDouble();
            NumericAssert.Close(mu, steps.Multiplier, 1e-8);
        }

        // The smallest case draws one row more than a quarter.
        Assert.Equal(batch, Math.Max(4, (int)(0.25 * training.Rows)));
    }

    [SharedTheory]
    [MemberData(nameof(Small))]
    public void AdamSteps_MatchGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        (Matrix training, Matrix validation) = SpectralAscentTests.Split(golden);
        double step = golden.Results.GetProperty("ga").GetProperty("dga_adam").GetProperty("eta").GetDouble();
        Npy expected = Npy.Golden("noise-cleaning", name, "dga_adam_J_steps_1_2_10_100.npy");
        int size = training.Columns * training.Columns;
        var steps = new AdamSteps(training, validation) { Step = step };
        int[] at = [1, 2, 10, 100];
        for (int k = 0; k < at.Length; k++)
        {
            steps.Advance(at[k] - (k == 0 ? 0 : at[k - 1]));

            NumericAssert.Close(expected.Values.AsSpan(k * size, size), steps.State, 1e-8);
        }
    }

    [Fact]
    public void WishartMatrixSteps_OnEveryRow_AreTheSpectralOnes()
    {
        Matrix signals = StandardisedEstimator.Standardise(SparsePrecisionTests.Signals(40, 7, 21)).Standardised;
        var spectral = new WishartRecursion(signals, signals, 1e-3, 1e-2);
        var full = new WishartMatrixSteps(signals, signals, 40, rows => Fill(rows))
        {
            Step = 1e-3,
            MultiplierStep = 1e-2,
        };

        spectral.Advance(300);
        full.Advance(300);

        NumericAssert.Close(
            spectral.Fit(spectral.State.ToArray()).Precision!.AsSpan(),
            full.Fit(full.State.ToArray()).Precision!.AsSpan(),
            1e-9
        );
        NumericAssert.Close(spectral.Multiplier, full.Multiplier, 1e-9);
    }

    [Fact]
    public void AdamSteps_WithEveryRowAsTheBatch_AreThoseWithoutBatches()
    {
        Matrix signals = SparsePrecisionTests.Signals(30, 6, 22);
        var whole = new AdamSteps(signals, signals) { Step = 1e-3 };
        var batch = new AdamSteps(signals, signals, 30) { Step = 1e-3, Draw = Fill };

        whole.Advance(50);
        batch.Advance(50);

        NumericAssert.Close(whole.State, batch.State, 1e-12);
    }

    [Fact]
    public void Fit_OfASeed_IsRepeated_AndOfAnotherSeedIsAnother()
    {
        Matrix signals = SparsePrecisionTests.Signals(48, 6, 23);
        var stopping = new EarlyStopping { MaxEpochs = 400, CheckEvery = 20 };
        GradientAscent[] ascents =
        [
            new StochasticWishartAscent
            {
                Step = 5e-3,
                Stopping = stopping,
                Seed = 4,
            },
            new PrecisionAscent
            {
                Step = 5e-3,
                Stopping = stopping,
                BatchShare = 0.5,
                Seed = 4,
            },
        ];
        foreach (GradientAscent ascent in ascents)
        {
            double[] first = ascent.Fit(signals).Precision!.AsSpan().ToArray();
            double[] second = ascent.Fit(signals).Precision!.AsSpan().ToArray();
            GradientAscent other = ascent switch
            {
                StochasticWishartAscent a => a with { Seed = 5 },
                PrecisionAscent a => a with { Seed = 5 },
                _ => throw new InvalidOperationException(),
            };

            Assert.Equal(first, second);
            Assert.NotEqual(first, other.Fit(signals).Precision!.AsSpan().ToArray());
        }
    }

    [Fact]
    public void PrecisionAscent_RunOn_ReachesTheInverseOfTheTraining()
    {
        Matrix signals = SparsePrecisionTests.Signals(600, 4, 24);
        var steps = new AdamSteps(signals, signals) { Step = 1e-3 };

        steps.Advance(40_000);

        Matrix e = new(4, 4);
        LinearAlgebra.Current.Gram(signals.AsSpan(), 600, 4, e.Values);
        Matrix inverse = Inverse.Precision(SampleCovariance.Of(Matrix.Create(4, 4, (i, j) => e[i, j] / 600), 600));
        NumericAssert.Close(inverse.AsSpan(), steps.State, 1e-5);
    }

    [Fact]
    public void PrecisionAscent_AsReleased_RefusesTheLikelihoodWithItsReason()
    {
        Matrix signals = SparsePrecisionTests.Signals(48, 6, 23);

        EstimatorUndefinedException thrown = Assert.Throws<EstimatorUndefinedException>(() =>
            new PrecisionAscent { AsReleased = true }.Fit(signals)
        );

        Assert.Contains("zeros", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PrecisionAscent_AsReleased_DividesByAllSamplesAndStepsAhead()
    {
        Matrix signals = SparsePrecisionTests.Signals(48, 3, 25);
        Matrix centred = new PreparedSignals(signals).Signals;
        var stopping = new EarlyStopping { MaxEpochs = 1, CheckEvery = 1 };

        CovarianceFit fit = new PrecisionAscent
        {
            AsReleased = true,
            Criterion = CleaningCriterion.CompletionError,
            Stopping = stopping,
            Step = 0.01,
        }.Fit(signals);

        // One step from J = 1: the gradient is E·(40/48) − 1, and the corrections have the exponent 3.
        for (int j = 0; j < 3; j++)
        {
            for (int i = 0; i < 3; i++)
            {
                double e = 0;
                for (int t = 0; t < 40; t++)
                {
                    e += centred[t, i] * centred[t, j] / 48;
                }

                double g = e - (i == j ? 1 : 0);
                double m = 0.1 * g / (1 - Math.Pow(0.9, 3));
                double v = Math.Sqrt(0.001 * g * g / (1 - Math.Pow(0.999, 3)));
                NumericAssert.Close((i == j ? 1 : 0) - (0.01 * m / (v + 1e-6)), fit.Precision![i, j], 1e-12);
            }
        }
    }

    private static void Fill(Span<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }
    }
}
