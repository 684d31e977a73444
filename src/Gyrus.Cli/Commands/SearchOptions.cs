using System.CommandLine;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say how estimators search: the folds, the gap around them, the seed.</summary>
internal static class SearchOptions
{
    private static readonly Option<int> FoldsOption = new("--folds")
    {
        HelpName = "n",
        Description = "Folds of the searches within the training samples: contiguous blocks of time.",
        DefaultValueFactory = _ => 6,
    };

    private static readonly Option<int> GapOption = new("--gap")
    {
        HelpName = "volumes",
        Description =
            "Volumes on each side of a fold that do not train; auto leaves out the autocorrelation time at least.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> FoldGapOption = new("--fold-gap")
    {
        HelpName = "volumes",
        Description =
            "Volumes on each side of a fold of a search that do not train; auto leaves out the autocorrelation time at least.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<bool> ShuffleOption = new("--shuffle")
    {
        Description =
            "Shuffle the volumes into folds by --seed instead: right for independent samples only; in brain signals it leaks.",
    };

    private static readonly Option<ulong> SeedOption = new("--seed")
    {
        HelpName = "n",
        Description = "The seed of everything random.",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(FoldsOption);
        command.Add(GapOption);
        command.Add(ShuffleOption);
        command.Add(SeedOption);
    }

    /// <summary>Adds the options to a verb whose --gap is another one and whose split says whether volumes are shuffled.</summary>
    public static void AddWithFoldGapTo(Command command)
    {
        command.Add(FoldsOption);
        command.Add(FoldGapOption);
        command.Add(SeedOption);
    }

    /// <summary>Reads the options of a call.</summary>
    public static EstimatorSettings Of(ParseResult call)
    {
        ulong seed = call.GetValue(SeedOption);
        bool hasFoldGap = call.CommandResult.Command.Options.Contains(FoldGapOption);
        return new EstimatorSettings
        {
            Folds = new FoldPlan
            {
                Folds = call.GetValue(FoldsOption),
                Gap = call.GetValue(hasFoldGap ? FoldGapOption : GapOption),
                ShuffleSeed = !hasFoldGap && call.GetValue(ShuffleOption) ? seed : null,
            },
            Seed = seed,
        };
    }
}
