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

    private static readonly Option<int> Regions = new("--regions")
    {
        HelpName = "n",
        Description = "Number of regions (maps) of the atlas.",
        DefaultValueFactory = _ => 39,
    };

    private static readonly Option<int> Volumes = new("--volumes")
    {
        HelpName = "n",
        Description = "Volumes of each subject.",
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
        Description = "Volumes of each subject that a sudden movement spoils.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        HelpName = "n",
        Description = "Seed of the random numbers; the same seed gives the same files.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Subjects);
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
            Regions = call.GetValue(Regions),
            Volumes = call.GetValue(Volumes),
            VoxelMillimetres = call.GetValue(Voxel),
            SpikesPerSubject = call.GetValue(Spikes),
            Seed = call.GetValue(Seed),
        };
}
