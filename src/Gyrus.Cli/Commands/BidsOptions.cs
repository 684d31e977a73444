using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Bids;
using Gyrus.IO.Caching;

namespace Gyrus.Cli.Commands;

/// <summary>The arguments of <c>gyrus bids</c>, and the options that say which runs it takes.</summary>
internal static class BidsOptions
{
    /// <summary>The level of one participant.</summary>
    public const string Participant = "participant";

    /// <summary>The level of all participants together.</summary>
    public const string Group = "group";

    private static readonly Argument<string> Dataset = new("BIDS_DIR")
    {
        Description = "The folder of fMRIPrep's outputs, or the BIDS data set that has them in derivatives/fmriprep.",
    };

    private static readonly Argument<string> Output = new("OUT")
    {
        Description = "The folder to write, a BIDS derivative; made when it is not there.",
    };

    private static readonly Argument<string> Level = new("LEVEL")
    {
        HelpName = "LEVEL",
        Description =
            "participant: the runs of each participant. group: all participants together, from what the participant level wrote.",
    };

    private static readonly Option<string[]> Participants = LabelOption(
        "--participant-label",
        "Participants, with or without sub-; by default all.",
        "--participant_label"
    );

    private static readonly Option<string[]> Sessions = LabelOption(
        "--session-label",
        "Sessions, with or without ses-; by default all.",
        "--session_label"
    );

    private static readonly Option<string[]> Tasks = LabelOption(
        "--task",
        "Tasks, such as rest; by default all.",
        "--task-id"
    );

    private static readonly Option<string[]> Runs = LabelOption("--run-label", "Runs, such as 1; by default all.");

    private static readonly Option<string> Space = new("--space")
    {
        HelpName = "space",
        Description =
            "The space of the images, as fMRIPrep's --output-spaces writes it: MNI152NLin2009cAsym, also with :res-2. By default that of the atlas's name, or the only one there is.",
    };

    private static readonly Option<string> EstimatorOption = new("--estimator", "-e")
    {
        HelpName = "name[@variant][:criterion]",
        Description =
            "Participant level: the estimator of the noise-cleaned correlations; 'gyrus clean --list' names them all.",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<string> OnMissing = new("--on-missing")
    {
        Description =
            "When runs cannot be used: skip (say so, end with 0) or fail (do the others, end with 1). A participant without any usable run always ends with 1.",
        DefaultValueFactory = _ => "skip",
    };

    private static readonly Option<string?> WorkOption = new("--work-dir", "-w")
    {
        HelpName = "folder",
        Description = "Where extracted signals are kept between calls; by default nowhere. It changes no result.",
    };

    static BidsOptions()
    {
        Level.AcceptOnlyFromAmong(Participant, Group);
        OnMissing.AcceptOnlyFromAmong("skip", "fail");
        EstimatorOption.Validators.Add(result => RequireEstimators(result, needsOne: true));
    }

    /// <summary>Gets the options that choose what is done, but do not change how: results do not record them.</summary>
    public static IReadOnlyList<Option> Choices { get; } =
    [Participants, Sessions, Tasks, Runs, Space, OnMissing, WorkOption];

    /// <summary>Adds arguments and options to the verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Dataset);
        command.Add(Output);
        command.Add(Level);
        foreach (Option option in Choices)
        {
            command.Add(option);
        }
    }

    /// <summary>Gets the option of the estimator.</summary>
    public static Option Estimator => EstimatorOption;

    /// <summary>Gets the option that names participants.</summary>
    public static Option Labels => Participants;

    /// <summary>The folder of the data set, as a call gives it.</summary>
    public static string FolderOf(ParseResult call) => call.GetRequiredValue(Dataset);

    /// <summary>Whether a call is of the level of all participants.</summary>
    public static bool IsGroup(ParseResult call) => call.GetRequiredValue(Level) == Group;

    /// <summary>Whether a call fails when something could not be used.</summary>
    public static bool FailsOnMissing(ParseResult call) => call.GetValue(OnMissing) == "fail";

    /// <summary>The data set of a call, and its participants that are wanted.</summary>
    public static (BidsDataset Dataset, IReadOnlyList<string> Participants) DatasetOf(ParseResult call)
    {
        var dataset = BidsDataset.Open(call.GetRequiredValue(Dataset));
        return (dataset, dataset.Select(call.GetValue(Participants) ?? []));
    }

    /// <summary>The folder to write, which must not be that of the inputs.</summary>
    public static string OutputOf(ParseResult call, BidsDataset dataset)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(call.GetRequiredValue(Output)));
        OutputFolder.RequireWritable(Output.Name, folder);
        return folder != dataset.Folder
            ? folder
            : throw new ArgumentException(
                $"{Output.Name}: results are not written among fMRIPrep's outputs. Name another folder, such as derivatives/gyrus."
            );
    }

    /// <summary>The runs that a call wants.</summary>
    public static RunFilter FilterOf(ParseResult call) =>
        new()
        {
            Sessions = call.GetValue(Sessions) ?? [],
            Tasks = call.GetValue(Tasks) ?? [],
            Runs = call.GetValue(Runs) ?? [],
            Space = call.GetValue(Space),
            Atlas = RegionOptions.FilesOf(call).Select(Path.GetFileName).FirstOrDefault(),
            Description =
                DenoiseOptions.Of(call)?.IcaAroma == Signals.Denoising.IcaAroma.Full
                    ? RunFilter.AromaDescription
                    : new RunFilter().Description,
        };

    /// <summary>The estimator of the noise-cleaned correlations of a call.</summary>
    public static NamedEstimator EstimatorOf(ParseResult call) =>
        EstimatorCatalogue.Parse(call.GetValue(EstimatorOption)!, new EstimatorSettings());

    /// <summary>The folder where a call keeps extracted signals, or null.</summary>
    public static CacheFolder? WorkOf(ParseResult call)
    {
        if (call.GetValue(WorkOption) is not { } work)
        {
            return null;
        }

        string folder = Path.GetFullPath(work);
        OutputFolder.RequireWritable(WorkOption.Name, folder);
        return new CacheFolder(Path.Combine(folder, "extraction"), CacheFolder.DefaultLimit);
    }

    /// <summary>A name that is not known must not be found out after the computation.</summary>
    public static void RequireEstimators(System.CommandLine.Parsing.OptionResult result, bool needsOne)
    {
        try
        {
            foreach (string name in result.Tokens.SelectMany(t => NamesOf(t.Value)))
            {
                NamedEstimator estimator = EstimatorCatalogue.Parse(name, new EstimatorSettings());
                if (needsOne && estimator.ForSubject() is null)
                {
                    result.AddError(
                        $"{result.Option.Name}: {name} needs the recordings of a group, but the participant level cleans each run alone."
                    );
                }
            }
        }
        catch (ArgumentException exception)
        {
            result.AddError($"{result.Option.Name}: {UserError.Explain(exception)}");
        }
    }

    /// <summary>Names with commas between them.</summary>
    public static string[] NamesOf(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<string[]> LabelOption(string name, string description, params string[] aliases) =>
        new(name, aliases)
        {
            HelpName = "label",
            Description = description,
            AllowMultipleArgumentsPerToken = true,
        };
}
