using Gyrus.Glm;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>Penalties in the words of a methods paragraph, and the works that they come from.</summary>
internal static class PenaltyText
{
    private const string Groups = "over the groups of coefficients";

    /// <summary>The penalty as a phrase.</summary>
    public static string Of(Regularizer penalty) =>
        penalty switch
        {
            GroupLasso => $"λ·Σ√p‖β‖ {Groups} (group lasso)" + Weighted(penalty),
            OverlappingGroupLasso => $"λ·Σ√p‖γ‖ {Groups}, whose sums γ are the coefficients (overlapping group lasso)"
                + Weighted(penalty),
            SparseGroupLasso s => Invariant(
                $"λ·({1 - s.Ratio:0.###}·Σ√p‖β‖ {Groups} + {s.Ratio:0.###}·Σ|β|) (sparse group lasso)"
            ),
            AdaptiveGroupLasso a => Invariant(
                $"λ·Σv√p‖β‖ {Groups}, v the −{a.Exponent:0.###}th power of ‖β‖/√p of a ridge fit of strength {a.PilotStrength:g3} (adaptive group lasso)"
            ),
            GroupMcp m => Invariant(
                $"the minimax concave penalty {Groups} with γ = {m.Concavity:0.###}, by local linear approximation from the group lasso (the gap is that of its last convex problem)"
            ),
            GroupScad s => Invariant(
                $"the smoothly clipped absolute deviation {Groups} with a = {s.Concavity:0.###}, by local linear approximation from the group lasso (the gap is that of its last convex problem)"
            ),
            SmoothGroupLasso s => Invariant(
                $"λ·Σ(√p‖β‖ + ½·{s.Smoothness:0.###}·‖Δβ‖²) {Groups}, Δ their differences of order {s.Order} (smooth group lasso)"
            ),
            Lasso => "λ·Σ|β| (lasso)" + Weighted(penalty),
            ElasticNet e => Invariant($"λ·Σ({e.Ratio:0.###}|β| + {(1 - e.Ratio) / 2:0.###}β²) (elastic net)")
                + Weighted(penalty),
            Ridge => "½λ·Σβ² (ridge)" + Weighted(penalty),
            _ => "no penalty",
        };

    /// <summary>Where the penalty has taken everything out of the model; nothing to say where it never does.</summary>
    public static string NothingLeft(Regularizer penalty, double largest) =>
        penalty is Ridge or Unregularized ? "" : Invariant($" At {largest:g6} and above nothing is left.");

    /// <summary>The work that a penalty comes from, if one is to be cited.</summary>
    public static Reference? SourceOf(Regularizer penalty) =>
        penalty switch
        {
            GroupLasso => Cite(
                "Yuan M and Lin Y (2006). Model selection and estimation in regression with grouped variables. Journal of the Royal Statistical Society B 68:49.",
                "10.1111/j.1467-9868.2005.00532.x"
            ),
            OverlappingGroupLasso => Cite(
                "Jacob L, Obozinski G and Vert J-P (2009). Group lasso with overlap and graph lasso. Proceedings of the 26th International Conference on Machine Learning, 433.",
                "10.1145/1553374.1553431"
            ),
            SparseGroupLasso => Cite(
                "Simon N, Friedman J, Hastie T and Tibshirani R (2013). A sparse-group lasso. Journal of Computational and Graphical Statistics 22:231.",
                "10.1080/10618600.2012.681250"
            ),
            AdaptiveGroupLasso => Cite(
                "Wang H and Leng C (2008). A note on adaptive group lasso. Computational Statistics and Data Analysis 52:5277.",
                "10.1016/j.csda.2008.05.006"
            ),
            GroupMcp => Cite(
                "Breheny P and Huang J (2015). Group descent algorithms for nonconvex penalized linear and logistic regression models with grouped predictors. Statistics and Computing 25:173.",
                "10.1007/s11222-013-9424-2"
            ),
            GroupScad => Cite(
                "Fan J and Li R (2001). Variable selection via nonconcave penalized likelihood and its oracle properties. Journal of the American Statistical Association 96:1348.",
                "10.1198/016214501753382273"
            ),
            SmoothGroupLasso => Cite(
                "Eilers PHC and Marx BD (1996). Flexible smoothing with B-splines and penalties. Statistical Science 11:89.",
                "10.1214/ss/1038425655"
            ),
            _ => null,
        };

    private static string Weighted(Regularizer penalty)
    {
        IReadOnlyList<double>? weights = penalty switch
        {
            GroupLasso p => p.Weights,
            OverlappingGroupLasso p => p.Weights,
            Lasso p => p.Weights,
            ElasticNet p => p.Weights,
            Ridge p => p.Weights,
            _ => null,
        };
        return weights is null ? "" : " with weights";
    }

    private static Reference Cite(string text, string doi) => new(text) { Doi = doi };
}
