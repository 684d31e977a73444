using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Hmm;
using Gyrus.Optimization;

namespace Gyrus.Tests.Glm.Hmm;

public sealed class GlmHmmTests
{
    [SharedFact]
    public void Posterior_OfGoldenParameters_MatchesReference()
    {
        JsonElement golden = GlmGolden.Case("glm_hmm");
        Matrix coefficients = GlmGolden.MatrixOf(golden.GetProperty("coef"));
        double[] intercepts = GlmGolden.Doubles(golden.GetProperty("intercept"));
        int[] starts = GlmGolden.Ints(golden.GetProperty("session_starts"));
        var data = new GlmData
        {
            Design = Design.Of([("x", GlmGolden.Csv("glm_hmm", "X.csv"))]),
            Responses = GlmGolden.Csv("glm_hmm", "y.csv"),
            Trials = [.. Enumerable.Range(0, 40).Select(t => starts.Count(s => s <= t))],
        };
        GlmHmmFit fit = Fit(
            [.. Enumerable.Range(0, 3).Select(k => State(data, coefficients.Column(k).ToArray(), intercepts[k]))],
            GlmGolden.MatrixOf(golden.GetProperty("transition")),
            GlmGolden.Doubles(golden.GetProperty("initial"))
        );

        HmmPosterior posterior = fit.Posterior(data);

        Assert.Equal(golden.GetProperty("log_likelihood").GetDouble(), posterior.LogLikelihood, 1e-10);
        NumericAssert.Close(
            GlmGolden.MatrixOf(golden.GetProperty("filter")).AsSpan(),
            posterior.Filtered.AsSpan(),
            1e-10
        );
        NumericAssert.Close(
            GlmGolden.MatrixOf(golden.GetProperty("smooth")).AsSpan(),
            posterior.Smoothed.AsSpan(),
            1e-10
        );
        NumericAssert.Close(
            GlmGolden.MatrixOf(golden.GetProperty("xi_sum")).AsSpan(),
            posterior.TransitionCounts.AsSpan(),
            1e-10
        );
        Assert.Equal(GlmGolden.Ints(golden.GetProperty("viterbi")), posterior.Path);
    }

    [Fact]
    public void Posterior_OfAShortSeries_EqualsTheSumOverAllPaths()
    {
        var rng = new Rng(2);
        GlmData data = Random(7, rng);
        GlmHmmFit fit = Fit(
            [State(data, [1, -1], 0.3), State(data, [-0.5, 2], -1)],
            Matrix.FromRowMajor(2, 2, [0.7, 0.3, 0.4, 0.6]),
            [0.2, 0.8]
        );

        HmmPosterior posterior = fit.Posterior(data);

        (double total, double[] smooth, int best) = Enumerated(fit, data);
        Assert.Equal(Math.Log(total), posterior.LogLikelihood, 1e-10);
        NumericAssert.Close(smooth, posterior.Smoothed.Column(1), 1e-10);
        Assert.Equal(Enumerable.Range(0, 7).Select(t => best >> t & 1), posterior.Path);
    }

    [Fact]
    public void Posterior_OfAGaussianSessionThatBeginsInAnExcludedState_IsFinite()
    {
        var gaussian = new ObservationModel { Family = Family.Gaussian };
        GlmData data = Series([50, 49.5, 50.2, 0.1, -0.3, 50, 51]);
        GlmHmmFit fit = Fit(
            [State(data, [0], 0, gaussian), State(data, [0], 50, gaussian)],
            Matrix.FromRowMajor(2, 2, [0.9, 0.1, 0, 1]),
            [1, 0]
        );

        HmmPosterior posterior = fit.Posterior(data);

        AssertIsTheSumInLogs(fit, data, posterior);
    }

    [Fact]
    public void Posterior_OfAStateThatUnderflowsBeforeItIsTheOnlyOne_KeepsIt()
    {
        // State 2 explains all but the first sample and cannot be entered later: what it has there is exp(−800).
        var gaussian = new ObservationModel { Family = Family.Gaussian };
        GlmData data = Series([0, 40, 40, 40, 40, 40]);
        GlmHmmFit fit = Fit(
            [State(data, [0], 0, gaussian), State(data, [0], 40, gaussian)],
            Matrix.FromRowMajor(2, 2, [1, 0, 0.2, 0.8]),
            [0.5, 0.5]
        );

        HmmPosterior posterior = fit.Posterior(data);

        AssertIsTheSumInLogs(fit, data, posterior);
        Assert.Equal(1, posterior.Smoothed[0, 1], 1e-12);
    }

    [Fact]
    public void Posterior_OfCountsFarFromTheOnlyStateAllowed_IsFinite()
    {
        GlmData data = Series([600, 580, 1, 0, 610]);
        GlmHmmFit fit = Fit(
            [State(data, [0], Math.Log(0.5), new()), State(data, [0], Math.Log(600), new())],
            Matrix.FromRowMajor(2, 2, [0.5, 0.5, 0, 1]),
            [1, 0]
        );

        HmmPosterior posterior = fit.Posterior(data);

        AssertIsTheSumInLogs(fit, data, posterior);
    }

    [Fact]
    public void Posterior_RandomChainsWithZerosAndFarResponses_AreTheSumInLogs() =>
        Assert.All(
            Enumerable.Range(0, 200),
            seed =>
            {
                var rng = new Rng((ulong)seed);
                var gaussian = new ObservationModel { Family = Family.Gaussian };
                GlmData data = Series([.. Enumerable.Range(0, 6).Select(_ => 60.0 * rng.NextInt(3))]);
                double stay = rng.NextInt(3) / 2.0;
                double back = rng.NextInt(3) / 2.0;
                double first = rng.NextInt(3) / 2.0;
                GlmHmmFit fit = Fit(
                    [State(data, [0], 0, gaussian), State(data, [0], 60, gaussian)],
                    Matrix.FromRowMajor(2, 2, [stay, 1 - stay, back, 1 - back]),
                    [first, 1 - first]
                );

                AssertIsTheSumInLogs(fit, data, fit.Posterior(data));
            }
        );

    [Fact]
    public void Posterior_OfImpossibleResponses_SaysMinusInfinity()
    {
        var gaussian = new ObservationModel { Family = Family.Gaussian };
        GlmData data = Series([0, 1e200, 0, 0, 1]) with { Trials = [0, 0, 0, 1, 1] };
        GlmHmmFit fit = Fit(
            [State(data, [0], 0, gaussian), State(data, [0], 1, gaussian)],
            Matrix.FromRowMajor(2, 2, [0.5, 0.5, 0.5, 0.5]),
            [0.5, 0.5]
        );

        HmmPosterior posterior = fit.Posterior(data);

        Assert.Equal(double.NegativeInfinity, posterior.LogLikelihood);
        Assert.True(double.IsFinite(posterior.Filtered[0, 0]));
        Assert.All(Enumerable.Range(0, 3), t => Assert.True(double.IsNaN(posterior.Smoothed[t, 0])));
        Assert.All(Enumerable.Range(3, 2), t => Assert.True(double.IsFinite(posterior.Smoothed[t, 0])));
    }

    [Fact]
    public void Posterior_OfAMeanThatOverflows_IsNotThatOfAMissingResponse()
    {
        GlmData data = Series([1, 2, 1]);
        GlmHmmFit fit = Fit(
            [State(data, [0], 0.5, new()), State(data, [0], 800, new())],
            Matrix.FromRowMajor(2, 2, [0.5, 0.5, 0.5, 0.5]),
            [0.5, 0.5]
        );

        HmmPosterior posterior = fit.Posterior(data);

        Assert.All(Enumerable.Range(0, 3), t => Assert.Equal(1, posterior.Smoothed[t, 0], 1e-15));
    }

    [Theory]
    [InlineData(Family.Bernoulli)]
    [InlineData(Family.Poisson)]
    [InlineData(Family.Gaussian)]
    public void Fit_TheObjectiveNeverFalls(Family family)
    {
        GlmData data = Simulated(family, 400, 5).Data;

        GlmHmmFit fit = new GlmHmm
        {
            States = 3,
            Observation = new ObservationModel { Family = family },
            TransitionConcentration = 1.5,
            Stickiness = 2,
            InitialConcentration = 2,
            Starts = 1,
            MaxIterations = 40,
            Seed = 9,
        }.Fit(data);

        Assert.True(fit.Objectives.Count > 5);
        for (int i = 1; i < fit.Objectives.Count; i++)
        {
            Assert.True(fit.Objectives[i] >= fit.Objectives[i - 1] - (1e-11 * Math.Abs(fit.Objectives[i])));
        }
    }

    [Fact]
    public void Fit_OneState_IsTheModelWithoutStates()
    {
        GlmData data = Simulated(Family.Poisson, 300, 1).Data;
        var regularizer = new Ridge { Strength = 0.01 };
        var observation = new ObservationModel();

        GlmHmmFit fit = new GlmHmm
        {
            States = 1,
            Observation = observation,
            Regularizer = regularizer,
            Starts = 1,
        }.Fit(data);

        GlmFit plain = new GeneralizedLinearModel
        {
            Observation = observation,
            Regularizer = regularizer,
            Tolerance = 1e-10,
        }.Fit(data);
        NumericAssert.Close([.. plain.Coefficients], [.. fit.States[0].Coefficients], 1e-6);
        Assert.Equal(1, fit.Transition[0, 0]);
    }

    [Theory]
    [InlineData(Family.Bernoulli)]
    [InlineData(Family.Poisson)]
    [InlineData(Family.Gaussian)]
    public void Fit_OfSimulatedStates_FindsThem(Family family)
    {
        (GlmData data, int[] states) = Simulated(family, 3000, 11);

        GlmHmmFit fit = new GlmHmm
        {
            States = 2,
            Observation = new ObservationModel { Family = family },
            Starts = 3,
            Tolerance = 1e-6,
            MaxIterations = 100,
        }.Fit(data, threads: 2);

        IReadOnlyList<int> path = fit.Posterior(data).Path;
        double agree = Enumerable.Range(0, 3000).Average(t => path[t] == states[t] ? 1.0 : 0);
        Assert.True(Math.Max(agree, 1 - agree) > 0.85);
        Assert.All(Enumerable.Range(0, 2), k => Assert.InRange(fit.Transition[k, k], 0.93, 0.99));
    }

    [Fact]
    public void Fit_SeedAndThreads_GiveTheSameBits()
    {
        GlmData data = Simulated(Family.Bernoulli, 200, 3).Data;
        var model = new GlmHmm
        {
            States = 2,
            Starts = 3,
            MaxIterations = 10,
        };

        Assert.Equal(model.Fit(data).Objectives, model.Fit(data, threads: 2).Objectives);
    }

    [Fact]
    public void Posterior_MissingResponses_TellNothing()
    {
        GlmData data = Random(5, new Rng(1));
        data = data with { Responses = Matrix.Create(5, 1, (_, _) => double.NaN) };
        GlmHmmFit fit = Fit(
            [State(data, [1, -1], 0.3), State(data, [-0.5, 2], -1)],
            Matrix.FromRowMajor(2, 2, [0.5, 0.5, 0.5, 0.5]),
            [0.5, 0.5]
        );

        HmmPosterior posterior = fit.Posterior(data);

        Assert.Equal(0, posterior.LogLikelihood, 1e-15);
        Assert.All(posterior.Smoothed.AsSpan().ToArray(), p => Assert.Equal(0.5, p, 1e-15));
    }

    [Fact]
    public void Observation_Gamma_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new GlmHmm
            {
                States = 2,
                Observation = new ObservationModel { Family = Family.Gamma },
            }
        );

    private static (GlmData Data, int[] States) Simulated(Family family, int samples, ulong seed)
    {
        var rng = new Rng(seed);
        GlmData data = Random(samples, rng);
        var model = new ObservationModel { Family = family };
        GlmHmmFit truth = Fit(
            [State(data, [3, -1], 0, model), State(data, [-2, 0.5], 1, model)],
            Matrix.FromRowMajor(2, 2, [0.97, 0.03, 0.04, 0.96]),
            [0.5, 0.5]
        ) with
        {
            Model = new GlmHmm { States = 2, Observation = model },
        };
        (int[] states, double[] y) = truth.Simulate(data.Design, seed);
        return (data with { Responses = Matrix.FromColumnMajor(samples, 1, y) }, states);
    }

    private static GlmData Random(int samples, Rng rng) =>
        new()
        {
            Design = Design.Of([("x", Matrix.Create(samples, 2, (_, _) => rng.NextNormal()))]),
            Responses = Matrix.Create(samples, 1, (_, _) => rng.NextInt(2)),
        };

    private static GlmFit State(GlmData data, double[] beta, double intercept, ObservationModel? observation = null) =>
        new()
        {
            Model = new GeneralizedLinearModel
            {
                Observation = observation ?? new ObservationModel { Family = Family.Bernoulli },
                Regularizer = new Unregularized(),
            },
            Neuron = "n1",
            Blocks = data.Design.Blocks,
            Coefficients = beta,
            Intercept = intercept,
            Scale = 1,
            ResidualDegreesOfFreedom = 1,
            Samples = data.Design.Samples,
            DroppedSamples = 0,
            Convergence = Ended,
        };

    private static Convergence Ended =>
        new()
        {
            Method = "given",
            Iterations = 0,
            Objective = 0,
            Certificate = 0,
            Tolerance = 1,
        };

    private static GlmHmmFit Fit(GlmFit[] states, Matrix transition, double[] initial) =>
        new()
        {
            Model = new GlmHmm { States = states.Length },
            States = states,
            Transition = transition,
            Initial = initial,
            Objectives = [0],
            Convergence = Ended,
        };

    private static GlmData Series(double[] responses) =>
        new()
        {
            Design = Design.Of([("x", Matrix.Create(responses.Length, 1, static (_, _) => 0))]),
            Responses = Matrix.FromColumnMajor(responses.Length, 1, responses),
        };

    /// <summary>Log-likelihood, smoothed and filtered probabilities and transitions of two states against sums over all paths in logs.</summary>
    private static void AssertIsTheSumInLogs(GlmHmmFit fit, GlmData data, HmmPosterior posterior)
    {
        int n = data.Design.Samples;
        double[] logs = [.. Enumerable.Range(0, 1 << n).Select(path => LogOf(path, fit, data, n))];
        double total = LogSum(logs);
        double[] smooth = new double[n];
        double[] filter = new double[n];
        double[] counts = new double[4];
        for (int t = 0; t < n; t++)
        {
            double[] past = [.. Enumerable.Range(0, 2 << t).Select(path => LogOf(path, fit, data, t + 1))];
            filter[t] = Math.Exp(LogSum([.. past.Where((_, path) => (path >> t & 1) == 1)]) - LogSum(past));
            smooth[t] = Math.Exp(LogSum([.. logs.Where((_, path) => (path >> t & 1) == 1)]) - total);
            for (int move = 0; move < 4 && t > 0; move++)
            {
                counts[move] += Math.Exp(LogSum([.. logs.Where((_, path) => (path >> (t - 1) & 3) == move)]) - total);
            }
        }

        NumericAssert.Close(total, posterior.LogLikelihood, 1e-10);
        NumericAssert.Close(smooth, posterior.Smoothed.Column(1), 1e-10);
        NumericAssert.Close(filter, posterior.Filtered.Column(1), 1e-10);
        NumericAssert.Close(counts, posterior.TransitionCounts.AsSpan(), 1e-10);
    }

    private static double LogOf(int path, GlmHmmFit fit, GlmData data, int samples)
    {
        double log = 0;
        for (int t = 0; t < samples; t++)
        {
            int k = path >> t & 1;
            log += Math.Log(t == 0 ? fit.Initial[k] : fit.Transition[path >> (t - 1) & 1, k]);
            double mean = fit.States[k].Predict(data.Design)[t];
            double y = data.Responses[t, 0];
            log +=
                fit.States[k].Model.Observation.Family == Family.Gaussian
                    ? -0.5 * (Math.Log(2 * Math.PI) + ((y - mean) * (y - mean)))
                    : (y * Math.Log(mean)) - mean - Enumerable.Range(1, (int)y).Sum(static i => Math.Log(i));
        }

        return log;
    }

    private static double LogSum(double[] logs)
    {
        double largest = logs.Max();
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(logs.Sum(l => Math.Exp(l - largest)));
    }

    private static (double Total, double[] Smooth, int Best) Enumerated(GlmHmmFit fit, GlmData data)
    {
        int n = data.Design.Samples;
        double[][] mean = [.. fit.States.Select(s => s.Predict(data.Design))];
        (double total, double most, int best) = (0, 0, 0);
        double[] smooth = new double[n];
        for (int path = 0; path < 1 << n; path++)
        {
            double p = 1;
            for (int t = 0; t < n; t++)
            {
                int k = path >> t & 1;
                p *= t == 0 ? fit.Initial[k] : fit.Transition[path >> (t - 1) & 1, k];
                p *= data.Responses[t, 0] == 1 ? mean[k][t] : 1 - mean[k][t];
            }

            total += p;
            (most, best) = p > most ? (p, path) : (most, best);
            for (int t = 0; t < n; t++)
            {
                smooth[t] += (path >> t & 1) == 1 ? p : 0;
            }
        }

        return (total, [.. smooth.Select(s => s / total)], best);
    }

    [Fact]
    public void Regularizer_WhoseWeightsFollowFromFits_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new GlmHmm { States = 2, Regularizer = new GroupMcp() });
}
