using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Spectra, criteria, matrices and scores of cross-validation against an independent program's.</summary>
public sealed class SpectralGoldenTests
{
    public static TheoryData<string> Cases => [.. CleaningGolden.Small, .. CleaningGolden.Large];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void EigenvalueClipping_MatchesGolden(string name) =>
        CheckFamily(name, "pca", "p", new EigenvalueClipping());

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void LinearShrinkage_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("shrink"))
        {
            double alpha = method.GetProperty("params").GetProperty("alpha").GetDouble();

            golden.Check(method, new LinearShrinkage().At(1 - alpha).Fit(golden.Training));
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void CrossValidatedEigenvalues_MatchGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("cvc"))
        {
            JsonElement parameters = method.GetProperty("params");
            var estimator = new CrossValidatedEigenvalues
            {
                Folds = new FoldPlan { Folds = parameters.GetProperty("K").GetInt32() },
                Isotonic = parameters.GetProperty("isotonic").GetBoolean(),
            };

            CovarianceFit fit = estimator.Fit(golden.Training);
            if (golden.Training.Rows > golden.Training.Columns)
            {
                golden.Check(method, fit);
            }
            else
            {
                CheckSingular(golden, method, fit);
            }
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void CrossValidated_OfShrinkage_MatchesGolden(string name) =>
        CleaningGolden
            .Load(name)
            .CheckSearch("shrink_text_grid", LinearShrinkage.AsPrinted with { TargetVariance = 1 });

    /// <summary>With T ≤ N the basis of a fold's null space is arbitrary: what is unique are the values before it, and the sum.</summary>
    private static void CheckSingular(CleaningGolden golden, JsonElement method, CovarianceFit fit)
    {
        double[] expected = CleaningGolden.Numbers(method.GetProperty("xi_desc_order_of_sample"));
        double[] actual = [.. fit.Spectrum!.Cleaned];
        int folds = method.GetProperty("params").GetProperty("K").GetInt32();
        int rank = golden.Training.Rows - ((golden.Training.Rows + folds - 1) / folds);

        NumericAssert.Close(expected.Sum(), actual.Sum(), 1e-9);
        if (!method.GetProperty("params").GetProperty("isotonic").GetBoolean())
        {
            NumericAssert.Close(expected.AsSpan(0, rank), actual.AsSpan(0, rank), 1e-9);
        }
    }

    private static void CheckFamily(string name, string method, string parameter, EstimatorFamily family)
    {
        var golden = CleaningGolden.Load(name);
        int count = 0;
        foreach (JsonElement entry in golden.Methods(method))
        {
            double value = entry.GetProperty("params").GetProperty(parameter).GetDouble();

            golden.Check(entry, family.At(value).Fit(golden.Training));
            count++;
        }

        Assert.True(count > 0);
    }
}
