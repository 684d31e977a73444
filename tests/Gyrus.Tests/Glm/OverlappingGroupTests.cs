using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Selection;
using Gyrus.Tests.Glm.Categorical;

namespace Gyrus.Tests.Glm;

public sealed class OverlappingGroupTests
{
    private static readonly int[][] Groups =
    [
        [0, 1, 2],
        [2, 3],
        [4, 3, 0],
    ];

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.02)]
    [InlineData(0.06)]
    public void Fit_OfEveryFamily_IsStationaryInTheLatentFormulation(double strength)
    {
        var penalty = new OverlappingGroupLasso
        {
            Groups = Groups,
            Weights = [1, 1.5, 0.7],
            Strength = strength,
        };
        foreach (
            ObservationModel observation in GlmExample.Observations.Where(static o =>
                o.Link is null && o.Dispersion == 1
            )
        )
        {
            GlmData data = GlmExample.Data(observation);

            GlmFit fit = new GeneralizedLinearModel
            {
                Observation = observation,
                Regularizer = penalty,
                Tolerance = 1e-13,
            }.Fit(data);

            Assert.True(fit.Convergence.Converged, $"{observation}: certificate {fit.Convergence.Certificate}");
            double[] gradient = Gradient(data, fit);

            // Column 5 is in no group: no slope. Copies sum to the coefficients.
            Assert.Equal(0, gradient[5], 1e-6);
            double[] sums = new double[6];
            sums[5] = fit.Coefficients[5];
            double penalties = 0;
            foreach ((LatentGroup group, int g) in fit.LatentGroups.Select(static (x, g) => (x, g)))
            {
                Assert.Equal(Groups[g].Order(), group.Columns);
                double omega = strength * penalty.Weights![g] * Math.Sqrt(group.Columns.Count);
                double norm = Math.Sqrt(group.Coefficients.Sum(static c => c * c));
                double slope = Math.Sqrt(group.Columns.Sum(j => gradient[j] * gradient[j]));
                penalties += omega * norm;
                Assert.Equal(norm > 0, group.IsSelected);
                Assert.True(slope <= omega + 1e-6, $"{observation}: group {g}: {slope} > {omega}");
                for (int i = 0; i < group.Columns.Count; i++)
                {
                    sums[group.Columns[i]] += group.Coefficients[i];
                    if (norm > 0)
                    {
                        Assert.Equal(-omega * group.Coefficients[i] / norm, gradient[group.Columns[i]], 1e-6);
                    }
                }
            }

            NumericAssert.Close(sums, [.. fit.Coefficients], 1e-14);
            GlmFit free = new GeneralizedLinearModel
            {
                Observation = observation,
                Regularizer = new Ridge { Strength = 0 },
            }.Fit(data);
            Assert.True(fit.Convergence.Objective - penalties >= free.Convergence.Objective - 1e-6);
        }
    }

    [Fact]
    public void Fit_StrongerPenalties_LeaveUnionsOfGroups()
    {
        GlmData data = GlmExample.Data(new());
        var path = new RegularizationPath
        {
            Model = new GeneralizedLinearModel
            {
                Regularizer = new OverlappingGroupLasso { Groups = Groups, Names = ["left", "middle", "right"] },
                Tolerance = 1e-10,
            },
            Count = 20,
        };

        GlmPath fits = path.Fit(data);

        Assert.DoesNotContain(fits.Fits[0].LatentGroups, static g => g.IsSelected);
        Assert.Contains(fits.Fits[1].LatentGroups, static g => g.IsSelected);
        Assert.Contains(fits.Fits, static f => f.LatentGroups.Count(static g => g.IsSelected) is > 0 and < 3);
        foreach (GlmFit fit in fits.Fits)
        {
            Assert.True(fit.Convergence.Converged);
            Assert.Equal(["left", "middle", "right"], fit.LatentGroups.Select(static g => g.Name));
            int[] held = [.. fit.LatentGroups.Where(static g => g.IsSelected).SelectMany(static g => g.Columns)];
            Assert.All(Enumerable.Range(0, 5), j => Assert.Equal(held.Contains(j), fit.Coefficients[j] != 0));
        }
    }

    [Fact]
    public void Fit_GroupsThatDoNotOverlap_IsTheGroupLasso()
    {
        GlmData data = GlmExample.Data(new());
        GlmFit overlapping = Fit(
            data,
            OverlappingGroupLasso.OfBlocks(data.Design, ["c"], ["a"], ["b"]) with
            {
                Strength = 0.02,
            }
        );

        GlmFit plain = Fit(data, new GroupLasso { Strength = 0.02 });

        Assert.Equal(plain.Selected, overlapping.Selected);
        Assert.Equal(plain.Convergence.Objective, overlapping.Convergence.Objective, 1e-12);
        NumericAssert.Close([.. plain.Coefficients], [.. overlapping.Coefficients], 1e-6);
        Assert.Equal(["c", "a", "b"], overlapping.LatentGroups.Select(static g => g.Name));
    }

    [Fact]
    public void Fit_NestedGroups_HasTheObjectiveOfTheSmallestDecomposition()
    {
        // {0} inside {0, 1}: the infimum over decompositions is found here by a scan over the share of the small group.
        GlmData data = GlmExample.Data(new() { Family = Family.Gaussian });
        var penalty = new OverlappingGroupLasso
        {
            Groups =
            [
                [0],
                [0, 1],
            ],
            Strength = 0.05,
        };

        GlmFit fit = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = penalty,
            Tolerance = 1e-13,
        }.Fit(data);

        (double first, double second) = (fit.Coefficients[0], fit.Coefficients[1]);
        double least = Enumerable
            .Range(0, 100_001)
            .Min(i =>
                Math.Abs(first * i / 100_000)
                + (Math.Sqrt(2) * Math.Sqrt(Math.Pow(first * (1 - (i / 100_000.0)), 2) + (second * second)))
            );
        double reported = fit.LatentGroups.Sum(static g =>
            Math.Sqrt(g.Columns.Count) * Math.Sqrt(g.Coefficients.Sum(static c => c * c))
        );
        Assert.NotEqual(0, first);
        Assert.Equal(least, reported, 1e-6);
    }

    [Fact]
    public void CrossValidation_OfOverlappingGroups_ChoosesAmongThem()
    {
        GlmData data = GlmExample.Data(new());

        GlmCrossValidationFit fit = new GlmCrossValidation
        {
            Path = new RegularizationPath
            {
                Model = new GeneralizedLinearModel
                {
                    Regularizer = OverlappingGroupLasso.OfBlocks(data.Design, ["a", "b"], ["b", "c"]),
                },
                Count = 10,
            },
        }.Fit(data);

        Assert.Equal(0, fit.LateFoldFits);
        Assert.Equal(["a + b", "b + c"], fit.Fit.LatentGroups.Select(static g => g.Name));
    }

    [Fact]
    public void SoftmaxRegression_OfGroupsThatDoNotOverlap_IsTheGroupLasso()
    {
        CategoricalData data = CategoricalExample.Data();
        var model = new CategoricalRegression
        {
            Regularizer = new GroupLasso { Strength = 0.02 },
            Tolerance = 1e-12,
        };
        CategoricalRegression copies = model with
        {
            Regularizer = OverlappingGroupLasso.OfBlocks(data.Design, ["b"], ["a"], ["c"]) with { Strength = 0.02 },
        };

        CategoricalFit fit = copies.Fit(data);

        NumericAssert.Close(model.Fit(data).Coefficients.AsSpan(), fit.Coefficients.AsSpan(), 1e-6);
    }

    [Fact]
    public void Fit_BadGroups_SaysWhatIsWrong()
    {
        GlmData data = GlmExample.Data(new());

        Assert.Equal(
            "Group 1 names column 6, but the design has columns 0 … 5.",
            Message(() =>
                Fit(
                    data,
                    new OverlappingGroupLasso
                    {
                        Groups =
                        [
                            [0],
                            [6],
                        ],
                    }
                )
            )
        );
        Assert.Equal(
            "Group 0 names column 2 twice.",
            Message(() =>
                Fit(
                    data,
                    new OverlappingGroupLasso
                    {
                        Groups =
                        [
                            [2, 1, 2],
                        ],
                    }
                )
            )
        );
        Assert.Equal(
            "Expected one name per group (1), but got 2.",
            Message(() =>
                Fit(
                    data,
                    new OverlappingGroupLasso
                    {
                        Groups =
                        [
                            [0],
                        ],
                        Names = ["a", "b"],
                    }
                )
            )
        );
        Assert.EndsWith(
            "OverlappingGroupLasso takes groups that overlap.",
            Message(() =>
                Fit(
                    data,
                    new GroupLasso
                    {
                        Groups =
                        [
                            [0, 1],
                            [1, 2],
                        ],
                    }
                )
            ),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "not OverlappingGroupLasso, which is on copies of columns.",
            Message(() =>
                new JointPopulation
                {
                    Model = new GeneralizedLinearModel
                    {
                        Regularizer = new OverlappingGroupLasso
                        {
                            Groups =
                            [
                                [0],
                            ],
                        },
                    },
                }.Fit(data)
            ),
            StringComparison.Ordinal
        );
    }

    private static string Message(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;

    private static GlmFit Fit(GlmData data, Regularizer regularizer) =>
        new GeneralizedLinearModel { Regularizer = regularizer, Tolerance = 1e-12 }.Fit(data);

    /// <summary>Xᵀu/n with the slopes of the canonical links (twice for Gaussian, whose loss has no half).</summary>
    private static double[] Gradient(GlmData data, GlmFit fit)
    {
        Matrix x = data.Design.ToMatrix();
        double[] mean = fit.Predict(data.Design);
        return
        [
            .. Enumerable
                .Range(0, x.Columns)
                .Select(j =>
                    Enumerable
                        .Range(0, x.Rows)
                        .Sum(i =>
                        {
                            double residual = mean[i] - data.Responses[i, 0];
                            return x[i, j]
                                * fit.Model.Observation.Family switch
                                {
                                    Family.Gaussian => 2 * residual,
                                    Family.Gamma => -residual,
                                    _ => residual,
                                };
                        }) / x.Rows
                ),
        ];
    }
}
