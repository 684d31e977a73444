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

    /// <summary>The folder to write.</summary>
    public static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "glm",
    };

    /// <summary>Adds them to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Model);
        command.Add(Out);
        CommonOptions.AddTo(command);
    }
}
