using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Optimization;

/// <summary>Columns without a penalty: the certificate bounds the distance from the optimum, and the answer does not depend on their units.</summary>
public sealed class FreeColumnsTests
{
    private const int Samples = 80;
    private const int Columns = 6;

    /// <summary>Link, solver, whether some columns have a group penalty, tolerance.</summary>
    public static TheoryData<Link, GlmSolver?, bool, double> Cases
    {
        get
        {
            var cases = new TheoryData<Link, GlmSolver?, bool, double>();
            foreach (double tolerance in (double[])[1e-2, 1e-3, 1e-6])
            {
                cases.Add(Link.Identity, null, false, tolerance);
                cases.Add(Link.Identity, null, true, tolerance);
                foreach (Link link in (Link[])[Link.Logistic, Link.Exp])
                {
                    cases.Add(link, null, false, tolerance);
                    cases.Add(link, null, true, tolerance);
                    cases.Add(link, GlmSolver.ProximalGradient, true, tolerance);
                    cases.Add(link, GlmSolver.Lbfgs, false, tolerance);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Certificate_IsAtLeastTheDistanceFromTheOptimum(
        Link link,
        GlmSolver? solver,
        bool penalised,
        double tolerance
    )
    {
        int converged = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            GlmData data = Data(link, seed, static _ => 1);
            GeneralizedLinearModel model = Model(link, penalised, tolerance) with { Solver = solver };

            GlmFit fit = model.Fit(data);
            GlmFit best = (model with { Tolerance = 1e-13, Solver = null }).Fit(data);

            double above = (fit.Convergence.Objective - best.Convergence.Objective) / Excess(data, link);
            Assert.True(
                above <= fit.Convergence.Certificate + 1e-12,
                $"seed {seed}: {above:e2} above the optimum, certified to {fit.Convergence.Certificate:e2}"
            );
            converged += fit.Convergence.Converged ? 1 : 0;
        }

        Assert.True(converged >= 18, $"{converged} of 20 converged");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_DoesNotDependOnTheUnitsOfColumns(bool penalised)
    {
        double[] units = [1, 1e-8, 1e6, 1, 1, 1];
        GlmData data = Data(Link.Exp, 3, static _ => 1);
        GlmData other = Data(Link.Exp, 3, j => units[j]);
        GeneralizedLinearModel model = Model(Link.Exp, penalised, 1e-12);

        GlmFit fit = model.Fit(data);
        GlmFit scaled = model.Fit(other);

        Assert.True(scaled.Convergence.Converged);
        Assert.Empty(scaled.Warnings);
        NumericAssert.Close([.. fit.Coefficients], [.. scaled.Coefficients.Select((b, j) => b * units[j])], 1e-6);
    }

    /// <summary>What the intercept leaves of it is rounding, of any units: it has no part in the answer, and is told.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1e-7)]
    [InlineData(37e6)]
    public void Fit_AConstantColumn_IsAliasedAndLeavesTheOthers(double value)
    {
        GlmData data = Data(Link.Exp, 3, static _ => 1);
        Matrix x = data.Design.ToMatrix();
        GlmData more = data with
        {
            Design = Design.Of(("free", x), ("constant", Matrix.Create(Samples, 1, (_, _) => value))),
        };
        GeneralizedLinearModel model = Model(Link.Exp, false, 1e-12);

        GlmFit expected = model.Fit(data);
        GlmFit fit = model.Fit(more);

        Assert.True(fit.Convergence.Converged);
        NumericAssert.Close([.. expected.Coefficients], [.. fit.Coefficients.Take(Columns)], 1e-7);
        Assert.Equal(0, fit.Coefficients[Columns] * value, 1e-7);
        Assert.Contains("'constant'", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }

    private static GeneralizedLinearModel Model(Link link, bool penalised, double tolerance) =>
        new()
        {
            Observation = new ObservationModel
            {
                Family = link == Link.Logistic ? Family.Bernoulli : Family.Poisson,
                Link = link,
            },
            Regularizer = penalised ? new GroupLasso { Strength = 0.02, Weights = [0, 1, 1] } : new Unregularized(),
            Tolerance = tolerance,
            MaxIterations = 20_000,
        };

    private static GlmData Data(Link link, ulong seed, Func<int, double> unit)
    {
        var rng = new Rng(seed);
        var x = Matrix.Create(Samples, Columns, (_, _) => rng.NextNormal());
        double[] y =
        [
            .. Enumerable
                .Range(0, Samples)
                .Select(i => 0.2 + (0.8 * x[i, 0]) - (0.5 * x[i, 1]) + (0.6 * x[i, 4]))
                .Select(eta =>
                    link == Link.Logistic
                        ? rng.NextDouble() < 1 / (1 + Math.Exp(-eta))
                            ? 1.0
                            : 0
                        : Math.Floor((link == Link.Exp ? Math.Exp(0.5 * eta) : Math.Max(0, 1 + eta)) + rng.NextDouble())
                ),
        ];
        return new GlmData
        {
            Design = Design.Of(
                ("free", Matrix.Create(Samples, 3, (i, j) => x[i, j] * unit(j))),
                ("a", Matrix.Create(Samples, 2, (i, j) => x[i, 3 + j] * unit(3 + j))),
                ("b", Matrix.Create(Samples, 1, (i, j) => x[i, 5] * unit(5)))
            ),
            Responses = Matrix.FromColumnMajor(Samples, 1, y),
        };
    }

    /// <summary>The excess of the null model over an exact fit, which certificates are relative to.</summary>
    private static double Excess(GlmData data, Link link)
    {
        double[] y = data.Responses.Column(0).ToArray();
        double mean = y.Average();
        return link == Link.Logistic
            ? -(mean * Math.Log(mean)) - ((1 - mean) * Math.Log(1 - mean))
            : y.Average(v => v == 0 ? 0 : v * Math.Log(v / mean));
    }
}
