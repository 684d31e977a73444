using System.CommandLine;
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say how connectomes are estimated.</summary>
internal static class EstimationOptions
{
    private static readonly Option<double?> AlphaOption = new("--alpha")
    {
        HelpName = "number",
        Description = "The group-sparse penalty; by default it is chosen by cross-validation.",
    };

    private static readonly Option<double[]> AlphasOption = new("--alphas")
    {
        HelpName = "number",
        Description = "Penalties to try, instead of refined grids.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> AlphaCountOption = new("--grid")
    {
        HelpName = "n",
        Description = "Penalties of each grid of the search.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<int> RefinementsOption = new("--refinements")
    {
        HelpName = "n",
        Description = "Grids of the search, the first one included.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<int> FoldsOption = new("--folds")
    {
        HelpName = "n",
        Description = "Folds of the cross-validation: contiguous blocks of each subject's samples.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<double> ToleranceOption = new("--tolerance")
    {
        HelpName = "number",
        Description = "The duality gap at which a fit ends: its objective is at most this far above the optimum.",
        DefaultValueFactory = _ => 1e-6,
    };

    private static readonly Option<int> MaxIterationsOption = new("--max-iterations")
    {
        HelpName = "n",
        Description = "The most iterations of a fit.",
        DefaultValueFactory = _ => 5000,
    };

    private static readonly Option<bool> NilearnOption = new("--nilearn")
    {
        Description =
            "Search as nilearn's GroupSparseCovarianceCV does with its defaults: loose fits, early stopping, its mixture of scales. The tolerance options do not apply.",
    };

    private static readonly Option<bool> NoPooledOption = new("--no-pooled")
    {
        Description = "Leave out the graphical lasso of the pooled samples.",
    };

    private static readonly Option<string> RegionsOption = new("--regions")
    {
        Description = "When subjects have different regions: same (refuse) or common (keep those that all have).",
        DefaultValueFactory = _ => "same",
    };

    private static readonly Option<string> DeadRegionsOption = new("--dead-regions")
    {
        Description = "When a region does not vary in a subject: refuse, or drop it from all subjects.",
        DefaultValueFactory = _ => "refuse",
    };

    private static readonly Option<string[]> ExcludeOption = new("--exclude")
    {
        Description = "Columns to leave out, such as a global signal.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };

    static EstimationOptions()
    {
        RegionsOption.AcceptOnlyFromAmong("same", "common");
        DeadRegionsOption.AcceptOnlyFromAmong("refuse", "drop");
    }

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        AlphaOption,
        AlphasOption,
        AlphaCountOption,
        RefinementsOption,
        FoldsOption,
        ToleranceOption,
        MaxIterationsOption,
        NilearnOption,
        NoPooledOption,
        RegionsOption,
        DeadRegionsOption,
        ExcludeOption,
    ];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What a call does with regions that differ between subjects.</summary>
    public static RegionSets RegionSetsOf(ParseResult call) =>
        call.GetValue(RegionsOption) == "common" ? RegionSets.Common : RegionSets.Same;

    /// <summary>Gets the option that says what becomes of regions that do not vary.</summary>
    public static Option DeadRegions => DeadRegionsOption;

    /// <summary>What a call does with regions that do not vary.</summary>
    public static DeadRegions DeadRegionsOf(ParseResult call) =>
        call.GetValue(DeadRegionsOption) == "drop" ? Pipelines.DeadRegions.Drop : Pipelines.DeadRegions.Refuse;

    /// <summary>Adds the options that say how the signals of a study are matched.</summary>
    public static void AddMatchingTo(Command command)
    {
        command.Add(RegionsOption);
        command.Add(DeadRegionsOption);
        command.Add(ExcludeOption);
    }

    /// <summary>Matches and checks the signals of a study as the call says.</summary>
    public static StudySignals StudyOf(ParseResult call, IReadOnlyList<RegionSignals> subjects) =>
        StudySignals.Of(subjects, RegionSetsOf(call), DeadRegionsOf(call), call.GetValue(ExcludeOption));

    /// <summary>Reads the options of a call.</summary>
    public static Connectome Of(ParseResult call, int threads)
    {
        bool nilearn = call.GetValue(NilearnOption);
        double[]? alphas = call.GetValue(AlphasOption) is { Length: > 0 } list ? list : null;
        GroupSparseCovarianceCV search = (
            nilearn ? GroupSparseCovarianceCV.Nilearn : new GroupSparseCovarianceCV()
        ) with
        {
            Alphas = alphas,
            AlphaCount = call.GetValue(AlphaCountOption),
            Refinements = call.GetValue(RefinementsOption),
            Folds = call.GetValue(FoldsOption),
            Threads = threads,
        };
        if (!nilearn)
        {
            double tolerance = call.GetValue(ToleranceOption);
            int iterations = call.GetValue(MaxIterationsOption);
            search = search with
            {
                Tolerance = tolerance,
                ToleranceCV = tolerance,
                MaxIterations = iterations,
                MaxIterationsCV = iterations,
            };
        }

        return new Connectome
        {
            Alpha = call.GetValue(AlphaOption),
            Search = search,
            Pooled = call.GetValue(NoPooledOption)
                ? null
                : new GraphicalLassoCV { Folds = search.Folds, Threads = threads },
        };
    }
}
