using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Resampling and robust estimators against an independent program's, from the same draws.</summary>
public sealed class ResampledGoldenTests
{
    public static TheoryData<string> Cases => [.. CleaningGolden.Small, .. CleaningGolden.Large];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Nercome_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("nercome"))
        {
            int first = method.GetProperty("params").GetProperty("m").GetInt32();

            CovarianceFit fit = Nercome.Fit(
                new PreparedSignals(golden.Training),
                first,
                golden.Rows("nercome_permutations")
            );

            // With fewer rows than regions the basis of the null space is arbitrary: the trace is what is unique.
            if (first > golden.Training.Columns)
            {
                golden.Check(method, fit);
            }

            double trace = Enumerable.Range(0, golden.Training.Columns).Sum(i => fit.Covariance.Values[i, i]);
            NumericAssert.Close(method.GetProperty("trace_C").GetDouble(), trace, 1e-9);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Bahc_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("bahc"))
        {
            golden.Check(method, Bahc.Fit(new PreparedSignals(golden.Training), golden.Rows("bahc_bootstrap_indices")));
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void RegularisedTyler_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("tyler_shrunk"))
        {
            double rho = method.GetProperty("params").GetProperty("rho").GetDouble();

            CovarianceFit fit = new RegularisedTyler { Tolerance = 1e-12 }
                .At(rho)
                .Fit(golden.Training);

            golden.Check(method, fit, 1e-8);
            Assert.True(fit.Convergence!.Converged);
        }
    }
}
