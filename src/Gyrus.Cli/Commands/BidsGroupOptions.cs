using System.CommandLine;
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Participants;

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

    static BidsGroupOptions() =>
        Compare.Validators.Add(result => BidsOptions.RequireEstimators(result, needsOne: false));

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } = [DerivativesOption, MaxMeanFd, MinVolumes, Compare, NoCompare];

    /// <summary>Gets the option that names the folder of the participants: it changes no result.</summary>
    public static Option Derivatives => DerivativesOption;

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
