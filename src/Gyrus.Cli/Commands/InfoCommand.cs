using System.CommandLine;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus info FILE</c>: what is in an image, an atlas or a table.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Images (.nii, .nii.gz, .hdr, .img), tables (.tsv, .csv, .txt, also .gz) or arrays (.npy).",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb("info", "Say what is in an image, an atlas, a table or an array, and what looks odd.")
        {
            Files,
        };
        command.SetAction(call =>
        {
            TextWriter output = call.InvocationConfiguration.Output;
            foreach (string path in call.GetRequiredValue(Files))
            {
                foreach (string line in FileFacts.Of(path))
                {
                    output.WriteLine(line);
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
