using System.CommandLine;
using System.Globalization;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The options that choose from fMRIPrep's tables of confounds.</summary>
internal static class DenoiseOptions
{
    private const string None = "none";

    private static readonly Option<string> Denoise = new("--denoise")
    {
        Description =
            "Take confounds from fMRIPrep's tables by a preset of nilearn: simple, scrubbing, compcor, ica_aroma, or custom (the cosines and what the options below say).",
        HelpName = "preset",
    };

    private static readonly Option<string> Motion = Expansion("--motion", "the six movements");

    private static readonly Option<string> WmCsf = Expansion("--wm-csf", "the means of white matter and CSF");

    private static readonly Option<string> GlobalSignal = Expansion("--global-signal", "the global signal");

    private static readonly Option<string> CompCorOption = new("--compcor")
    {
        Description =
            "With --denoise: components of anat_combined, anat_separated, temporal, temporal_anat_combined, temporal_anat_separated, or none.",
        HelpName = "kind",
    };

    private static readonly Option<string> CompCorCount = new("--n-compcor")
    {
        Description = "Components of each mask, or all that fMRIPrep retained.",
        HelpName = "n|all",
    };

    private static readonly Option<string> Aroma = new("--ica-aroma")
    {
        Description =
            "With --denoise: full (the image is the denoised one), basic (movement components are regressed out) or none.",
        HelpName = "kind",
    };

    private static readonly Option<int> Scrub = new("--scrub")
    {
        Description =
            "Censor volumes with movement, and pieces between them of fewer than n volumes (0: keep all pieces).",
        HelpName = "n",
    };

    private static readonly Option<double> FdThreshold = new("--fd-threshold")
    {
        Description = "Censor volumes with a framewise displacement above this; 0 not to look at it.",
        HelpName = "mm",
    };

    private static readonly Option<double> DvarsThreshold = new("--std-dvars-threshold")
    {
        Description = "Censor volumes with a standardised DVARS above this; 0 not to look at it.",
        HelpName = "ratio",
    };

    private static readonly Option<string> Defaults = new("--nilearn-defaults")
    {
        Description =
            "Whose thresholds of scrubbing unless given: 0.13 (and later: FD 0.5 mm, DVARS 1.5; the default) or 0.12 (and before: 0.2 mm, 3).",
        HelpName = "version",
    };

    private static readonly Option<bool> NoCosines = new("--no-cosines")
    {
        Description = "Leave the cosines of the tables out and filter with --high-pass instead.",
    };

    /// <summary>The same for a verb that finds the tables itself: there a preset is the rule.</summary>
    private static readonly Option<string> DenoiseOfDataset = new("--denoise")
    {
        Description =
            "Take confounds from fMRIPrep's tables by a preset of nilearn: simple (cosines, 24 of movement, white matter and CSF), scrubbing, compcor, ica_aroma, custom (the cosines and what the options below say), or none.",
        HelpName = "preset",
        DefaultValueFactory = _ => "simple",
    };

    static DenoiseOptions()
    {
        DenoiseOfDataset.AcceptOnlyFromAmong("simple", "scrubbing", "compcor", "ica_aroma", "custom", None);
        Denoise.AcceptOnlyFromAmong("simple", "scrubbing", "compcor", "ica_aroma", "custom");
        CompCorOption.AcceptOnlyFromAmong([.. Kinds.Keys, None]);
        Aroma.AcceptOnlyFromAmong("full", "basic", None);
        Defaults.AcceptOnlyFromAmong("0.12", "0.13");
    }

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Denoise,
        Motion,
        WmCsf,
        GlobalSignal,
        CompCorOption,
        CompCorCount,
        Aroma,
        Scrub,
        FdThreshold,
        DvarsThreshold,
        Defaults,
        NoCosines,
    ];

    /// <summary>Gets the options of a verb that finds the tables itself.</summary>
    public static IReadOnlyList<Option> OfDataset { get; } = [DenoiseOfDataset, .. All.Skip(1)];

    /// <summary>Gets those of the options that say which volumes are censored.</summary>
    public static IReadOnlyList<Option> OfScrubbing { get; } = [Scrub, FdThreshold, DvarsThreshold, Defaults];

    private static Dictionary<string, CompCorKind> Kinds { get; } =
        new()
        {
            ["anat_combined"] = CompCorKind.AnatCombined,
            ["anat_separated"] = CompCorKind.AnatSeparated,
            ["temporal"] = CompCorKind.Temporal,
            ["temporal_anat_combined"] = CompCorKind.TemporalAnatCombined,
            ["temporal_anat_separated"] = CompCorKind.TemporalAnatSeparated,
        };

    /// <summary>Whether a call says what is taken from the tables, be it nothing.</summary>
    public static bool IsAsked(ParseResult call) => PresetOf(call) is not null;

    /// <summary>What a call calls its strategy.</summary>
    public static string NameOf(ParseResult call) => PresetOf(call)!;

    private static string? PresetOf(ParseResult call) =>
        call.GetValue(call.CommandResult.Command.Options.Contains(DenoiseOfDataset) ? DenoiseOfDataset : Denoise);

    /// <summary>The strategy of a call, or null when it asks for none.</summary>
    /// <exception cref="ArgumentException">Options do not fit each other.</exception>
    public static ConfoundStrategy? Of(ParseResult call)
    {
        if (PresetOf(call) is not (not (null or None) and var preset))
        {
            Option? alone = All.Skip(1).FirstOrDefault(o => IsGiven(call, o));
            return alone is null
                ? null
                : throw new ArgumentException(
                    $"{alone.Name} chooses from fMRIPrep's tables: give --denoise with it (simple, scrubbing, compcor, ica_aroma or custom)."
                );
        }

        NilearnDefaults defaults = DefaultsOf(call);
        ConfoundStrategy strategy = preset switch
        {
            "simple" => ConfoundStrategy.Simple,
            "scrubbing" => ConfoundStrategy.Scrub(defaults),
            "compcor" => ConfoundStrategy.ACompCor,
            "ica_aroma" => ConfoundStrategy.Aroma,
            _ => new ConfoundStrategy { HighPass = true },
        };
        return strategy with
        {
            Motion = ExpansionOf(call, Motion, strategy.Motion),
            WmCsf = ExpansionOf(call, WmCsf, strategy.WmCsf),
            GlobalSignal = ExpansionOf(call, GlobalSignal, strategy.GlobalSignal),
            CompCor = CompCorOf(call, strategy.CompCor),
            IcaAroma = call.GetValue(Aroma) switch
            {
                null => strategy.IcaAroma,
                "full" => IcaAroma.Full,
                "basic" => IcaAroma.Basic,
                _ => null,
            },
            Scrubbing = ScrubbingOf(call, strategy.Scrubbing, defaults),
            HighPass = strategy.HighPass && !call.GetValue(NoCosines),
        };
    }

    /// <summary>The scrubbing of a call that counts censored volumes whatever else it does.</summary>
    public static Scrubbing ScrubbingOf(ParseResult call)
    {
        NilearnDefaults defaults = DefaultsOf(call);
        return ScrubbingOf(call, Scrubbing.Of(defaults), defaults)!;
    }

    /// <summary>A strategy in the words of the command line.</summary>
    public static string Describe(ConfoundStrategy strategy)
    {
        var parts = new List<string>();
        Add("motion", strategy.Motion);
        Add("wm_csf", strategy.WmCsf);
        Add("global_signal", strategy.GlobalSignal);
        if (strategy.HighPass)
        {
            parts.Add("high_pass (cosines)");
        }

        if (strategy.CompCor is { } compCor)
        {
            string count = compCor.Count is { } n ? Invariant($"{n}") : "all";
            parts.Add($"compcor {Kinds.First(k => k.Value == compCor.Kind).Key} ({count})");
        }

        if (strategy.IcaAroma is { } aroma)
        {
            parts.Add($"ica_aroma {(aroma == IcaAroma.Full ? "full" : "basic")}");
        }

        if (strategy.Scrubbing is { } scrub)
        {
            parts.Add(
                Invariant(
                    $"scrub {scrub.SegmentVolumes} (FD {Limit(scrub.FramewiseDisplacementMillimetres)} mm, std_dvars {Limit(scrub.StandardisedDvars)})"
                )
            );
        }

        return string.Join(", ", parts);

        void Add(string part, ConfoundExpansion? expansion)
        {
            if (expansion is { } model)
            {
                parts.Add($"{part} {WordOf(model)}");
            }
        }
    }

    private static string Limit(double? threshold) => threshold is { } t ? Invariant($"> {t}") : "any";

    private static CompCor? CompCorOf(ParseResult call, CompCor? preset)
    {
        CompCor? chosen = call.GetValue(CompCorOption) switch
        {
            null => preset,
            None => null,
            var kind => (preset ?? new CompCor()) with { Kind = Kinds[kind] },
        };
        if (call.GetValue(CompCorCount) is not { } text)
        {
            return chosen;
        }

        if (chosen is null)
        {
            throw new ArgumentException("--n-compcor: give --compcor with it, or --denoise compcor.");
        }

        return text == "all" ? chosen with { Count = null }
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
                ? chosen with
                {
                    Count = count,
                }
            : throw new ArgumentException(
                $"--n-compcor: expected a whole number of at least 1, or all, but got '{text}'."
            );
    }

    private static Scrubbing? ScrubbingOf(ParseResult call, Scrubbing? preset, NilearnDefaults defaults)
    {
        bool asked = IsGiven(call, Scrub) || IsGiven(call, FdThreshold) || IsGiven(call, DvarsThreshold);
        if (!asked)
        {
            return preset is null && IsGiven(call, Defaults)
                ? throw new ArgumentException(
                    "--nilearn-defaults: the versions differ in scrubbing only, but the call does not scrub. Give --denoise scrubbing, or --scrub."
                )
                : preset;
        }

        Scrubbing scrubbing = preset ?? Scrubbing.Of(defaults);
        return scrubbing with
        {
            SegmentVolumes = IsGiven(call, Scrub) ? call.GetValue(Scrub) : scrubbing.SegmentVolumes,
            FramewiseDisplacementMillimetres = IsGiven(call, FdThreshold)
                ? OrNone(call.GetValue(FdThreshold))
                : scrubbing.FramewiseDisplacementMillimetres,
            StandardisedDvars = IsGiven(call, DvarsThreshold)
                ? OrNone(call.GetValue(DvarsThreshold))
                : scrubbing.StandardisedDvars,
        };
    }

    private static NilearnDefaults DefaultsOf(ParseResult call) =>
        call.GetValue(Defaults) == "0.12" ? NilearnDefaults.Version012 : NilearnDefaults.Version013;

    private static double? OrNone(double value) => value == 0 ? null : value;

    private static bool IsGiven(ParseResult call, Option option) => call.GetResult(option) is { Implicit: false };

    private static ConfoundExpansion? ExpansionOf(ParseResult call, Option<string> option, ConfoundExpansion? preset) =>
        call.GetValue(option) switch
        {
            null => preset,
            "basic" => ConfoundExpansion.Basic,
            "power2" => ConfoundExpansion.Power2,
            "derivatives" => ConfoundExpansion.Derivatives,
            "full" => ConfoundExpansion.Full,
            _ => null,
        };

    private static string WordOf(ConfoundExpansion expansion) =>
        expansion switch
        {
            ConfoundExpansion.Power2 => "power2",
            ConfoundExpansion.Derivatives => "derivatives",
            ConfoundExpansion.Full => "full",
            _ => "basic",
        };

    private static Option<string> Expansion(string name, string what)
    {
        var option = new Option<string>(name)
        {
            Description = $"With --denoise: {what}, as basic, power2, derivatives, full, or none.",
            HelpName = "model",
        };
        option.AcceptOnlyFromAmong("basic", "power2", "derivatives", "full", None);
        return option;
    }
}
