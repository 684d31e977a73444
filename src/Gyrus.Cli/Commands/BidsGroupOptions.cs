using System.CommandLine;
using System.Globalization;
using Gyrus.Covariance.Cleaning;
using Gyrus.Covariance.GroupSparse;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines.Participants;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The options of <c>gyrus bids … group</c> that say who is in the group and what is compared.</summary>
internal static class BidsGroupOptions
{
    private static readonly Option<string?> DerivativesOption = new("--derivatives")
    {
        HelpName = "folder",
        Description = "Group level: where the participant level wrote, when it is not OUT.",
    };

    private static readonly Option<double?> MaxMeanFd = new("--max-mean-fd")
    {
        HelpName = "mm",
        Description = "Group level: leave out runs with a larger mean framewise displacement; by default none.",
    };

    private static readonly Option<int> MinVolumes = new("--min-volumes")
    {
        HelpName = "n",
        Description =
            "Group level: leave out participants with fewer kept volumes, all runs together. The folds of the cross-validation need two volumes each in any case.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string> Compare = new("--compare")
    {
        HelpName = "a,b,…",
        Description = "Group level: the estimators that are compared, as 'gyrus compare' does.",
        DefaultValueFactory = _ => "auto,raw,ledoit-wolf,oas,shrinkage-cv,qis",
    };

    private static readonly Option<bool> NoCompare = new("--no-compare")
    {
        Description = "Group level: leave the comparison of estimators out.",
    };

    private static readonly Option<string[]> LeftOutOption = new("--left-out")
    {
        HelpName = "label",
        Description =
            "Group level: participants that are left out because their level failed; tables and report name them.",
    };

    private static readonly Option<string?> PartOption = new("--part")
    {
        HelpName = "grid.fold",
        Description =
            "Group level: do one fold of one grid of the search only, such as 1.3, and keep its scores. Tasks of a plan do this.",
    };

    private static readonly Option<bool> KnownScoresOption = new("--known-scores")
    {
        Description = "Group level: take the scores of folds that --part has kept instead of fitting the folds.",
    };

    static BidsGroupOptions() =>
        Compare.Validators.Add(result => BidsOptions.RequireEstimators(result, needsOne: false));

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [DerivativesOption, MaxMeanFd, MinVolumes, Compare, NoCompare, LeftOutOption, PartOption, KnownScoresOption];

    /// <summary>Gets the option that names the folder of the participants: it changes no result.</summary>
    public static Option Derivatives => DerivativesOption;

    /// <summary>Gets the option that names participants whose level failed.</summary>
    public static Option LeftOut => LeftOutOption;

    /// <summary>Gets the option that asks for one fold of one grid.</summary>
    public static Option Part => PartOption;

    /// <summary>Gets the option that takes known scores of folds.</summary>
    public static Option KnownScores => KnownScoresOption;

    /// <summary>Gets the options that say how the work is divided: they change no result.</summary>
    public static IReadOnlyList<Option> Division => [DerivativesOption, LeftOutOption, PartOption, KnownScoresOption];

    /// <summary>Whether a participant's level failed, by its label.</summary>
    public static bool IsLeftOut(ParseResult call, string label) =>
        (call.GetValue(LeftOutOption) ?? []).Any(l => IO.Bids.RunFilter.Plain("sub", l) == label);

    /// <summary>The grid and the fold, from 0, that a call is to do alone; or null.</summary>
    public static (int Grid, int Fold)? PartOf(ParseResult call, GroupSparseCovarianceCV search)
    {
        if (call.GetValue(PartOption) is not { } text)
        {
            return null;
        }

        return
            text.Split('.') is [var g, var f]
            && int.TryParse(g, NumberStyles.None, CultureInfo.InvariantCulture, out int grid)
            && int.TryParse(f, NumberStyles.None, CultureInfo.InvariantCulture, out int fold)
            && grid > 0
            && grid <= search.Grids
            && fold > 0
            && fold <= search.Folds
            ? (grid - 1, fold - 1)
            : throw new ArgumentException(
                Invariant(
                    $"--part: expected a grid up to {search.Grids} and a fold up to {search.Folds}, such as 1.2, but got '{text}'."
                )
            );
    }

    /// <summary>Where the scores of folds are kept in a folder of the group, and where known ones are.</summary>
    public static FoldScoreFolder ScoresOf(ParseResult call, string group, string source, string data)
    {
        const string Name = "search";
        bool known = call.GetValue(KnownScoresOption) || call.GetValue(PartOption) is not null;
        return new FoldScoreFolder(
            Path.Combine(group, Name),
            known ? Path.Combine(source, Path.GetFileName(group), Name) : null,
            data
        );
    }

    /// <summary>Where the participant level of a call wrote.</summary>
    public static string SourceOf(ParseResult call, string output)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(call.GetValue(DerivativesOption) ?? output));
        return Directory.Exists(folder)
            ? folder
            : throw new ArgumentException(
                $"{folder}: there is no such folder. The group level reads what 'gyrus bids … participant' wrote: run that first, or name its folder with --derivatives."
            );
    }

    /// <summary>Who is in the group of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fewest">The fewest volumes that can be fitted at all.</param>
    public static GroupSelection SelectionOf(ParseResult call, int fewest) =>
        new()
        {
            MaxMeanDisplacementMillimetres = call.GetValue(MaxMeanFd),
            MinVolumes = Math.Max(fewest, call.GetValue(MinVolumes)),
            RegionSets = EstimationOptions.RegionSetsOf(call),
        };

    /// <summary>The estimators that a call compares; none when it compares none.</summary>
    public static IReadOnlyList<NamedEstimator> ComparedOf(ParseResult call) =>
        call.GetValue(NoCompare)
            ? []
            :
            [
                .. BidsOptions
                    .NamesOf(call.GetValue(Compare)!)
                    .Distinct()
                    .Select(n => EstimatorCatalogue.Parse(n, new EstimatorSettings())),
            ];
}
