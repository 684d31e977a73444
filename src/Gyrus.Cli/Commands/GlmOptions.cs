using System.CommandLine;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Commands;

/// <summary>What the verbs of <c>gyrus glm</c> share.</summary>
internal static class GlmOptions
{
    /// <summary>The model file.</summary>
    public static readonly Argument<string> Model = new("MODEL")
    {
        Description = "The model file (JSON, comments allowed). 'gyrus demo glm' writes one to begin with.",
    };

    /// <summary>The name of the option of the folder to write.</summary>
    public const string OutName = "--out";

    /// <summary>Adds them to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Model);
        AddOutTo(command);
        CommonOptions.AddTo(command);
    }

    /// <summary>Adds the folder to write, by default one of the verb's own: what two verbs say must not be mixed.</summary>
    public static void AddOutTo(Command command) =>
        command.Add(
            new Option<string>(OutName, "-o")
            {
                Description = "The folder to write; made when it is not there.",
                HelpName = "folder",
                DefaultValueFactory = _ => $"glm-{command.Name}",
            }
        );

    /// <summary>The folder to write, which can be written and holds no results of another verb.</summary>
    /// <exception cref="ArgumentException">It cannot be written, or holds such results.</exception>
    public static string FolderOf(ParseResult call)
    {
        string folder = OutputFolder.Of(call, OutOf(call));
        GlmResultFiles.RequireNoOther(call.CommandResult.Command.Name, folder);
        return folder;
    }

    /// <summary>The option of the folder to write.</summary>
    public static Option<string> OutOf(ParseResult call) =>
        (Option<string>)call.CommandResult.Command.Options.Single(o => o.Name == OutName);
}
