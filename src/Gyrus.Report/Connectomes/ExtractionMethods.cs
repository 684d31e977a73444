using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>What was done between an image and its clean signals, in sentences for a methods section, and its references.</summary>
internal static class ExtractionMethods
{
    private const string Strategy = "denoise-parts";

    /// <summary>What was done before the covariance, when this program did it from images.</summary>
    public static IEnumerable<string> Sentences(
        IReadOnlyDictionary<string, string> options,
        string? atlas,
        IReadOnlyList<ScanQuality> runs
    )
    {
        if (!options.ContainsKey("resampling-target"))
        {
            yield break;
        }

        yield return $"BOLD signals were extracted with the atlas {atlas ?? "given"} "
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

        if (options.ContainsKey("fd-threshold") && runs.Count > 0)
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

    /// <summary>The works of the steps that were taken.</summary>
    public static IEnumerable<Reference> References(IReadOnlyDictionary<string, string>? options)
    {
        if (options?.ContainsKey("high-pass") == true)
        {
            yield return new Reference(
                "Lindquist, M. A. et al. (2019). Modular preprocessing pipelines can reintroduce artifacts into fMRI data. Human Brain Mapping 40:2358–2376."
            )
            {
                Doi = "10.1002/hbm.24528",
            };
        }

        if (options?.ContainsKey(Strategy) == true)
        {
            yield return new Reference(
                "Wang, H.-T. et al. (2024). Continuous evaluation of denoising strategies in resting-state fMRI connectivity using fMRIPrep and Nilearn. PLoS Computational Biology 20:e1011942."
            )
            {
                Doi = "10.1371/journal.pcbi.1011942",
            };
        }
    }
}
