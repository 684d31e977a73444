using Gyrus.Glm;

namespace Gyrus.Tests.Glm;

/// <summary>The conditions of an optimum, recomputed from the inputs: gradients by differences of losses written out here.</summary>
public sealed class OptimalityTests
{
    public static TheoryData<int, string> All
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int o = 0; o < GlmExample.Observations.Length; o++)
            {
                foreach (string penalty in Penalties.Keys)
                {
                    cases.Add(o, penalty);
                }
            }

            return cases;
        }
    }

    private static readonly Dictionary<string, Regularizer> Penalties = new()
    {
        ["none"] = new Unregularized(),
        ["ridge"] = new Ridge { Strength = 0.05 },
        ["lasso"] = new Lasso { Strength = 0.03 },
        ["elastic net"] = new ElasticNet { Strength = 0.05, Ratio = 0.4 },
        ["group lasso"] = new GroupLasso { Strength = 0.02 },
        ["group lasso with free columns"] = new GroupLasso
        {
            Strength = 0.03,
            Groups =
            [
                [0, 2],
                [4, 5],
            ],
        },
        ["sparse-group lasso"] = new SparseGroupLasso { Strength = 0.03, Ratio = 0.4 },
        ["smooth group lasso"] = new SmoothGroupLasso
        {
            Strength = 0.02,
            Smoothness = 3,
            Order = 1,
        },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_EveryFamilyAndPenalty_IsStationary(int observation, string penalty)
    {
        ObservationModel model = GlmExample.Observations[observation];
        GlmData data = GlmExample.Data(model);
        Regularizer regularizer = Penalties[penalty];

        GlmFit fit = new GeneralizedLinearModel
        {
            Observation = model,
            Regularizer = regularizer,
            Tolerance = 1e-12,
        }.Fit(data);

        Assert.True(fit.Convergence.Converged, $"certificate {fit.Convergence.Certificate}");
        double[] beta = [.. fit.Coefficients];
        double objective = Loss(model, data, beta, fit.Intercept) + Penalty(regularizer, beta);
        Assert.Equal(objective, fit.Convergence.Objective, 1e-12 * Math.Max(1, Math.Abs(objective)));

        // No move of a coefficient, a block or the intercept lowers the objective: first order in the size of the move.
        var rng = new Rng(7);
        const double Size = 1e-5;
        for (int trial = 0; trial < 60; trial++)
        {
            double[] moved = (double[])beta.Clone();
            double intercept = fit.Intercept;
            for (int j = 0; j < beta.Length; j++)
            {
                moved[j] += trial < beta.Length ? (trial == j ? Size : 0) : Size * rng.NextNormal();
            }

            intercept += trial % 2 == 0 ? 0 : Size * rng.NextNormal();
            double change = Loss(model, data, moved, intercept) + Penalty(regularizer, moved) - objective;

            // Outside the domain of the loss (μ < 0) there is no number.
            Assert.True(
                double.IsNaN(change) || change >= -2e-12,
                $"trial {trial}: a move lowers the objective by {-change}"
            );
        }
    }

    [Fact]
    public void Fit_OfAnOptimumOnTheEdgeOfTheDomain_ReachesIt()
    {
        // Three points on a line, counts 0, 1, 5: the best line with μ ≥ 0 has μ = 0 at the first, so μ = s·(0, 1, 2) with s = 6/3.
        var data = new GlmData
        {
            Design = Gyrus.Glm.Features.Design.Of(("x", Matrix.FromColumnMajor(3, 1, [0, 1, 2]))),
            Responses = Matrix.FromColumnMajor(3, 1, [0, 1, 5]),
        };

        GlmFit fit = new GeneralizedLinearModel
        {
            Observation = new ObservationModel { Link = Link.Identity },
            Regularizer = new Unregularized(),
            Tolerance = 1e-10,
        }.Fit(data);

        Assert.True(fit.Convergence.Converged, $"certificate {fit.Convergence.Certificate}");
        Assert.Equal((6 - Math.Log(2) - (5 * Math.Log(4))) / 3, fit.Convergence.Objective, 1e-9);
        Assert.Equal(2, fit.Coefficients[0], 1e-4);
        Assert.InRange(fit.Intercept, 0, 1e-4);
    }

    [Theory]
    [InlineData(GlmSolver.NewtonCholesky, "none")]
    [InlineData(GlmSolver.NewtonCholesky, "ridge")]
    [InlineData(GlmSolver.Lbfgs, "none")]
    [InlineData(GlmSolver.Lbfgs, "ridge")]
    [InlineData(GlmSolver.ProximalGradient, "ridge")]
    [InlineData(GlmSolver.ProximalGradient, "lasso")]
    [InlineData(GlmSolver.ProximalGradient, "group lasso")]
    [InlineData(GlmSolver.ProximalGradient, "sparse-group lasso")]
    [InlineData(GlmSolver.ProximalSvrg, "ridge")]
    [InlineData(GlmSolver.ProximalSvrg, "lasso")]
    [InlineData(GlmSolver.ProximalSvrg, "group lasso")]
    [InlineData(GlmSolver.ProximalSvrg, "smooth group lasso")]
    public void Fit_EverySolver_ReachesTheSameOptimum(GlmSolver solver, string penalty)
    {
        for (int o = 0; o < GlmExample.Observations.Length; o++)
        {
            ObservationModel model = GlmExample.Observations[o];
            if (model is { Link: not null, Family: not Family.Bernoulli })
            {
                continue;
            }

            var usual = new GeneralizedLinearModel
            {
                Observation = model,
                Regularizer = Penalties[penalty],
                Tolerance = 1e-9,
                MaxIterations = 20_000,
            };
            GlmData data = GlmExample.Data(model);

            GlmFit other = (usual with { Solver = solver }).Fit(data);

            Assert.True(other.Convergence.Converged, $"{model}: certificate {other.Convergence.Certificate}");
            Assert.Equal(usual.Fit(data).Convergence.Objective, other.Convergence.Objective, 1e-8);
        }
    }

    [Fact]
    public void Fit_ByStochasticGradients_FollowsItsSeedAndStopsWhereItSays()
    {
        GlmData data = GlmExample.Data(new());
        var model = new GeneralizedLinearModel
        {
            Regularizer = Penalties["group lasso"],
            Solver = GlmSolver.ProximalSvrg,
            Seed = 5,
        };

        GlmFit fit = model.Fit(data);

        Assert.True(fit.Convergence.Converged);
        Assert.Equal(5UL, fit.Model.Seed);
        Assert.Equal(fit.Coefficients, model.Fit(data).Coefficients);
        GlmFit other = (model with { Seed = 6 }).Fit(data);
        Assert.NotEqual(fit.Coefficients, other.Coefficients);
        Assert.Equal(fit.Selected, other.Selected);
        Assert.Equal((model with { Solver = null }).Fit(data).Selected, fit.Selected);
        GlmFit few = (model with { MaxIterations = 2, Tolerance = 1e-9 }).Fit(data);
        Assert.False(few.Convergence.Converged);
        Assert.Equal(2, few.Convergence.Iterations);
        Assert.InRange(few.Convergence.Certificate, 1e-9, 1);
    }

    [Fact]
    public void Fit_ByStochasticGradients_WeightsOffsetsAndMissingRowsCount()
    {
        GlmData data = GlmExample.Data(new());
        data = data with
        {
            Weights = [.. Enumerable.Range(0, GlmExample.Samples).Select(static i => (double)(i % 4))],
            Offset = Matrix.Create(GlmExample.Samples, 1, static (i, _) => Math.Sin(i)),
            Responses = Matrix.Create(GlmExample.Samples, 1, (i, _) => i % 9 == 0 ? double.NaN : data.Responses[i, 0]),
        };
        var usual = new GeneralizedLinearModel { Regularizer = Penalties["lasso"], Tolerance = 1e-9 };

        GlmFit fit = (usual with { Solver = GlmSolver.ProximalSvrg }).Fit(data);

        Assert.True(fit.Convergence.Converged, $"certificate {fit.Convergence.Certificate}");
        Assert.Equal(usual.Fit(data).Convergence.Objective, fit.Convergence.Objective, 1e-9);
    }

    [Fact]
    public void JointPopulation_ByStochasticGradients_SaysThatItTakesOneNeuron()
    {
        GlmData data = GlmExample.Data(new());
        data = data with { Responses = Matrix.Create(GlmExample.Samples, 2, (i, _) => data.Responses[i, 0]) };
        var joint = new JointPopulation
        {
            Model = new GeneralizedLinearModel { Regularizer = new Ridge(), Solver = GlmSolver.ProximalSvrg },
        };

        Assert.Contains(
            "one neuron at a time",
            Assert.Throws<ArgumentException>(() => joint.Fit(data)).Message,
            StringComparison.Ordinal
        );
    }

    private static double Loss(ObservationModel model, GlmData data, double[] beta, double intercept)
    {
        Matrix x = data.Design.ToMatrix();
        double sum = 0;
        for (int i = 0; i < x.Rows; i++)
        {
            double eta = intercept;
            for (int j = 0; j < beta.Length; j++)
            {
                eta += x[i, j] * beta[j];
            }

            sum += Loss(model, eta, data.Responses[i, 0]);
        }

        return sum / x.Rows;
    }

    private static double Loss(ObservationModel model, double eta, double y)
    {
        double m = LinkFunction.Mean(model.EffectiveLink, eta);
        double phi = model.Dispersion ?? 1;
        return model.Family switch
        {
            Family.Poisson => m - (y * Math.Log(m)),
            Family.Gaussian => (y - m) * (y - m),
            Family.Bernoulli => y == 1 ? -Math.Log(m) : -Math.Log(LinkFunction.Mean(model.EffectiveLink, -eta)),
            Family.Gamma => (y / m) + Math.Log(m),
            _ => (-y * Math.Log(phi * m / (1 + (phi * m)))) + (Math.Log(1 + (phi * m)) / phi),
        };
    }

    private static double Penalty(Regularizer penalty, double[] b)
    {
        double Norm(params int[] columns) => Math.Sqrt(columns.Sum(j => b[j] * b[j]));
        double blocks = (Math.Sqrt(3) * Norm(0, 1, 2)) + (Math.Sqrt(2) * Norm(3, 4)) + Math.Abs(b[5]);
        double absolute = b.Sum(Math.Abs);
        double squares = b.Sum(static x => x * x);
        double Square(double x) => x * x;
        return penalty.Strength
            * penalty switch
            {
                Ridge => 0.5 * squares,
                Lasso => absolute,
                ElasticNet net => (net.Ratio * absolute) + (0.5 * (1 - net.Ratio) * squares),
                GroupLasso { Groups: null } => blocks,
                GroupLasso => Math.Sqrt(2) * (Norm(0, 2) + Norm(4, 5)),
                SparseGroupLasso sparse => ((1 - sparse.Ratio) * blocks) + (sparse.Ratio * absolute),
                SmoothGroupLasso smooth => blocks
                    + (0.5 * smooth.Smoothness * (Square(b[1] - b[0]) + Square(b[2] - b[1]) + Square(b[4] - b[3]))),
                _ => 0,
            };
    }
}
