using System.Text.Json;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>RIE with each of its settings, its Γ and its searches, against an independent program's.</summary>
public sealed class RotationallyInvariantGoldenTests
{
    public static TheoryData<string> Cases => [.. CleaningGolden.Small, .. CleaningGolden.Large];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Fit_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        int count = 0;
        foreach (JsonElement method in golden.Results.GetProperty("methods").EnumerateArray())
        {
            if (Estimator(method) is not { } estimator || (IsInverseWishart(method) && !HasLaw(golden, method)))
            {
                continue;
            }

            golden.Check(method, estimator.Fit(golden.Training), Tolerance(name, method));
            CheckGamma(golden, method, estimator);
            count++;
        }

        Assert.Equal(golden.Training.Rows > golden.Training.Columns, count >= 25);
    }

    [SharedTheory]
    [MemberData(nameof(Searched))]
    public void CrossValidated_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        RotationallyInvariantFamily text = RotationallyInvariantFamily.AsPrinted with
        {
            ScoredStandardised = true,
            Member = RotationallyInvariantEstimator.AsReleased,
        };

        golden.CheckSearch("rie_noself_mp_principal_code_grid", RotationallyInvariantFamily.AsReleased);
        golden.CheckSearch("rie_noself_mp_principal_text_grid", text);
        golden.CheckSearch(
            "rie_noself_mp_analytic_text_grid",
            text with
            {
                Member = new RotationallyInvariantEstimator { KeepTrace = false },
            }
        );
    }

    public static TheoryData<string> Searched => ["n20-t48-a1", "n20-t120-ar1", "n116-t144-a1", "n116-t300-a3"];

    private static bool IsInverseWishart(JsonElement method) =>
        method.GetProperty("name").GetString()!.EndsWith("_iw", StringComparison.Ordinal);

    private static bool HasLaw(CleaningGolden golden, JsonElement method) =>
        RieNoise.IsInverseWishart(
            CleaningGolden.Numbers(golden.Results.GetProperty("sample_eigenvalues_desc"))[^1],
            method.GetProperty("params").GetProperty("q").GetDouble()
        );

    private static double Tolerance(string name, JsonElement method) =>
        IsInverseWishart(method) ? 1e-7
        : name == "n116-t144-a1" ? 1e-8
        : 1e-9;

    private static void CheckGamma(CleaningGolden golden, JsonElement method, RotationallyInvariantEstimator estimator)
    {
        if (!method.TryGetProperty("Gamma", out JsonElement gamma))
        {
            return;
        }

        double[] eigenvalues = CleaningGolden.Numbers(golden.Results.GetProperty("sample_eigenvalues_desc"));
        double[] actual = new double[eigenvalues.Length];
        RieNoise.Gamma(
            estimator.Debiasing,
            eigenvalues,
            method.GetProperty("params").GetProperty("q").GetDouble(),
            estimator.Eta!.Value,
            actual
        );
        NumericAssert.Close(CleaningGolden.Numbers(gamma), actual, 1e-9);
    }

    private static RotationallyInvariantEstimator? Estimator(JsonElement method)
    {
        RotationallyInvariantEstimator? estimator = method.GetProperty("name").GetString() switch
        {
            "rie_eq1_literal_full_trace" => RotationallyInvariantEstimator.AsPrinted,
            "rie_noself" => new() { Debiasing = RieDebiasing.None, KeepTrace = false },
            "rie_noself_mp_principal" => RotationallyInvariantEstimator.AsReleased,
            "rie_noself_mp_analytic" => new() { KeepTrace = false },
            "rie_noself_mp_analytic_trace" => new(),
            "rie_noself_iw" => new() { Debiasing = RieDebiasing.InverseWishart, KeepTrace = false },
            _ => null,
        };
        return estimator is null
            ? null
            : estimator with
            {
                Eta = method.GetProperty("params").GetProperty("eta").GetDouble(),
            };
    }
}
