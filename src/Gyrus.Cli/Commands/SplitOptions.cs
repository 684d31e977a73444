using System.CommandLine;
using Gyrus.Pipelines.Comparison;
using Gyrus.Validation;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say how each recording is cut into training and test.</summary>
internal static class SplitOptions
{
    private static readonly Option<string> SplitOption = new("--split")
    {
        Description =
            "contiguous: the beginning trains, the end tests; blocked: so in each of --blocks stretches; random: shuffled volumes, which leaks in autocorrelated signals.",
        DefaultValueFactory = _ => "contiguous",
    };

    private static readonly Option<int> BlocksOption = new("--blocks")
    {
        HelpName = "n",
        Description = "Stretches of time of --split blocked.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<int?> GapOption = new("--gap")
    {
        HelpName = "volumes",
        Description =
            "Volumes left out between training and test; by default the longest autocorrelation time of the recordings, rounded up.",
    };

    private static readonly Option<double> FractionOption = new("--train-fraction")
    {
        HelpName = "number",
        Description = "The share of the volumes that trains, between 0 and 1.",
        DefaultValueFactory = _ => 0.8,
    };

    static SplitOptions() => SplitOption.AcceptOnlyFromAmong("contiguous", "blocked", "random");

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(SplitOption);
        command.Add(BlocksOption);
        command.Add(GapOption);
        command.Add(FractionOption);
    }

    /// <summary>A comparison with the split of a call; the shuffle has the seed of the settings.</summary>
    /// <exception cref="ArgumentException">A gap with a random split, or a value out of range.</exception>
    public static ComparisonStudy Apply(ParseResult call, ComparisonStudy comparison)
    {
        string kind = call.GetValue(SplitOption)!;
        int? gap = call.GetValue(GapOption);
        if (kind == "random" && gap is not null)
        {
            throw new ArgumentException(
                "--gap keeps training and test apart in time, but --split random shuffles the volumes: leave one of them out."
            );
        }

        return comparison with
        {
            Split = new TrainTestSplit
            {
                Fraction = call.GetValue(FractionOption),
                Blocks = kind == "blocked" ? call.GetValue(BlocksOption) : 1,
                Gap = gap ?? 0,
                ShuffleSeed = kind == "random" ? comparison.Settings.Seed : null,
            },
            GapFromSignals = gap is null,
        };
    }
}
