using Gyrus.Pipelines;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The methods paragraph of a connectome report, written from what was done, and its references.</summary>
internal static class ConnectomeMethods
{
    private const string Strategy = "denoise-parts";

    /// <summary>The paragraph.</summary>
    public static string Text(ConnectomeResult result)
    {
        var sentences = new List<string>();
        sentences.AddRange(Extraction(result.Provenance?.Options ?? new Dictionary<string, string>(), result));
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

        if (result.Provenance?.Options.ContainsKey("high-pass") == true)
        {
            works.Add(
                new Reference(
                    "Lindquist, M. A. et al. (2019). Modular preprocessing pipelines can reintroduce artifacts into fMRI data. Human Brain Mapping 40:2358–2376."
                )
                {
                    Doi = "10.1002/hbm.24528",
                }
            );
        }

        if (result.Provenance?.Options.ContainsKey(Strategy) == true)
        {
            works.Add(
                new Reference(
                    "Wang, H.-T. et al. (2024). Continuous evaluation of denoising strategies in resting-state fMRI connectivity using fMRIPrep and Nilearn. PLoS Computational Biology 20:e1011942."
                )
                {
                    Doi = "10.1371/journal.pcbi.1011942",
                }
            );
        }

        return works;
    }

    /// <summary>What was done before the covariance, when this program did it from images.</summary>
    private static IEnumerable<string> Extraction(IReadOnlyDictionary<string, string> options, ConnectomeResult result)
    {
        if (!options.ContainsKey("resampling-target"))
        {
            yield break;
        }

        yield return $"BOLD signals were extracted with the atlas {result.Atlas ?? "given"} "
            + $"({Reduction(options)}; "
            + $"resampling target: {options["resampling-target"]}).";
        if (options.GetValueOrDefault("smoothing-fwhm", "0") is not "0" and var fwhm)
        {
            yield return $"Images were smoothed with a Gaussian of {fwhm} mm full width at half maximum.";
        }

        var steps = new List<string>();
        if (options.GetValueOrDefault("detrend") == "true")
        {
            steps.Add("linearly detrended");
        }

        (string high, string low) = (
            options.GetValueOrDefault("high-pass", "0"),
            options.GetValueOrDefault("low-pass", "0")
        );
        if (high != "0" || low != "0")
        {
            string band =
                low == "0" ? $"high-pass filtered at {high} Hz"
                : high == "0" ? $"low-pass filtered at {low} Hz"
                : $"band-pass filtered at {high} to {low} Hz";
            steps.Add(
                $"{band} ({(options.GetValueOrDefault("filter") == "cosine" ? "cosine drifts" : "Butterworth, order 5, zero phase")})"
            );
        }

        if (options.GetValueOrDefault(Strategy) is { } strategy)
        {
            steps.Add(
                $"cleaned of fMRIPrep's confounds by linear regression (strategy {options.GetValueOrDefault("denoise")}: {strategy}; Wang et al., 2024)"
            );
        }
        else if (options.GetValueOrDefault("confounds-used") is { Length: > 0 } confounds)
        {
            steps.Add($"cleaned of confounds by linear regression ({confounds})");
        }

        if (steps.Count > 0)
        {
            yield return $"Signals were {string.Join(", ", steps)}.";
        }

        if (
            options.ContainsKey("fd-threshold")
            && result.Subjects.Select(s => s.Quality).OfType<Signals.ScanQuality>().ToArray() is { Length: > 0 } runs
        )
        {
            yield return Invariant(
                $"Scrubbing and steady-state detection censored {100 * runs.Average(r => r.CensoredShare):0.0} % of the volumes on average, {100 * runs.Max(r => r.CensoredShare):0.0} % at most."
            );
        }
    }

    private static string Reduction(IReadOnlyDictionary<string, string> options)
    {
        string statistic = options.GetValueOrDefault("strategy", "mean");
        return (options.GetValueOrDefault("atlas-kind"), options.GetValueOrDefault("radius")) switch
        {
            ("maps", _) => "least squares on its maps",
            ("spheres", { } radius) => $"the {statistic} of the voxels within {radius} mm of each seed",
            ("spheres", null) => "the voxel nearest to each seed",
            _ => $"the {statistic} of the voxels of each label",
        };
    }

    private static string Range(int low, int high) => low == high ? Invariant($"{low}") : Invariant($"{low} to {high}");
}
