using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Remote.Datasets;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus fetch</c>: public data sets and atlases, to a folder of the user.</summary>
internal static class FetchCommand
{
    private static readonly Option<int> Subjects = new("--subjects", "-n")
    {
        HelpName = "n",
        Description = "How many subjects, 1 to 155.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<string> Age = new("--age")
    {
        Description = "Whose recordings: both (in the proportion of the data set), adult or child.",
        DefaultValueFactory = _ => "both",
    };

    private static readonly Option<bool> AllConfounds = new("--all-confounds")
    {
        Description = "Name the whole tables of confounds, not those reduced to 15 columns.",
    };

    private static readonly Option<int> Parcels = new("--parcels")
    {
        HelpName = "n",
        Description = "Number of parcels: 100, 200, … 1000.",
        DefaultValueFactory = _ => 400,
    };

    private static readonly Option<int> Networks = new("--networks")
    {
        HelpName = "7|17",
        Description = "Number of networks the parcels are matched to.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<int> Resolution = new("--resolution")
    {
        HelpName = "1|2",
        Description = "Edge of a voxel in mm.",
        DefaultValueFactory = _ => 1,
    };

    static FetchCommand() => Age.AcceptOnlyFromAmong("both", "adult", "child");

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "fetch",
            """
            Fetch public data sets and atlases from where their authors keep them.

            Files are fetched once, to a folder of yours. A download that breaks off is continued by the same call. The SHA-256 of
            each file is recorded at the first download and compared ever after. Behind a firewall: --mirror, or save the
            files by hand where an error message says.

            Examples:
              gyrus fetch list
              gyrus fetch msdl
              gyrus fetch development-fmri --subjects 10 --age adult
              gyrus fetch schaefer --parcels 200 --networks 17 --resolution 2
            """
        )
        {
            ListVerb(),
            MsdlVerb(),
            DevelopmentVerb(),
            SchaeferVerb(),
        };
        return command;
    }

    /// <summary>The ages of a call.</summary>
    public static AgeGroup AgesOf(ParseResult call) =>
        call.GetValue(Age) switch
        {
            "adult" => AgeGroup.Adult,
            "child" => AgeGroup.Child,
            _ => AgeGroup.Both,
        };

    private static Command ListVerb()
    {
        var command = new Command(
            "list",
            "What can be fetched, how large it is, on which terms, and what is here already."
        );
        StoreOptions.AddTo(command);
        CommonOptions.AddTo(command, threads: false);
        command.SetAction(List);
        return command;
    }

    private static Command MsdlVerb() =>
        Fetching(
            new Command("msdl", "The MSDL atlas: 39 overlapping maps (Varoquaux et al. 2011)."),
            async (call, store, cancellationToken) =>
            {
                MsdlAtlas atlas = await MsdlAtlas.FetchAsync(store, cancellationToken);
                return new Fetched("the MSDL atlas", Catalogue.Msdl, [("atlas", atlas.Maps), ("labels", atlas.Labels)]);
            }
        );

    private static Command DevelopmentVerb() =>
        Fetching(
            new Command(
                "development-fmri",
                "Children and adults watching a film: BOLD images and confounds (Richardson et al. 2018)."
            )
            {
                Subjects,
                Age,
                AllConfounds,
            },
            async (call, store, cancellationToken) =>
            {
                IReadOnlyList<DevelopmentSubject> subjects = await new DevelopmentFmri
                {
                    Subjects = call.GetValue(Subjects),
                    Ages = AgesOf(call),
                    ReduceConfounds = !call.GetValue(AllConfounds),
                }.FetchAsync(store, cancellationToken);
                return new Fetched(
                    FormattableString.Invariant($"{subjects.Count} subjects of development_fmri"),
                    Catalogue.DevelopmentFmri,
                    [.. subjects.Select(s => ("bold", s.Bold)), .. subjects.Select(s => ("confounds", s.Confounds))]
                );
            }
        );

    private static Command SchaeferVerb() =>
        Fetching(
            new Command("schaefer", "The Schaefer parcellation of the cortex (Schaefer et al. 2018).")
            {
                Parcels,
                Networks,
                Resolution,
            },
            async (call, store, cancellationToken) =>
            {
                (string image, string labels) = await new SchaeferAtlas
                {
                    Parcels = call.GetValue(Parcels),
                    Networks = call.GetValue(Networks),
                    ResolutionMillimetres = call.GetValue(Resolution),
                }.FetchAsync(store, cancellationToken);
                return new Fetched(
                    "the Schaefer parcellation",
                    Catalogue.Schaefer,
                    [("atlas", image), ("labels", labels)]
                );
            }
        );

    private static Command Fetching(
        Command command,
        Func<ParseResult, DataStore, CancellationToken, Task<Fetched>> fetch
    )
    {
        StoreOptions.AddTo(command);
        CommonOptions.AddTo(command, threads: false);
        command.SetAction(
            async (call, cancellationToken) =>
            {
                CommonOptions common = CommonOptions.Of(call);
                Fetched fetched = await ProgressDisplay.RunAsync(
                    common,
                    call.InvocationConfiguration.Error,
                    async progress =>
                    {
                        using DataStore store = StoreOptions.Of(call, progress);
                        return await fetch(call, store, cancellationToken);
                    }
                );
                Print(fetched, common, call.InvocationConfiguration.Output);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static void Print(Fetched fetched, CommonOptions common, TextWriter output)
    {
        var summary = new Summary();
        foreach (IGrouping<string, (string Kind, string Path)> kind in fetched.Files.GroupBy(f => f.Kind))
        {
            summary.Add(kind.Key, kind.Select(f => f.Path));
            foreach ((_, string path) in kind)
            {
                summary.Line($"{kind.Key, -10} {path}");
            }
        }

        summary
            .Add("cite", fetched.Entry.Cite)
            .Add("terms", fetched.Entry.Terms)
            .Line($"{"cite", -10} {fetched.Entry.Cite}")
            .Line($"{"terms", -10} {fetched.Entry.Terms}")
            .Print(common, output, $"Here is {fetched.What}");
    }

    private static int List(ParseResult call)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = StoreOptions.FolderOf(call);
        var summary = new Summary().Add("folder", folder);
        foreach (Catalogue entry in Catalogue.All)
        {
            long here = SizeOf(Path.Combine(folder, entry.Folder));
            string size = here == 0 ? "nothing here yet" : FormattableString.Invariant($"{here / 1e6:0.0} MB here");
            summary
                .Add(entry.Verb, [entry.What, entry.Size, entry.Cite, entry.Terms, entry.From])
                .Line($"{entry.Verb, -17} {entry.What} {entry.Size}; {size}")
                .Line($"{"", -17} from  {entry.From}")
                .Line($"{"", -17} cite  {entry.Cite}")
                .Line($"{"", -17} terms {entry.Terms}");
        }

        summary.Print(common, call.InvocationConfiguration.Output, $"Data sets; their folder is {folder}");
        return ExitCode.Done;
    }

    private static long SizeOf(string folder) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length)
            : 0;

    private sealed record Fetched(string What, Catalogue Entry, IReadOnlyList<(string Kind, string Path)> Files);
}
