using Gyrus.Covariance;
using Gyrus.Inference;
using Gyrus.Pipelines;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EdgeTests;

/// <summary>The methods paragraph of an edge test, written from what was done, and its references.</summary>
internal static class EdgeTestMethods
{
    /// <summary>What was compared, in words that begin a sentence.</summary>
    public static string NameOf(EdgeTestResult result) =>
        (
            result.Kind switch
            {
                ConnectivityKind.Correlation => "Correlations",
                ConnectivityKind.PartialCorrelation => "Partial correlations",
                ConnectivityKind.Precision => "Precisions",
                ConnectivityKind.Tangent => "Tangent-space connectivity",
                _ => "Covariances",
            }
        ) + (result.FisherZ ? " (Fisher's z)" : "");

    /// <summary>The paragraph.</summary>
    public static string Text(EdgeTestResult result, double alpha)
    {
        GroupComparisonResult c = result.Comparison;
        bool covariates = c.Groups.Covariates.Count > 0;
        var sentences = new List<string>
        {
            Invariant(
                $"{NameOf(result)} between {result.Regions.Count} regions ({c.T.Count - c.Untested.Count} edges) of {c.Groups.First} ({c.Groups.Size(first: true)} subjects) and {c.Groups.Second} ({c.Groups.Size(first: false)} subjects) were compared edge by edge."
            ),
        };
        if (result.Estimator is { } estimator)
        {
            sentences.Add(
                estimator switch
                {
                    LedoitWolf => "Covariances were shrunk by the weight of Ledoit and Wolf (2004).",
                    Oas => "Covariances were shrunk by the oracle-approximating weight of Chen et al. (2010).",
                    EmpiricalCovariance => "Covariances are maximum-likelihood, without shrinkage.",
                    FixedShrinkage fix => Invariant(
                        $"Covariances were shrunk towards a multiple of the identity with the weight {fix.Shrinkage:G3}."
                    ),
                    _ => $"Covariances were estimated by {CovarianceEstimators.NameOf(estimator)}.",
                }
            );
        }

        if (covariates)
        {
            sentences.Add(
                $"The difference was adjusted for {string.Join(", ", c.Groups.Covariates.Select(Describe))} in a linear regression with an intercept."
            );
        }

        sentences.Add(
            (c.Options.Variance, covariates) switch
            {
                (GroupVariance.Unequal, false) =>
                    "Statistics are Welch's t, which lets the variances of the groups differ.",
                (GroupVariance.Unequal, true) =>
                    "Standard errors are heteroscedasticity-consistent (HC2) with Satterthwaite's degrees of freedom, which are Welch's without covariates.",
                _ => "Statistics are Student's t with the pooled residual variance.",
            }
        );
        if (c.LargestT.Count > 0)
        {
            sentences.Add(
                Invariant(
                    $"Family-wise error over all edges was controlled by the distribution of the largest |t| under {(c.Exact ? $"all {c.LargestT.Count} arrangements" : $"{c.LargestT.Count} random permutations (seed {c.Options.Seed})")} of the {(covariates ? "residuals of the reduced model (Freedman and Lane, 1983)" : "subjects")}, two-sided{(c.Exact ? "" : "; p = (b + 1)/(m + 1) (Phipson and Smyth, 2010)")}."
                )
            );
        }

        sentences.Add(
            Invariant(
                $"False discovery rates follow Benjamini and Hochberg (1995), effect sizes are Hedges' g, and intervals cover {100 * c.Options.Confidence:0.##} % one edge at a time; the level of significance is {alpha}."
            )
        );
        sentences.Add(
            result.Provenance is { } p
                ? $"Computations used Gyrus {p.Version} (linear algebra: {p.LinearAlgebra})."
                : "Computations used Gyrus."
        );
        return string.Join(' ', sentences);
    }

    /// <summary>The works that the paragraph names.</summary>
    public static IReadOnlyList<Reference> References(EdgeTestResult result)
    {
        GroupComparisonResult c = result.Comparison;
        var works = new List<Reference>
        {
            new(
                "Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to multiple testing. Journal of the Royal Statistical Society B 57:289–300."
            )
            {
                Doi = "10.1111/j.2517-6161.1995.tb02031.x",
            },
        };
        if (result.Estimator is Oas)
        {
            works.Add(
                new Reference(
                    "Chen, Y., Wiesel, A., Eldar, Y. C. and Hero, A. O. (2010). Shrinkage algorithms for MMSE covariance estimation. IEEE Transactions on Signal Processing 58:5016–5029."
                )
                {
                    Doi = "10.1109/TSP.2010.2053029",
                }
            );
        }

        if (c.Groups.Covariates.Count > 0 && c.LargestT.Count > 0)
        {
            works.Add(
                new Reference(
                    "Freedman, D. and Lane, D. (1983). A nonstochastic interpretation of reported significance levels. Journal of Business and Economic Statistics 1:292–298."
                )
                {
                    Doi = "10.1080/07350015.1983.10509354",
                }
            );
        }

        works.Add(
            new Reference(
                "Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related estimators. Journal of Educational Statistics 6:107–128."
            )
            {
                Doi = "10.3102/10769986006002107",
            }
        );
        if (result.Estimator is LedoitWolf)
        {
            works.Add(
                new Reference(
                    "Ledoit, O. and Wolf, M. (2004). A well-conditioned estimator for large-dimensional covariance matrices. Journal of Multivariate Analysis 88:365–411."
                )
                {
                    Doi = "10.1016/S0047-259X(03)00096-4",
                }
            );
        }

        if (c.LargestT.Count > 0)
        {
            works.Add(
                new Reference(
                    "Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero: calculating exact p-values when permutations are randomly drawn. Statistical Applications in Genetics and Molecular Biology 9:39."
                )
                {
                    Doi = "10.2202/1544-6115.1585",
                }
            );
            works.Add(
                new Reference(
                    "Winkler, A. M., Ridgway, G. R., Webster, M. A., Smith, S. M. and Nichols, T. E. (2014). Permutation inference for the general linear model. NeuroImage 92:381–397."
                )
                {
                    Doi = "10.1016/j.neuroimage.2014.01.060",
                }
            );
        }

        if (result.Kind == ConnectivityKind.Tangent)
        {
            works.Add(
                new Reference(
                    "Varoquaux, G., Baronnet, F., Kleinschmidt, A., Fillard, P. and Thirion, B. (2010). Detection of brain functional-connectivity difference in post-stroke patients using group-level covariance modeling. MICCAI 2010, 200–208."
                )
                {
                    Doi = "10.1007/978-3-642-15705-9_25",
                }
            );
        }

        return works;
    }

    private static string Describe(Covariate covariate) =>
        covariate.Labels is null
            ? covariate.Name
            : FormattableString.Invariant($"{covariate.Name} ({covariate.Levels.Count} levels)");
}
