using System.CommandLine;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say how signals are cleaned.</summary>
internal static class CleaningOptions
{
    private static readonly Option<bool> NoDetrend = new("--no-detrend")
    {
        Description = "Keep the mean and the straight line of each signal (by default both are removed).",
    };

    private static readonly Option<string> Filter = new("--filter")
    {
        Description =
            "How frequencies are removed: butterworth (order 5, zero phase) or cosine (drifts regressed out).",
        DefaultValueFactory = _ => "butterworth",
    };

    private static readonly Option<double> HighPass = new("--high-pass")
    {
        Description = "Lower edge of the pass band in Hz; 0 for none.",
        HelpName = "Hz",
        DefaultValueFactory = _ => 0.01,
    };

    private static readonly Option<double> LowPass = new("--low-pass")
    {
        Description =
            "Upper edge of the pass band in Hz; 0 for none. A band-pass leaves few degrees of freedom: think first.",
        HelpName = "Hz",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<double> RepetitionTime = new("--tr")
    {
        Description = "Repetition time in seconds; by default the one in the image, or in the JSON file beside it.",
        HelpName = "seconds",
    };

    private static readonly Option<string> StandardizeOption = new("--standardize")
    {
        Description = "Scale of the result: zscore, psc (percent signal change) or none.",
        DefaultValueFactory = _ => "zscore",
    };

    private static readonly Option<string> ConfoundMissingOption = new("--confound-nan")
    {
        Description =
            "What to do with n/a in a confound: next (the first rows of a column take its first number, as fMRIPrep's derivatives need) or error.",
        DefaultValueFactory = _ => "next",
    };

    static CleaningOptions()
    {
        Filter.AcceptOnlyFromAmong("butterworth", "cosine");
        StandardizeOption.AcceptOnlyFromAmong("zscore", "psc", "none");
        ConfoundMissingOption.AcceptOnlyFromAmong("next", "error");
    }

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [HighPass, LowPass, RepetitionTime, Filter, NoDetrend, StandardizeOption, ConfoundMissingOption];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether a call says the repetition time.</summary>
    public static bool HasTime(ParseResult call) => OrNone(call.GetValue(RepetitionTime)) is not null;

    /// <summary>Whether a call itself asks for a high-pass filter; the default does not count.</summary>
    public static bool AsksForHighPass(ParseResult call) =>
        call.GetResult(HighPass) is { Implicit: false } && OrNone(call.GetValue(HighPass)) is not null;

    /// <summary>Reads the options of a call.</summary>
    public static SignalCleaner Of(ParseResult call) =>
        new()
        {
            Detrend = !call.GetValue(NoDetrend),
            Filter = call.GetValue(Filter) == "cosine" ? FilterKind.Cosine : FilterKind.Butterworth,
            HighPassHz = OrNone(call.GetValue(HighPass)),
            LowPassHz = OrNone(call.GetValue(LowPass)),
            RepetitionTimeSeconds = OrNone(call.GetValue(RepetitionTime)),
            Standardize = call.GetValue(StandardizeOption) switch
            {
                "psc" => Standardize.PercentSignalChange,
                "none" => Standardize.None,
                _ => Standardize.ZScore,
            },
            ConfoundMissing =
                call.GetValue(ConfoundMissingOption) == "next" ? ConfoundMissing.FillFromNext : ConfoundMissing.Error,
        };

    private static double? OrNone(double value) => value == 0 ? null : value;
}
