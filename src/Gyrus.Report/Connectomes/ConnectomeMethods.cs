using Gyrus.Pipelines;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The methods paragraph of a connectome report, written from what was done, and its references.</summary>
internal static class ConnectomeMethods
{
    /// <summary>The paragraph.</summary>
    public static string Text(ConnectomeResult result)
    {
        var sentences = new List<string>();
        sentences.AddRange(
            ExtractionMethods.Sentences(
                result.Provenance?.Options ?? new Dictionary<string, string>(),
                result.Atlas,
                [.. result.Subjects.Select(s => s.Quality).OfType<Signals.ScanQuality>()]
            )
        );
        sentences.Add(
            Invariant(
                $"Region signals of {result.Subjects.Count} {(result.Subjects.Count == 1 ? "subject" : "subjects")} ({Range(result.Subjects.Min(s => s.Samples), result.Subjects.Max(s => s.Samples))} samples, {result.Regions.Count} regions) were standardised to zero mean and unit variance."
            )
        );
        sentences.Add(
            "Precision matrices Ω₁ … Ω_K with one common sparsity pattern were estimated by group-sparse inverse covariance (Honorio and Samaras, 2012; Varoquaux et al., 2010), "
                + "minimising Σ_k w_k [tr(S_k Ω_k) − log det Ω_k] + α Σ_{i≠j} ‖(Ω₁,ij … Ω_K,ij)‖₂ with weights w_k proportional to the numbers of samples."
        );
        sentences.Add(
            result.Scores.Count > 0
                ? Invariant(
                    $"The penalty α = {result.Alpha:G4} maximised the mean log-likelihood of left-out samples in a {result.Scores[0].FoldScores.Count}-fold cross-validation over contiguous blocks ({result.Scores.Count} penalties on {result.Scores.Max(s => s.Refinement) + 1} successively refined logarithmic grids below α_max = {result.AlphaMax:G4})."
                )
                : Invariant($"The penalty was set to α = {result.Alpha:G4} (α_max = {result.AlphaMax:G4}).")
        );
        string stopped = result.Convergence.Converged
            ? "ended"
            : Invariant(
                $"stopped after {result.Convergence.Iterations} iterations, before its tolerance of {result.Convergence.Tolerance:0.0e+0},"
            );
        sentences.Add(
            Invariant(
                $"The fit {stopped} with a duality gap of {result.DualityGap:0.0e+0}, which bounds its distance from the optimal objective."
            )
        );
        sentences.Add("Partial correlations are −Ω_ij / √(Ω_ii Ω_jj).");
        if (result.Pooled is { } pooled)
        {
            sentences.Add(
                Invariant(
                    $"For comparison, a graphical lasso (Friedman et al., 2008) was fitted to the samples of all subjects put together, with a cross-validated penalty of {pooled.Penalty:G4}."
                )
            );
        }

        sentences.Add(
            result.Provenance is { } p
                ? $"Computations used Gyrus {p.Version} (linear algebra: {p.LinearAlgebra})."
                : "Computations used Gyrus."
        );
        return string.Join(' ', sentences);
    }

    /// <summary>The works that the paragraph names, and those of the steps that were taken.</summary>
    public static IReadOnlyList<Reference> References(ConnectomeResult result)
    {
        var works = new List<Reference>
        {
            new(
                "Honorio, J. and Samaras, D. (2012). Simultaneous and group-sparse multi-task learning of Gaussian graphical models. arXiv:1207.4255."
            ),
            new(
                "Varoquaux, G., Gramfort, A., Poline, J.-B. and Thirion, B. (2010). Brain covariance selection: better individual functional connectivity models using population prior. Advances in Neural Information Processing Systems 23."
            ),
        };
        if (result.Pooled is not null)
        {
            works.Add(
                new Reference(
                    "Friedman, J., Hastie, T. and Tibshirani, R. (2008). Sparse inverse covariance estimation with the graphical lasso. Biostatistics 9:432–441."
                )
                {
                    Doi = "10.1093/biostatistics/kxm045",
                }
            );
        }

        works.AddRange(ExtractionMethods.References(result.Provenance?.Options));
        return works;
    }

    private static string Range(int low, int high) => low == high ? Invariant($"{low}") : Invariant($"{low} to {high}");
}
