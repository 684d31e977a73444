using System.CommandLine;
using Gyrus.Pipelines.Phantom;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say which phantom is simulated.</summary>
internal static class PhantomOptions
{
    private static readonly Option<int> Subjects = new("--subjects")
    {
        HelpName = "n",
        Description = "Number of subjects.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<int> Sessions = new("--sessions")
    {
        HelpName = "n",
        Description = "Sessions of each subject.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        HelpName = "n",
        Description = "Runs of each session.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Regions = new("--regions")
    {
        HelpName = "n",
        Description = "Number of regions (maps) of the atlas.",
        DefaultValueFactory = _ => 39,
    };

    private static readonly Option<int> Volumes = new("--volumes")
    {
        HelpName = "n",
        Description = "Volumes of each run.",
        DefaultValueFactory = _ => 168,
    };

    private static readonly Option<double> Voxel = new("--voxel")
    {
        Description = "Edge of a voxel in mm.",
        HelpName = "mm",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<int> Spikes = new("--spikes")
    {
        HelpName = "n",
        Description = "Volumes of each run that a sudden movement spoils.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        HelpName = "n",
        Description = "Seed of the random numbers; the same seed gives the same files.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="runs">Whether subjects may have several runs.</param>
    public static void AddTo(Command command, bool runs = false)
    {
        command.Add(Subjects);
        if (runs)
        {
            command.Add(Sessions);
            command.Add(Runs);
        }

        command.Add(Regions);
        command.Add(Volumes);
        command.Add(Voxel);
        command.Add(Spikes);
        command.Add(Seed);
    }

    /// <summary>Reads the options of a call.</summary>
    public static BoldPhantom Of(ParseResult call) =>
        new()
        {
            Subjects = call.GetValue(Subjects),
            Sessions = HasRuns(call) ? call.GetValue(Sessions) : 1,
            Runs = HasRuns(call) ? call.GetValue(Runs) : 1,
            Regions = call.GetValue(Regions),
            Volumes = call.GetValue(Volumes),
            VoxelMillimetres = call.GetValue(Voxel),
            SpikesPerSubject = call.GetValue(Spikes),
            Seed = call.GetValue(Seed),
        };

    private static bool HasRuns(ParseResult call) => call.CommandResult.Command.Options.Contains(Runs);
}
