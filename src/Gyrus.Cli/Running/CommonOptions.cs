using System.CommandLine;

namespace Gyrus.Cli.Running;

/// <summary>The options that every verb that computes has.</summary>
internal sealed record CommonOptions(bool Quiet, bool Json, int Threads)
{
    private static readonly Option<bool> QuietOption = new("--quiet", "-q")
    {
        Description = "No progress and no summary; warnings and errors still go to standard error.",
    };

    private static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Print the summary as one JSON object on standard output.",
    };

    private static readonly Option<bool> ReproducibleOption = new("--reproducible")
    {
        Description =
            "Leave time, duration and machine out of the records, so that the same inputs and options give the same bytes.",
    };

    private static readonly Option<int> ThreadsOption = new("--threads")
    {
        HelpName = "n",
        Description = "Threads to use; 0 means all processors. The results do not depend on it.",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>Adds the options to a verb; one that does not compute has no threads to choose.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="threads">Whether it computes.</param>
    /// <param name="records">Whether its records hold time and machine unless a call asks them not to.</param>
    public static void AddTo(Command command, bool threads = true, bool records = true)
    {
        if (threads)
        {
            command.Add(ThreadsOption);
        }

        if (threads && records)
        {
            command.Add(ReproducibleOption);
        }

        command.Add(QuietOption);
        command.Add(JsonOption);
    }

    /// <summary>Whether a call asks for records without time and machine.</summary>
    public static bool IsReproducible(ParseResult call) => call.GetValue(ReproducibleOption);

    /// <summary>Reads the options of a call.</summary>
    public static CommonOptions Of(ParseResult call)
    {
        int threads = call.GetValue(ThreadsOption);
        return threads is >= 0 and <= 1024
            ? new CommonOptions(
                call.GetValue(QuietOption),
                call.GetValue(JsonOption),
                threads == 0 ? Environment.ProcessorCount : threads
            )
            : throw new ArgumentException($"--threads must be between 0 and 1024, but was {threads}.");
    }
}
