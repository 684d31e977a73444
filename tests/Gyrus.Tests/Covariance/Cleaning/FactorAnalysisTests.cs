using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Maximum-likelihood factor analysis: goldens, stationarity from the inputs, closed forms, the search over ranks.</summary>
public sealed class FactorAnalysisTests
{
    public static TheoryData<string> Cases => [.. CleaningGolden.Small, .. CleaningGolden.Large];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Fit_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);
        foreach (JsonElement method in golden.Methods("factor_analysis_ml"))
        {
            int factors = method.GetProperty("params").GetProperty("r").GetInt32();

            CovarianceFit fit = new FactorAnalysis { Factors = factors }.Fit(golden.Training);

            Assert.True(fit.Convergence!.Converged, $"{name} r = {factors}: {fit.Convergence}");
            NumericAssert.Close(
                method.GetProperty("train").GetProperty("loglik").GetDouble(),
                fit.Convergence.Objective,
                1e-7
            );
            golden.Check(method, fit, 1e-5);
        }
    }

    [Theory]
    [InlineData(60, 12, 1)]
    [InlineData(60, 12, 3)]
    [InlineData(200, 30, 8)]
    [InlineData(40, 30, 12)]
    [InlineData(25, 30, 6)]
    public void Fit_IsStationaryInLoadingsAndUniquenesses(int samples, int regions, int factors)
    {
        Matrix signals = SparsePrecisionTests.Signals(samples, regions, 11);
        var estimator = new FactorAnalysis { Factors = factors, LeastUniqueness = 0.02 };

        CovarianceFit fit = estimator.Fit(signals);

        Assert.True(fit.Convergence!.Converged, fit.Convergence.ToString());
        Matrix s = SampleCovariance.OfSignals(signals).Values;
        Matrix slope = Slope(s, fit);
        (double[] uniqueness, Matrix loadings) = Parts(fit, factors);
        for (int i = 0; i < regions; i++)
        {
            bool bounded = uniqueness[i] < 0.02 * s[i, i] * (1 + 1e-6);
            double g = slope[i, i] * uniqueness[i];
            Assert.True(bounded ? g > -1e-6 : Math.Abs(g) < 1e-6, $"{i}: {g}, {uniqueness[i] / s[i, i]}");
            Assert.True(uniqueness[i] >= 0.02 * s[i, i] * (1 - 1e-6));
            for (int m = 0; m < factors; m++)
            {
                double sum = 0;
                for (int k = 0; k < regions; k++)
                {
                    sum += slope[i, k] * loadings[k, m];
                }

                Assert.True(Math.Abs(sum) < 1e-6, $"loading ({i}, {m}): {sum}");
            }
        }

        NumericAssert.Close(
            Criteria.Of(fit.Precision!, new PreparedSignals(signals).Signals).LogLikelihood,
            fit.Convergence.Objective,
            1e-9
        );
    }

    [Fact]
    public void Fit_OfThreeRegionsAndOneFactor_IsExact()
    {
        // Three regions and one factor have as many parameters as the covariance, so C = S where the loadings are real and ψ positive.
        double[] load = [0.8, 0.6, -0.5];
        var rng = new Rng(2);
        Matrix signals = Mixed(rng, load);

        CovarianceFit fit = new FactorAnalysis { Factors = 1 }.Fit(signals);

        NumericAssert.Close(SampleCovariance.OfSignals(signals).Values.AsSpan(), fit.Covariance.Values.AsSpan(), 1e-8);
    }

    [Fact]
    public void Fit_DoesNotDependOnUnits()
    {
        Matrix signals = SparsePrecisionTests.Signals(60, 10, 12);
        Matrix scaled = Matrix.Create(60, 10, (t, i) => signals[t, i] * Math.Pow(10, i - 5));

        Matrix plain = new FactorAnalysis { Factors = 2 }
            .Fit(signals)
            .Covariance.Values;
        Matrix other = new FactorAnalysis { Factors = 2 }
            .Fit(scaled)
            .Covariance.Values;

        Matrix back = Matrix.Create(10, 10, (i, j) => other[i, j] / Math.Pow(10, i - 5) / Math.Pow(10, j - 5));
        NumericAssert.Close(plain.AsSpan(), back.AsSpan(), 1e-7);
    }

    [Fact]
    public void Fit_WithAHeywoodCase_NamesIt()
    {
        // One factor would have to explain r01·r02/r12 > 1 of region 0: the two others hardly correlate.
        var rng = new Rng(5);
        double[] a = new double[400];
        double[] b = new double[400];
        rng.FillNormal(a);
        rng.FillNormal(b);
        Matrix signals = Matrix.Create(
            400,
            3,
            (t, i) =>
                (0.3 * rng.NextNormal())
                + i switch
                {
                    0 => a[t] + b[t],
                    1 => a[t],
                    _ => b[t] + (0.3 * a[t]),
                }
        );

        CovarianceFit fit = new FactorAnalysis { Factors = 1 }.Fit(signals);

        Assert.Contains(fit.Warnings, w => w.Contains("Heywood cases): 0.", StringComparison.Ordinal));
        Assert.True(fit.Convergence!.Converged);
    }

    [Fact]
    public void Fit_WithAsManyFactorsAsTheRank_IsRefused()
    {
        Matrix signals = SparsePrecisionTests.Signals(8, 12, 6);

        EstimatorUndefinedException thrown = Assert.Throws<EstimatorUndefinedException>(() =>
            new FactorAnalysis { Factors = 7 }.Fit(signals)
        );

        Assert.Contains("rank is 7", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(6, 3)]
    [InlineData(20, 14)]
    [InlineData(116, 101)]
    public void MostIdentified_IsLedermannsBound(int regions, int factors)
    {
        Assert.Equal(factors, FactorAnalysis.MostIdentified(regions));
        Assert.True((regions - factors) * (regions - factors) >= regions + factors);
        Assert.True((regions - factors - 1) * (regions - factors - 1) < regions + factors + 1);
    }

    [Fact]
    public void Path_LikelihoodRisesWithTheRank()
    {
        var path = new FactorPath(SampleCovariance.OfSignals(SparsePrecisionTests.Signals(60, 20, 7)), 0.005);
        double previous = double.NegativeInfinity;
        for (int r = 1; r < 20; r++)
        {
            path.Fit(r, 1e-8, 500);

            Assert.True(path.LogLikelihood >= previous - 1e-10, $"{r}: {path.LogLikelihood} after {previous}");
            previous = path.LogLikelihood;
        }
    }

    [Fact]
    public void Search_ScoresAreThoseOfTightFits()
    {
        var prepared = new PreparedSignals(WithFactors(240, 16, 3, 8));
        PreparedFold fold = prepared.Folds(new FoldPlan())[1];
        double[] grid = [1, 2, 3];
        foreach (CleaningCriterion criterion in Enum.GetValues<CleaningCriterion>())
        {
            double[] loose = new double[grid.Length];
            new FactorAnalysisFamily().Score(fold, grid, criterion, loose);

            double[] tight =
            [
                .. grid.Select(r =>
                    Criteria
                        .Of(
                            new FactorAnalysis { Factors = (int)r }
                                .Fit(fold.Training)
                                .Precision!,
                            fold.Validation
                        )
                        .Score(criterion)
                ),
            ];

            // The search stops one Newton step after a promise of 1e-3: a hundredth of what separates ranks.
            NumericAssert.Close(tight, loose, 2e-4);
        }
    }

    [Fact]
    public void Search_FindsTheNumberOfFactors()
    {
        CovarianceFit fit = new CrossValidated { Family = new FactorAnalysisFamily() }.Fit(WithFactors(400, 16, 3, 10));

        Assert.Equal(3, fit.Choice!.Value);
        Assert.Equal(FactorAnalysis.MostIdentified(16), fit.Choice.Grid[^1]);
        Assert.True(fit.Convergence!.Converged);
    }

    [Fact]
    public void LooseFit_RunOn_IsTheMaximum()
    {
        Matrix signals = WithFactors(100, 12, 2, 9);

        CovarianceFit loose = new LooseFactorAnalysis
        {
            Factors = 2,
            Tolerance = 1e-11,
            MaxIterations = 100_000,
        }.Fit(signals);

        CovarianceFit tight = new FactorAnalysis { Factors = 2 }.Fit(signals);
        NumericAssert.Close(tight.Convergence!.Objective, loose.Convergence!.Objective, 1e-9);
        NumericAssert.Close(tight.Covariance.Values.AsSpan(), loose.Covariance.Values.AsSpan(), 1e-4);
        Assert.True(loose.Convergence.Converged);
    }

    [Fact]
    public void LooseFit_StopsAtTheFirstGainBelowItsTolerance()
    {
        Matrix signals = WithFactors(100, 12, 2, 9);

        CovarianceFit fit = new LooseFactorAnalysis { Factors = 2 }.Fit(signals);
        CovarianceFit before = new LooseFactorAnalysis
        {
            Factors = 2,
            MaxIterations = fit.Convergence!.Iterations - 1,
        }.Fit(signals);

        Assert.True(fit.Convergence.Certificate is >= 0 and < 0.01);
        Assert.True(before.Convergence!.Certificate >= 0.01);
        NumericAssert.Close(
            fit.Convergence.Certificate,
            100 * (fit.Convergence.Objective - before.Convergence.Objective),
            1e-9
        );
    }

    /// <summary>C⁻¹(C − S)C⁻¹: half the slope of −2 log-likelihood per sample in C.</summary>
    private static Matrix Slope(Matrix s, CovarianceFit fit)
    {
        int n = s.Rows;
        Matrix c = fit.Covariance.Values;
        Matrix difference = Matrix.Create(n, n, (i, j) => c[i, j] - s[i, j]);
        return Product(Product(Inverse.Precision(fit.Covariance), difference), Inverse.Precision(fit.Covariance));
    }

    /// <summary>ψ and L from C alone: C − diag ψ must have rank r, so ψ is found by iterating on that; then L from its eigenvectors.</summary>
    private static (double[] Uniqueness, Matrix Loadings) Parts(CovarianceFit fit, int factors)
    {
        Matrix c = fit.Covariance.Values;
        int n = c.Rows;
        double[] psi = new double[n];
        Matrix loadings = new(n, factors);
        for (int i = 0; i < n; i++)
        {
            psi[i] = 0.5 * c[i, i];
        }

        for (int pass = 0; pass < 20_000; pass++)
        {
            Matrix reduced = Matrix.Create(n, n, (i, j) => c[i, j] - (i == j ? psi[i] : 0));
            double[] values = new double[n];
            double[] vectors = reduced.AsSpan().ToArray();
            LinearAlgebra.Current.SymmetricEigen(vectors, values, n);
            double change = 0;
            for (int i = 0; i < n; i++)
            {
                double common = 0;
                for (int m = 0; m < factors; m++)
                {
                    int at = n - factors + m;
                    loadings[i, m] = vectors[(at * n) + i] * Math.Sqrt(Math.Max(0, values[at]));
                    common += loadings[i, m] * loadings[i, m];
                }

                change = Math.Max(change, Math.Abs(c[i, i] - common - psi[i]));
                psi[i] = c[i, i] - common;
            }

            if (change < 1e-12)
            {
                break;
            }
        }

        return (psi, loadings);
    }

    private static Matrix Product(Matrix a, Matrix b)
    {
        Matrix c = new(a.Rows, b.Columns);
        LinearAlgebra.Current.Multiply(
            a.AsSpan(),
            b.AsSpan(),
            c.Values,
            new ProductShape(a.Rows, a.Columns, b.Columns)
        );
        return c;
    }

    internal static Matrix WithFactors(int samples, int regions, int factors, ulong seed)
    {
        var rng = new Rng(seed);
        Matrix load = Matrix.Create(regions, factors, (_, _) => rng.NextNormal());
        Matrix common = Matrix.Create(samples, factors, (_, _) => rng.NextNormal());
        return Matrix.Create(
            samples,
            regions,
            (t, i) =>
            {
                double sum = rng.NextNormal() * (1 + (0.1 * i));
                for (int m = 0; m < factors; m++)
                {
                    sum += load[i, m] * common[t, m];
                }

                return sum;
            }
        );
    }

    private static Matrix Mixed(Rng rng, double[] load)
    {
        double[] factor = new double[400];
        rng.FillNormal(factor);
        return Matrix.Create(400, load.Length, (t, i) => (load[i] * factor[t]) + (0.5 * rng.NextNormal()));
    }
}
