using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Categorical;

public sealed class CategoricalRegressionTests
{
    private static readonly Dictionary<string, Regularizer> Penalties = new()
    {
        ["none"] = new Unregularized(),
        ["ridge"] = new Ridge { Strength = 0.05 },
        ["lasso"] = new Lasso { Strength = 0.02 },
        ["elastic net"] = new ElasticNet { Strength = 0.04, Ratio = 0.4 },
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
        ["sparse-group lasso"] = new SparseGroupLasso { Strength = 0.02, Ratio = 0.4 },
        ["smooth group lasso"] = new SmoothGroupLasso
        {
            Strength = 0.02,
            Smoothness = 3,
            Order = 1,
        },
    };

    public static TheoryData<string, int> All
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string penalty in Penalties.Keys)
            {
                foreach (int classes in (int[])[2, 3, 4])
                {
                    cases.Add(penalty, classes);
                }
            }

            return cases;
        }
    }

    [SharedFact]
    public void Fit_OfTheClassifierGolden_IsTheReferenceOptimum()
    {
        JsonElement c = GlmGolden.Case("classifier");
        Design design = Design.Of(("x", GlmGolden.Csv("design", "X.csv")));
        CategoricalData data = CategoricalData.Of(
            design,
            [.. GlmGolden.Csv("classifier", "y.csv").Column(0).ToArray().Select(static y => (int)y)]
        );
        foreach (JsonElement golden in c.GetProperty("fits").EnumerateArray())
        {
            CategoricalFit fit = new CategoricalRegression
            {
                Regularizer = GlmGolden.Regularizer(golden),
                Tolerance = 1e-14,
            }.Fit(data);

            Assert.True(fit.Convergence.Converged, $"certificate {fit.Convergence.Certificate}");
            Assert.Equal(golden.GetProperty("objective").GetDouble(), fit.Convergence.Objective, 1e-12);
            Near(GlmGolden.MatrixOf(golden.GetProperty("coef")), fit.Coefficients, 1e-7);
            double[] intercepts = GlmGolden.Doubles(golden.GetProperty("intercept"));
            Assert.All(intercepts, (b, k) => Assert.Equal(b - intercepts.Average(), fit.Intercepts[k], 1e-7));
            Matrix head = GlmGolden.MatrixOf(golden.GetProperty("proba_head"));
            Matrix p = fit.Probabilities(design);
            Near(head, p.Select([.. Enumerable.Range(0, head.Rows)], [0, 1, 2]), 1e-7);
            Assert.Equal(
                golden.GetProperty("mean_log_likelihood").GetDouble(),
                CategoricalScore.LogLikelihood(data.Labels, p),
                1e-8
            );
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_EveryPenaltyAndNumberOfClasses_IsStationary(string penalty, int classes)
    {
        CategoricalData data = CategoricalExample.Data(classes);
        Regularizer regularizer = Penalties[penalty];

        CategoricalFit fit = new CategoricalRegression { Regularizer = regularizer, Tolerance = 1e-12 }.Fit(data);

        Assert.True(fit.Convergence.Converged, $"certificate {fit.Convergence.Certificate}");
        Assert.Empty(fit.Warnings);
        Assert.Equal(0, fit.Intercepts.Sum(), 1e-12);
        double objective = Objective(regularizer, data, fit.Coefficients, [.. fit.Intercepts]);
        Assert.Equal(objective, fit.Convergence.Objective, 1e-12);

        // No move of a coefficient, of all of them or of an intercept lowers the objective: first order in the size of the move.
        var rng = new Rng(7);
        const double Size = 1e-5;
        int coefficients = 6 * classes;
        for (int trial = 0; trial < coefficients + 40; trial++)
        {
            Matrix moved = Matrix.Create(
                6,
                classes,
                (j, k) =>
                    fit.Coefficients[j, k]
                    + (
                        trial >= coefficients ? Size * rng.NextNormal()
                        : trial == (j * classes) + k ? Size
                        : 0
                    )
            );
            double[] intercepts = [.. fit.Intercepts.Select(b => trial % 2 == 0 ? b : b + (Size * rng.NextNormal()))];
            double change = Objective(regularizer, data, moved, intercepts) - objective;
            Assert.True(change >= -2e-12, $"trial {trial}: a move lowers the objective by {-change}");
        }
    }

    [Theory]
    [InlineData(GlmSolver.NewtonCholesky, "ridge")]
    [InlineData(GlmSolver.Lbfgs, "ridge")]
    [InlineData(GlmSolver.Lbfgs, "none")]
    [InlineData(GlmSolver.ProximalGradient, "ridge")]
    [InlineData(GlmSolver.ProximalGradient, "lasso")]
    [InlineData(GlmSolver.ProximalGradient, "group lasso")]
    public void Fit_EverySolver_ReachesTheSameOptimum(GlmSolver solver, string penalty)
    {
        var usual = new CategoricalRegression
        {
            Regularizer = Penalties[penalty],
            Tolerance = 1e-9,
            MaxIterations = 20_000,
        };
        CategoricalData data = CategoricalExample.Data();

        CategoricalFit other = (usual with { Solver = solver }).Fit(data);

        Assert.True(other.Convergence.Converged, $"certificate {other.Convergence.Certificate}");
        Assert.Equal(usual.Fit(data).Convergence.Objective, other.Convergence.Objective, 1e-8);
    }

    [Fact]
    public void Fit_OfTwoClasses_IsTheLogisticRegression()
    {
        CategoricalData data = CategoricalExample.Data(2);
        var logistic = new GlmData
        {
            Design = data.Design,
            Responses = Matrix.FromColumnMajor(data.Labels.Count, 1, [.. data.Labels.Select(static y => (double)y)]),
        };

        CategoricalFit fit = new CategoricalRegression
        {
            Regularizer = new GroupLasso { Strength = 0.02 },
            Tolerance = 1e-12,
        }.Fit(data);

        // β = B₁ − B₀ with B₁ = −B₀: √(2p)·‖(B₀, B₁)‖ = √p·‖β‖.
        GlmFit other = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Bernoulli },
            Regularizer = new GroupLasso { Strength = 0.02 },
            Tolerance = 1e-12,
        }.Fit(logistic);
        Assert.Equal(other.Selected, fit.Selected);
        Assert.Equal(other.Convergence.Objective, fit.Convergence.Objective, 1e-11);
        Assert.All(
            other.Coefficients,
            (b, j) => Assert.Equal(b, fit.Coefficients[j, 1] - fit.Coefficients[j, 0], 1e-5)
        );
    }

    [Theory]
    [InlineData("lasso")]
    [InlineData("group lasso")]
    [InlineData("ridge")]
    public void Certificate_OfALooseFit_BoundsTheDistanceFromTheOptimum(string penalty)
    {
        CategoricalData data = CategoricalExample.Data(4);
        var exact = new CategoricalRegression { Regularizer = Penalties[penalty], Tolerance = 1e-12 };
        double optimum = exact.Fit(data).Convergence.Objective;
        double entropy = -Enumerable
            .Range(0, 4)
            .Select(k => data.Labels.Count(y => y == k) / 200.0)
            .Sum(static s => s * Math.Log(s));
        foreach (int iterations in (int[])[1, 2, 5, 10])
        {
            CategoricalFit loose = (exact with { Solver = GlmSolver.ProximalGradient, MaxIterations = iterations }).Fit(
                data
            );

            double above = loose.Convergence.Objective - optimum;
            Assert.False(loose.Convergence.Converged);
            Assert.InRange(above, 0, (loose.Convergence.Certificate * entropy) + 1e-15);
        }
    }

    [Fact]
    public void Path_FromTheLargestStrength_DropsBlocksOverAllClassesTogether()
    {
        CategoricalData data = CategoricalExample.Data();
        var path = new CategoricalRegularizationPath
        {
            Model = new CategoricalRegression { Regularizer = new GroupLasso(), Tolerance = 1e-9 },
            Count = 20,
        };

        CategoricalPath fits = path.Fit(data);

        Assert.Empty(fits.Fits[0].Selected);
        Assert.NotEmpty(fits.Fits[1].Selected);
        Assert.Equal(3, fits.Fits[^1].Selected.Count);
        Assert.Equal("a", fits.Fits.First(static f => f.Selected.Count > 0).Selected[0]);
        foreach (CategoricalFit fit in fits.Fits)
        {
            Assert.True(fit.Convergence.Converged);
            foreach (FeatureBlock block in fit.Blocks)
            {
                int zeros = Enumerable
                    .Range(block.Start, block.Count)
                    .Sum(j => Enumerable.Range(0, 3).Count(k => fit.Coefficients[j, k] == 0));
                Assert.True(zeros == 0 || zeros == 3 * block.Count, $"{zeros} zeros in '{block.Name}'");
            }
        }

        // λ_max written out: the largest block norm of the gradient at the shares, over √(pK).
        double[] shares = [.. Enumerable.Range(0, 3).Select(k => data.Labels.Count(y => y == k) / 200.0)];
        Matrix x = data.Design.ToMatrix();
        double largest = data.Design.Blocks.Max(b =>
            Math.Sqrt(
                Enumerable
                    .Range(b.Start, b.Count)
                    .Sum(j =>
                        Enumerable
                            .Range(0, 3)
                            .Sum(k =>
                                Math.Pow(
                                    Enumerable
                                        .Range(0, 200)
                                        .Sum(i => x[i, j] * (shares[k] - (data.Labels[i] == k ? 1 : 0))) / 200,
                                    2
                                )
                            )
                    ) / (3 * b.Count)
            )
        );
        Assert.Equal(largest, fits.LargestStrength, 1e-12);
    }

    [Fact]
    public void Fit_WeightsOffsetsAndMissingRows_AreThoseOfTheRowsCutOut()
    {
        CategoricalData data = CategoricalExample.Data();
        var rng = new Rng(3);
        Matrix x = data.Design.ToMatrix();
        Matrix holed = Matrix.Create(200, 6, (i, j) => i == 17 && j == 2 ? double.NaN : x[i, j]);
        Matrix offset = Matrix.Create(200, 3, (i, k) => i == 31 && k == 1 ? double.PositiveInfinity : rng.NextNormal());
        double[] weights = [.. Enumerable.Range(0, 200).Select(i => i % 5 == 0 ? 0 : 1 + (i % 3))];
        int[] labels = [.. data.Labels.Select((y, i) => i % 5 == 0 ? -7 : y)];
        CategoricalData all = data with
        {
            Design = Design.Of(("x", holed)),
            Offset = offset,
            Weights = weights,
            Labels = labels,
        };
        int[] rows = [.. Enumerable.Range(0, 200).Where(i => i is not (17 or 31) && i % 5 != 0)];
        CategoricalData cut = data with
        {
            Design = Design.Of(("x", x.Select(rows, [0, 1, 2, 3, 4, 5]))),
            Offset = offset.Select(rows, [0, 1, 2]),
            Weights = [.. rows.Select(i => weights[i])],
            Labels = [.. rows.Select(i => labels[i])],
        };
        var model = new CategoricalRegression
        {
            Regularizer = new Lasso { Strength = 0.01 },
            Tolerance = 1e-12,
        };

        CategoricalFit fit = model.Fit(all);

        CategoricalFit other = model.Fit(cut);
        Assert.Equal(other.Convergence.Objective, fit.Convergence.Objective, 1e-12);
        Assert.Equal((rows.Length, 2), (fit.Samples, fit.DroppedSamples));
        Assert.Equal(-1, fit.Classify(all.Design, Matrix.Create(200, 3, (_, _) => 0))[17]);
        Near(
            other.Probabilities(cut.Design, cut.Offset),
            fit.Probabilities(all.Design, offset).Select(rows, [0, 1, 2]),
            1e-5
        );
    }

    [Fact]
    public void Path_OfRandomProblems_AlwaysConverges()
    {
        // Columns of different scales, one twice, few samples, up to six classes of uneven size, weights and offsets.
        for (ulong seed = 0; seed < 30; seed++)
        {
            var rng = new Rng(seed);
            int classes = 2 + rng.NextInt(5);
            int samples = 40 + rng.NextInt(100);
            double[] scales = [.. Enumerable.Range(0, 5).Select(_ => Math.Pow(10, (2 * rng.NextDouble()) - 1))];
            Matrix x = Matrix.Create(samples, 5, (_, j) => scales[j] * rng.NextNormal());
            var data = new CategoricalData
            {
                Design = Design.Of(
                    ("a", x.Select([.. Enumerable.Range(0, samples)], [0, 1, 2])),
                    ("b", x.Select([.. Enumerable.Range(0, samples)], [3, 4, 0]))
                ),
                Labels =
                [
                    .. Enumerable
                        .Range(0, samples)
                        .Select(i => i < classes ? i : Math.Min(rng.NextInt(classes), rng.NextInt(classes))),
                ],
                Classes = [.. Enumerable.Range(0, classes).Select(static k => $"{k}")],
                Weights = [.. Enumerable.Range(0, samples).Select(_ => 0.1 + rng.NextDouble())],
                Offset = Matrix.Create(samples, classes, (_, _) => rng.NextNormal()),
            };
            foreach (string penalty in (string[])["lasso", "elastic net", "group lasso", "sparse-group lasso"])
            {
                CategoricalPath path = new CategoricalRegularizationPath
                {
                    Model = new CategoricalRegression { Regularizer = Penalties[penalty], Tolerance = 1e-8 },
                    Count = 8,
                }.Fit(data);

                Assert.Empty(path.Fits[0].Selected);
                Assert.All(
                    path.Fits,
                    (f, i) => Assert.True(f.Convergence.Converged, $"{seed} {penalty} {i}: {f.Convergence.Certificate}")
                );
            }
        }
    }

    [Fact]
    public void Fit_SeparableClassesWithoutAPenalty_IsNeverConverged()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(static i => i - 29.5)];
        CategoricalData data = CategoricalData.Of(
            Design.Of(("x", Matrix.FromColumnMajor(60, 1, x))),
            [.. Enumerable.Range(0, 60).Select(static i => i / 20)]
        );
        foreach (
            GlmSolver? solver in (GlmSolver?[])
                [null, GlmSolver.NewtonCholesky, GlmSolver.Lbfgs, GlmSolver.ProximalGradient]
        )
        {
            CategoricalFit fit = new CategoricalRegression { Regularizer = new Unregularized(), Solver = solver }.Fit(
                data
            );

            Assert.False(fit.Convergence.Converged, $"{solver}");
        }

        CategoricalFit usual = new CategoricalRegression { Regularizer = new Unregularized() }.Fit(data);
        Assert.Contains(usual.Warnings, static w => w.Contains("separable", StringComparison.Ordinal));
        CategoricalFit shrunk = new CategoricalRegression { Regularizer = new Ridge { Strength = 1e-3 } }.Fit(data);
        Assert.True(shrunk.Convergence.Converged);
        Assert.Equal(data.Labels, shrunk.Classify(data.Design));
    }

    [Fact]
    public void Fit_AliasedColumnsWithoutAPenalty_NamesThem()
    {
        CategoricalData data = CategoricalExample.Data();
        Matrix x = data.Design.ToMatrix();
        CategoricalData twice = data with
        {
            Design = Design.Of(("x", x.Select([.. Enumerable.Range(0, 200)], [0, 1, 0]))),
        };
        var model = new CategoricalRegression { Regularizer = new Unregularized(), Tolerance = 1e-12 };

        CategoricalFit fit = model.Fit(twice);

        Assert.True(fit.Convergence.Converged);
        Assert.EndsWith(
            "Column 3 of 'x' equals 1 × column 1 of 'x'.",
            Assert.Single(fit.Warnings),
            StringComparison.Ordinal
        );
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(fit.Coefficients[0, k], fit.Coefficients[2, k], 1e-9));
        Assert.All(
            Enumerable.Range(0, 3),
            j => Assert.Equal(0, Enumerable.Range(0, 3).Sum(k => fit.Coefficients[j, k]), 1e-9)
        );
    }

    [Fact]
    public void Fit_BadLabels_SaysWhatIsWanted()
    {
        CategoricalData data = CategoricalExample.Data();
        var model = new CategoricalRegression { Regularizer = new Ridge() };

        Assert.Equal(
            "Labels must be 0 … 2, one of 3 classes, but sample 4 (from 0) has 3.",
            Message(() => model.Fit(data with { Labels = [.. data.Labels.Select(static (y, i) => i == 4 ? 3 : y)] }))
        );
        Assert.Equal(
            "Every class needs a sample that counts, but there is none of 'class 1'. Leave such classes out.",
            Message(() => model.Fit(data with { Labels = [.. data.Labels.Select(static y => y == 1 ? 0 : y)] }))
        );
        Assert.Equal(
            "Expected one label per sample of the design (200), but got 3.",
            Message(() => model.Fit(data with { Labels = [0, 1, 2] }))
        );
        Assert.Equal(
            "Sample 1 (from 0) has the label 'left', but the classes are go, right.",
            Message(() => CategoricalData.Of(data.Design, ["go", "left"], ["go", "right"]))
        );
        Assert.StartsWith(
            "Labels must be the numbers 0 … K − 1, each with a sample, but they are 1, 2.",
            Message(() => CategoricalData.Of(data.Design, [1, 2, 1])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "GroupScad",
            Message(() => (model with { Regularizer = new GroupScad() }).Fit(data)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Draw_FromAFit_FollowsItsProbabilities()
    {
        CategoricalData data = CategoricalExample.Data();
        CategoricalFit fit = new CategoricalRegression { Regularizer = new Ridge { Strength = 0.01 } }.Fit(data);
        Matrix p = fit.Probabilities(data.Design);
        double[] counts = new double[3];
        for (ulong seed = 0; seed < 100; seed++)
        {
            foreach (int y in fit.Draw(data.Design, seed))
            {
                counts[y]++;
            }
        }

        // 20,000 draws: the share of a class has a standard error of at most 0.0036.
        Assert.All(counts, (c, k) => Assert.Equal(p.Column(k).ToArray().Average(), c / 20_000, 0.014));
        Assert.Equal(fit.Draw(data.Design, 4), fit.Draw(data.Design, 4));
    }

    private static void Near(Matrix expected, Matrix actual, double tolerance) =>
        NumericAssert.Close(expected.AsSpan(), actual.AsSpan(), tolerance);

    private static string Message(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;

    private static double Objective(Regularizer regularizer, CategoricalData data, Matrix b, double[] intercepts) =>
        CategoricalExample.Loss(data, b, intercepts) + (regularizer.Strength * Penalty(regularizer, b));

    private static double Penalty(Regularizer regularizer, Matrix b)
    {
        int classes = b.Columns;
        int[][] blocks =
        [
            [0, 1, 2],
            [3, 4],
            [5],
        ];
        return regularizer switch
        {
            Unregularized => 0,
            Ridge => 0.5 * b.AsSpan().ToArray().Sum(static x => x * x),
            Lasso => b.AsSpan().ToArray().Sum(Math.Abs),
            ElasticNet e => b.AsSpan().ToArray().Sum(x => (e.Ratio * Math.Abs(x)) + (0.5 * (1 - e.Ratio) * x * x)),
            GroupLasso g => (g.Groups?.Select(static x => x.ToArray()).ToArray() ?? blocks).Sum(Norm),
            SparseGroupLasso s => ((1 - s.Ratio) * blocks.Sum(Norm)) + (s.Ratio * b.AsSpan().ToArray().Sum(Math.Abs)),
            SmoothGroupLasso s => blocks.Sum(Norm) + (0.5 * s.Smoothness * blocks.Sum(Roughness)),
            _ => throw new NotSupportedException(),
        };

        double Norm(int[] columns) =>
            Math.Sqrt(columns.Length * classes)
            * Math.Sqrt(columns.Sum(j => Enumerable.Range(0, classes).Sum(k => b[j, k] * b[j, k])));

        double Roughness(int[] columns) =>
            columns
                .Skip(1)
                .Sum(j => Enumerable.Range(0, classes).Sum(k => (b[j, k] - b[j - 1, k]) * (b[j, k] - b[j - 1, k])));
    }
}
