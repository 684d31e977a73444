using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Numerics;
using Gyrus.Remote.Datasets;
using Gyrus.Remote.Transfer;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say where data sets lie and how they are fetched.</summary>
internal static class StoreOptions
{
    /// <summary>The variable that names a mirror.</summary>
    public const string MirrorVariable = "GYRUS_DATA_MIRROR";

    private static readonly Option<string> Folder = new("--data")
    {
        HelpName = "folder",
        Description =
            $"Where data sets are kept; by default the folder in {UserFolders.DataVariable}, or gyrus/data among the user's application data.",
    };

    private static readonly Option<string> MirrorOption = new("--mirror")
    {
        HelpName = "URL",
        Description =
            $"Fetch from here instead: a web server with a copy of such a folder. By default what {MirrorVariable} says, or the original places.",
    };

    private static readonly Option<bool> AcceptChanged = new("--accept-changed")
    {
        Description = "Take files that are not the ones recorded at the first download, and record them.",
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        HelpName = "n",
        Description = "Files fetched at the same time, 1 to 8.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<double> SizeLimit = new("--size-limit")
    {
        HelpName = "GiB",
        Description = "The most that one call may download.",
        DefaultValueFactory = _ => 20,
    };

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } = [Folder, MirrorOption, AcceptChanged, Parallel, SizeLimit];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The folder of a call.</summary>
    public static string FolderOf(ParseResult call) =>
        call.GetValue(Folder) is { Length: > 0 } named ? Path.GetFullPath(named) : UserFolders.Data();

    /// <summary>Opens the store of a call.</summary>
    public static DataStore Of(ParseResult call, IProgress<WorkProgress>? progress)
    {
        double gibibytes = call.GetValue(SizeLimit);
        if (!(gibibytes > 0 && gibibytes < 1e6))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"--size-limit must be positive, but was {gibibytes}.")
            );
        }

        return new DataStore(
            FolderOf(call),
            new TransferOptions { Parallel = call.GetValue(Parallel), MostBytes = (long)(gibibytes * (1L << 30)) }
        )
        {
            Mirror = MirrorOf(call),
            AcceptChanged = call.GetValue(AcceptChanged),
            Progress = progress,
        };
    }

    private static Uri? MirrorOf(ParseResult call)
    {
        string? text = call.GetValue(MirrorOption) ?? Environment.GetEnvironmentVariable(MirrorVariable);
        return string.IsNullOrEmpty(text) ? null
            : Uri.TryCreate(text, UriKind.Absolute, out Uri? mirror) ? mirror
            : throw new ArgumentException($"The mirror '{text}' is no address. It must begin with https://.");
    }
}
