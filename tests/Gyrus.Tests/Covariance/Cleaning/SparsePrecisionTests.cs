using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>The graphical lasso among the cleaning estimators.</summary>
public sealed class SparsePrecisionTests
{
    public static TheoryData<string> Small => [.. CleaningGolden.Small];

    [SharedTheory]
    [MemberData(nameof(Small))]
    public void Fit_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("glasso"))
        {
            double alpha = method.GetProperty("params").GetProperty("alpha_offdiag_per_sample").GetDouble();

            CovarianceFit fit = new SparsePrecision { Penalty = alpha, Tolerance = 1e-12 }.Fit(golden.Training);

            golden.Check(method, fit, 1e-6);
        }
    }

    [Fact]
    public void Fit_IsStationary()
    {
        Matrix signals = Signals(60, 12, 3);
        CovarianceFit fit = new SparsePrecision { Penalty = 0.1, Tolerance = 1e-12 }.Fit(signals);

        Matrix e = SampleCovariance.OfSignals(signals).Values;
        for (int j = 0; j < 12; j++)
        {
            for (int i = 0; i < 12; i++)
            {
                double slope = fit.Covariance.Values[i, j] - e[i, j];
                double entry = fit.Precision![i, j];
                double violation =
                    i == j ? Math.Abs(slope)
                    : entry != 0 ? Math.Abs(slope - (0.1 * Math.Sign(entry)))
                    : Math.Max(0, Math.Abs(slope) - 0.1);
                Assert.True(violation < 1e-5, $"({i}, {j}): {violation}");
            }
        }
    }

    [Fact]
    public void Search_PrefersTheBestOfItsScores_AndRepeatsThemFromColdFits()
    {
        Matrix signals = Signals(60, 10, 4);
        var prepared = new PreparedSignals(signals);
        foreach (CleaningCriterion criterion in Enum.GetValues<CleaningCriterion>())
        {
            var search = new SparsePrecisionSearch
            {
                Criterion = criterion,
                Family = new()
                {
                    Count = 4,
                    SearchTolerance = 1e-10,
                    Tolerance = 1e-10,
                },
            };

            HyperParameterChoice choice = search.Fit(prepared).Choice!;

            Assert.Equal(16, choice.Grid.Count);
            Assert.Equal(choice.MeanScores.Max(), choice.MeanScores[choice.Grid.ToList().IndexOf(choice.Value)]);
            double mean = prepared
                .Folds(new FoldPlan())
                .Average(f =>
                    Criteria
                        .Of(
                            new SparsePrecision { Penalty = choice.Value, Tolerance = 1e-10 }
                                .Fit(f.Training)
                                .Precision!,
                            f.Validation
                        )
                        .Score(criterion)
                );
            NumericAssert.Close(mean, choice.MeanScores.Max(), 1e-6);
        }
    }

    [Fact]
    public void Search_OnCentredFolds_IsGraphicalLassoCV()
    {
        Matrix signals = Signals(72, 10, 5);

        CovarianceFit fit = new SparsePrecisionSearch
        {
            Family = new()
            {
                Count = 4,
                SearchTolerance = 1e-8,
                CentresValidation = true,
            },
        }.Fit(signals);

        GraphicalLassoCVFit other = new GraphicalLassoCV { Folds = 6, ToleranceCV = 1e-8 }.Fit(signals);
        NumericAssert.Close(other.Penalty, fit.Choice!.Value, 1e-12);
        NumericAssert.Close(other.Scores.Max(s => s.MeanScore), fit.Choice.MeanScores.Max(), 1e-8);
    }

    [Fact]
    public void Family_ScoresAnyOrderOfTheGrid()
    {
        var prepared = new PreparedSignals(Signals(60, 8, 6));
        PreparedFold fold = prepared.Folds(new FoldPlan())[0];
        var family = new SparsePrecisionFamily { SearchTolerance = 1e-10 };
        double[] up = new double[3];
        double[] down = new double[3];

        family.Score(fold, [0.05, 0.1, 0.3], CleaningCriterion.LogLikelihood, up);
        family.Score(fold, [0.3, 0.1, 0.05], CleaningCriterion.LogLikelihood, down);

        Array.Reverse(down);
        NumericAssert.Close(up, down, 1e-8);
    }

    internal static Matrix Signals(int samples, int regions, ulong seed)
    {
        var rng = new Rng(seed);
        Matrix mix = Matrix.Create(regions, regions, (i, j) => (i == j ? 1 : 0) + (0.3 * rng.NextNormal()));
        Matrix noise = Matrix.Create(samples, regions, (_, _) => rng.NextNormal());
        return Matrix.Create(
            samples,
            regions,
            (t, i) =>
            {
                double sum = 0;
                for (int k = 0; k < regions; k++)
                {
                    sum += noise[t, k] * mix[k, i];
                }

                return sum;
            }
        );
    }
}
