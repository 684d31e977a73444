using System.CommandLine;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus reproduce</c>: published experiments, run again with the methods of this program.</summary>
internal static class ReproduceCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() =>
        new Verb(
            "reproduce",
            """
            Run a published experiment again and see which of its conclusions hold.

            Each experiment is a verb of its own; 'gyrus reproduce noise-cleaning --help' explains it.
            """
        )
        {
            NoiseCleaningCommand.Create(),
        };
}
