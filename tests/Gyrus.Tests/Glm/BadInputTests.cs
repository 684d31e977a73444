using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Glm;

public sealed class BadInputTests
{
    private static readonly GeneralizedLinearModel Usual = new() { Regularizer = new GroupLasso { Strength = 0.01 } };

    [Theory]
    [InlineData(Family.Poisson, -1)]
    [InlineData(Family.Poisson, 0.5)]
    [InlineData(Family.NegativeBinomial, 1.5)]
    [InlineData(Family.Bernoulli, 2)]
    [InlineData(Family.Gamma, 0)]
    public void Fit_ResponseThatTheFamilyCannotHave_SaysWhichSample(Family family, double y)
    {
        GlmData data = Data([1, 1, y, 1]);

        var error = Assert.Throws<ArgumentException>(() =>
            (Usual with { Observation = new() { Family = family } }).Fit(data)
        );

        Assert.Contains("sample 2 (from 0) of n1", error.Message);
    }

    [Theory]
    [InlineData(Family.Poisson, 0)]
    [InlineData(Family.NegativeBinomial, 0)]
    [InlineData(Family.Bernoulli, 0)]
    [InlineData(Family.Bernoulli, 1)]
    public void Fit_NeuronWithoutSpikes_IsZeroAndFiniteAndSaysSo(Family family, double y)
    {
        GlmFit fit = (Usual with { Observation = new() { Family = family } }).Fit(Data([y, y, y, y]));

        Assert.All(fit.Coefficients, static b => Assert.Equal(0, b));
        Assert.True(double.IsFinite(fit.Intercept));
        Assert.Single(fit.Warnings);
    }

    [Fact]
    public void Fit_ColumnInTwoGroups_IsRefused()
    {
        GeneralizedLinearModel model = Usual with
        {
            Regularizer = new GroupLasso
            {
                Groups =
                [
                    [0, 1],
                    [1],
                ],
            },
        };

        Assert.Contains(
            "Column 1 is in groups 0 and 1",
            Assert.Throws<ArgumentException>(() => model.Fit(Data([0, 1, 2, 1]))).Message
        );
    }

    [Fact]
    public void Fit_LengthsThatDiffer_AreRefused()
    {
        GlmData data = Data([0, 1, 2, 1]);

        Assert.Throws<ArgumentException>(() => Usual.Fit(data with { Responses = new Matrix(3, 1) }));
        Assert.Throws<ArgumentException>(() => Usual.Fit(data with { Weights = [1, 1] }));
        Assert.Throws<ArgumentException>(() => Usual.Fit(data with { Weights = [1, 1, -1, 1] }));
        Assert.Throws<ArgumentException>(() => Usual.Fit(data with { Offset = new Matrix(4, 3) }));
        Assert.Throws<ArgumentException>(() => (Usual with { Regularizer = new Ridge { Weights = [1] } }).Fit(data));
        Assert.Throws<ArgumentException>(() =>
            new JointPopulation { Model = Usual, FeatureMask = new Matrix(1, 1) }.Fit(data)
        );
    }

    [Theory]
    [InlineData(1, 1, "one row of the feature mask per column of the design (2), but got 1")]
    [InlineData(2, 3, "one column of the feature mask per neuron (1), but got 3")]
    public void Fit_AFeatureMaskOfTheWrongShape_SaysWhichShapeIsRight(int rows, int columns, string message) =>
        Assert.Contains(
            message,
            Assert
                .Throws<ArgumentException>(() =>
                    new JointPopulation { Model = Usual, FeatureMask = new Matrix(rows, columns) }.Fit(
                        Data([0, 1, 2, 1])
                    )
                )
                .Message,
            StringComparison.OrdinalIgnoreCase
        );

    [Fact]
    public void Fit_AFeatureMaskOfOtherNumbers_IsRefused() =>
        Assert.Contains(
            "A feature mask holds 0 and 1 only",
            Assert
                .Throws<ArgumentException>(() =>
                    new JointPopulation { Model = Usual, FeatureMask = Matrix.Create(2, 1, static (_, _) => 0.5) }.Fit(
                        Data([0, 1, 2, 1])
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Fit_SolverForSmoothPenaltiesOnSparseOnes_IsRefused() =>
        Assert.Throws<ArgumentException>(() => (Usual with { Solver = GlmSolver.Lbfgs }).Fit(Data([0, 1, 2, 1])));

    [Fact]
    public void Fit_SeparableLabels_EndsWithAWarningAndWithoutConvergence()
    {
        var model = new GeneralizedLinearModel
        {
            Regularizer = new Unregularized(),
            Observation = new() { Family = Family.Bernoulli },
        };

        GlmFit fit = model.Fit(Data([0, 0, 1, 1]));
        GlmFit other = (model with { Solver = GlmSolver.Lbfgs }).Fit(Data([0, 0, 1, 1]));
        GlmFit stochastic = (model with { Solver = GlmSolver.ProximalSvrg }).Fit(Data([0, 0, 1, 1]));
        Assert.False(stochastic.Convergence.Converged);

        Assert.All(
            [fit, other],
            f =>
            {
                Assert.False(f.Convergence.Converged);
                Assert.Contains("separable", Assert.Single(f.Warnings));
            }
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(GlmSolver.Lbfgs)]
    [InlineData(GlmSolver.ProximalGradient)]
    [InlineData(GlmSolver.ProximalSvrg)]
    public void Fit_ResponsesFarFromZero_AreNotSeparable(GlmSolver? solver)
    {
        var rng = new Rng(1);
        Matrix x = Matrix.Create(50, 1, (_, _) => rng.NextNormal());
        var data = new GlmData
        {
            Design = Design.Of(("x", x)),
            Responses = Matrix.Create(50, 1, (i, _) => 100 + (5 * x[i, 0]) + rng.NextNormal()),
        };

        GlmFit fit = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = new Unregularized(),
            Solver = solver,
        }.Fit(data);

        Assert.True(fit.Convergence.Converged);
        Assert.Empty(fit.Warnings);
    }

    [Fact]
    public void Fit_RareSpikes_HaveAFiniteOptimum()
    {
        var rng = new Rng(2);
        Matrix x = Matrix.Create(30_000, 1, (_, _) => rng.NextNormal());
        var data = new GlmData
        {
            Design = Design.Of(("x", x)),
            Responses = Matrix.Create(30_000, 1, (i, _) => PoissonDraw.Next(rng, Math.Exp(-7 + x[i, 0]))),
        };

        GlmFit fit = new GeneralizedLinearModel { Regularizer = new Unregularized() }.Fit(data);

        Assert.True(fit.Convergence.Converged);
        Assert.Empty(fit.Warnings);
        Assert.InRange(fit.Coefficients[0], 0.5, 1.5);
    }

    [Fact]
    public void Fit_MoreColumnsThanSamplesWithoutAPenalty_SaysSo()
    {
        var rng = new Rng(3);
        var data = new GlmData
        {
            Design = Design.Of(("x", Matrix.Create(5, 7, (_, _) => rng.NextNormal()))),
            Responses = Matrix.Create(5, 1, (i, _) => i),
        };
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = new Unregularized(),
        };

        Assert.Contains(model.Fit(data).Warnings, static w => w.Contains("5 samples cannot determine 7"));
    }

    [Fact]
    public void JointPopulation_PenaltiesItDoesNotSolve_AreRefused()
    {
        Regularizer[] refused = [new GroupMcp(), new GroupScad(), new AdaptiveGroupLasso(), new SmoothGroupLasso()];

        Assert.All(
            refused,
            penalty =>
                Assert.Throws<ArgumentException>(() =>
                    new JointPopulation { Model = Usual with { Regularizer = penalty } }.Fit(Data([0, 1, 2, 1]))
                )
        );
        Assert.Throws<ArgumentException>(() =>
            new JointPopulation
            {
                Model = Usual with
                {
                    Observation = new() { Family = Family.NegativeBinomial, Dispersion = null },
                },
            }.Fit(Data([0, 1, 2, 1]))
        );
    }

    [Fact]
    public void Fit_ColumnThatIsACombination_GivesTheLeastNormAndSaysSo()
    {
        GlmData data = GlmExample.Data(new());
        Matrix x = data.Design.ToMatrix();
        Matrix twice = Matrix.Create(x.Rows, 2, (i, _) => x[i, 0]);
        var model = new GeneralizedLinearModel { Regularizer = new Unregularized(), Tolerance = 1e-12 };

        GlmFit fit = model.Fit(data with { Design = Design.Of(("twice", twice)) });

        Assert.True(fit.Convergence.Converged);
        Assert.Contains("combinations", Assert.Single(fit.Warnings));
        Assert.Equal(fit.Coefficients[0], fit.Coefficients[1], 1e-9);
        Assert.Equal(GlmExample.Samples - 2, fit.ResidualDegreesOfFreedom);
    }

    [Fact]
    public void Fit_MoreColumnsThanSamples_WorksWithAPenalty()
    {
        var rng = new Rng(5);
        Matrix x = Matrix.Create(20, 60, (_, _) => rng.NextNormal());
        Matrix y = Matrix.Create(20, 1, (i, _) => Math.Round(Math.Exp(0.5 * x[i, 0]) + 0.3));

        GlmFit fit = new GeneralizedLinearModel { Regularizer = new Lasso { Strength = 0.1 } }.Fit(
            new GlmData { Design = Design.Of(("x", x)), Responses = y }
        );

        Assert.True(fit.Convergence.Converged);
        Assert.InRange(fit.Coefficients.Count(static b => b != 0), 1, 19);
    }

    [Fact]
    public void Fit_DispersionThatIsNotGiven_IsTheLikeliest()
    {
        GlmData data = GlmExample.Data(new() { Family = Family.NegativeBinomial });
        GeneralizedLinearModel At(double? phi) =>
            Usual with
            {
                Observation = new() { Family = Family.NegativeBinomial, Dispersion = phi },
                Tolerance = 1e-10,
            };

        double phi = At(null).Fit(data).Scale;

        // Without a penalty on φ the profile is flat at its top: both neighbours are lower.
        Assert.InRange(phi, 1e-6, 10);
        Assert.True(Profile(data, At(phi).Fit(data), phi) >= Profile(data, At(phi * 1.01).Fit(data), phi * 1.01));
        Assert.True(Profile(data, At(phi).Fit(data), phi) >= Profile(data, At(phi / 1.01).Fit(data), phi / 1.01));
    }

    private static double Profile(GlmData data, GlmFit fit, double phi)
    {
        double[] mean = fit.Predict(data.Design);
        double sum = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            double y = data.Responses[i, 0];
            for (int k = 0; k < y; k++)
            {
                sum += Math.Log((1 / phi) + k);
            }

            sum += (y * Math.Log(phi * mean[i])) - ((y + (1 / phi)) * Math.Log(1 + (phi * mean[i])));
        }

        return (sum / mean.Length)
            - fit.Model.Regularizer.Strength
                * ((Math.Sqrt(3) * Norm(fit, 0, 3)) + (Math.Sqrt(2) * Norm(fit, 3, 2)) + Norm(fit, 5, 1));
    }

    private static double Norm(GlmFit fit, int start, int count) =>
        Math.Sqrt(fit.Coefficients.Skip(start).Take(count).Sum(static b => b * b));

    private static GlmData Data(double[] y) =>
        new()
        {
            Design = Design.Of(("x", Matrix.FromColumnMajor(4, 2, [0, 1, 2, 3, 1, 0, 0, 1]))),
            Responses = Matrix.FromColumnMajor(y.Length, 1, y),
        };
}
