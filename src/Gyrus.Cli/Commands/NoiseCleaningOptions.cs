using System.CommandLine;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines.NoiseCleaning;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The options of <c>gyrus reproduce noise-cleaning</c> that say what is computed.</summary>
internal static class NoiseCleaningOptions
{
    private static readonly Option<int[]> Figure = new("--figure")
    {
        HelpName = "n",
        Description =
            "Only these figures, 1 to 12, and only the cells and methods that they need. 1-3, 10, 11: likelihood or error against the distance to the truth; 4, 5: spectra; 6, 7: over T; 8, 9: over alpha-d; 12: the gradient ascent.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Table = new("--table") { Description = "Tables and the page, no figures." };

    private static readonly Option<int> Subjects = new("--subjects", "--realisations")
    {
        HelpName = "n",
        Description =
            "Realisations of each cell: synthetic subjects, each with a covariance of its own. More later add to those there are.",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<int> Regions = new("--regions")
    {
        HelpName = "n",
        Description = "Regions of a synthetic subject.",
        DefaultValueFactory = _ => 116,
    };

    private static readonly Option<int[]> Train = new("--t")
    {
        HelpName = "n",
        Description = "Training samples; a quarter as many test. Default: 144 200 300 1000 2000.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<double[]> Concentrations = new("--alpha-d")
    {
        HelpName = "a",
        Description =
            "How far the spectrum spreads: 0.5 is strongly correlated, 4 weakly. Default: 0.5 1 1.5 2 2.5 3 4.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Estimators = new("--estimators")
    {
        HelpName = "name",
        Description =
            "Methods to compare, such as rie-cv, rie-cv@released or pca-cv:completion. Default: all that take milliseconds, in each of their forms.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "The slow methods too (factor analysis, graphical lasso, gradient ascents on matrices): hours.",
    };

    private static readonly Option<string?> Reference = new("--reference")
    {
        HelpName = "name",
        Description =
            "The method that differences are taken to. Default: shrinkage-cv where it is compared, else the first.",
    };

    private static readonly Option<bool> OnCovariance = new("--as-printed")
    {
        Description =
            "Draw the spectrum of the covariance, as the paper's text says, not that of the precision, as its program does and its numbers need.",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        HelpName = "n",
        Description = "Seed of the random numbers; the same seed gives the same numbers.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> BlockOption = new("--block")
    {
        HelpName = "name",
        Description =
            "Compute one block of realisations only, such as T144_a1_r010: no tables, no page. Tasks of a plan do this.",
    };

    private static readonly Option<string?> KnownOption = new("--known")
    {
        HelpName = "folder",
        Description = "Take finished realisations from the results in this folder too.",
    };

    /// <summary>Gets the options that say how the work is divided: they change no result.</summary>
    public static IReadOnlyList<Option> Division => [BlockOption, KnownOption];

    /// <summary>The name of the block that a call is to do alone, or null.</summary>
    public static string? BlockOf(ParseResult call) => call.GetValue(BlockOption);

    /// <summary>Where the realisations of a call are kept.</summary>
    public static IExperimentStore StoreOf(ParseResult call, string folder) =>
        new ExperimentFolder(folder, call.GetValue(KnownOption) is { } known ? Path.GetFullPath(known) : null);

    /// <summary>The block of a name.</summary>
    /// <exception cref="ArgumentException">The experiment has no such block.</exception>
    public static ExperimentBlock BlockOf(NoiseCleaningExperiment experiment, string name) =>
        experiment
            .Cells.SelectMany(experiment.Blocks)
            .Where(b => b.Name == name)
            .Select(b => (ExperimentBlock?)b)
            .FirstOrDefault()
        ?? throw new ArgumentException($"--block: the experiment of this call has no block '{name}'.");

    /// <summary>Gets the option that names a block, and that which names a folder of known ones.</summary>
    public static (Option Block, Option Known) PartOptions => (BlockOption, KnownOption);

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(BlockOption);
        command.Add(KnownOption);
        command.Add(Figure);
        command.Add(Table);
        command.Add(Subjects);
        command.Add(Regions);
        command.Add(Train);
        command.Add(Concentrations);
        command.Add(Estimators);
        command.Add(All);
        command.Add(Reference);
        command.Add(OnCovariance);
        command.Add(Seed);
    }

    /// <summary>The figures that are asked for: all, some, or none with --table.</summary>
    public static IReadOnlyList<PaperFigure> FiguresOf(ParseResult call)
    {
        int[] numbers = call.GetValue(Figure) ?? [];
        int wrong = numbers.FirstOrDefault(n => PaperFigure.All.All(f => f.Number != n));
        if (numbers.Any(n => n is < 1 or > 12))
        {
            throw new ArgumentException(Invariant($"--figure: expected numbers from 1 to 12, but got {wrong}."));
        }

        return call.GetValue(Table) ? []
            : numbers.Length == 0 ? PaperFigure.All
            : [.. PaperFigure.All.Where(f => numbers.Contains(f.Number))];
    }

    /// <summary>The experiment of a call.</summary>
    public static NoiseCleaningExperiment ExperimentOf(ParseResult call, int threads) =>
        new()
        {
            Regions = call.GetValue(Regions),
            Realisations = call.GetValue(Subjects),
            Cells = CellsOf(call),
            Estimators = EstimatorsOf(call),
            Side = call.GetValue(OnCovariance) ? DirichletSide.Covariance : DirichletSide.Precision,
            Seed = call.GetValue(Seed),
            Threads = threads,
        };

    /// <summary>The name of the reference.</summary>
    public static string ReferenceOf(ParseResult call, NoiseCleaningExperiment experiment)
    {
        string[] names = [.. experiment.Estimators.Select(e => e.Name)];
        string reference =
            call.GetValue(Reference)
            ?? (
                names.Contains(Pipelines.Comparison.EstimatorComparison.DefaultReference)
                    ? Pipelines.Comparison.EstimatorComparison.DefaultReference
                    : names[0]
            );
        return names.Contains(reference)
            ? reference
            : throw new ArgumentException(
                $"--reference: '{reference}' is not among the methods compared ({string.Join(", ", names)})."
            );
    }

    private static ExperimentCell[] CellsOf(ParseResult call)
    {
        int[] train = call.GetValue(Train) ?? [];
        double[] concentrations = call.GetValue(Concentrations) ?? [];
        bool selects = (call.GetValue(Figure) ?? []).Length > 0;
        IReadOnlyList<ExperimentCell> all = selects
            ? [.. FiguresOf(call).SelectMany(f => f.Cells)]
            : NoiseCleaningExperiment.Grid(
                train.Length > 0 ? train : [144, 200, 300, 1000, 2000],
                concentrations.Length > 0 ? concentrations : [0.5, 1, 1.5, 2, 2.5, 3, 4]
            );
        ExperimentCell[] kept =
        [
            .. all.Where(c =>
                (train.Length == 0 || train.Contains(c.TrainSamples))
                && (concentrations.Length == 0 || concentrations.Contains(c.Concentration))
            ),
        ];
        return kept.Length > 0
            ? kept
            : throw new ArgumentException("--t and --alpha-d leave no cell of the figures that --figure asks for.");
    }

    private static IReadOnlyList<NamedEstimator> EstimatorsOf(ParseResult call)
    {
        string[] named = call.GetValue(Estimators) ?? [];
        var settings = new EstimatorSettings { Seed = call.GetValue(Seed) };
        IReadOnlyList<string> names = named.Length > 0 ? [.. named.Distinct()] : DefaultNames(call);
        return [.. names.Select(n => EstimatorCatalogue.Parse(n, settings))];
    }

    /// <summary>All methods, or those of the figures when each asked for names its own.</summary>
    private static IReadOnlyList<string> DefaultNames(ParseResult call)
    {
        bool slow = call.GetValue(All);
        IReadOnlyList<PaperFigure> figures = (call.GetValue(Figure) ?? []).Length > 0 ? FiguresOf(call) : [];
        if (figures.Count == 0 || figures.Any(f => f.Methods.Count == 0))
        {
            return ExperimentMethods.Default(slow);
        }

        string[] wanted = [.. figures.SelectMany(f => f.Methods).Append("shrinkage-cv").Distinct()];
        return [.. ExperimentMethods.Default(slow: true).Where(wanted.Contains)];
    }
}
