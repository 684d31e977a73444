using System.CommandLine;

namespace Gyrus.Cli.Commands;

/// <summary>The options with which a verb of <c>gyrus glm</c> models some neurons only.</summary>
internal static class GlmPartOptions
{
    /// <summary>Which neurons.</summary>
    public static readonly Option<string[]> Neurons = new("--neurons")
    {
        HelpName = "name",
        Description =
            "Model only these neurons, in the order of the recording; the others stay covariates. The numbers of a neuron are those of a call for all. Writes part.json too, with which 'gyrus glm join' joins parts.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>How many neurons a task of a plan has.</summary>
    public static readonly Option<int> PerTask = new("--neurons-per-task")
    {
        HelpName = "n",
        Description = "With --plan: neurons of each task.",
        DefaultValueFactory = _ => 10,
    };

    /// <summary>The folder below that of --out into which a task writes.</summary>
    public static readonly Option<string?> Folder = new("--part-folder")
    {
        HelpName = "folder",
        Description = "Write into this folder below --out. Tasks of a plan do this.",
        Hidden = true,
    };

    /// <summary>Gets the options that say how the work is divided: they change no result.</summary>
    public static IReadOnlyList<Option> Division => [PerTask, Folder];

    /// <summary>Adds them to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Neurons);
        command.Add(PerTask);
        command.Add(Folder);
        PlanOptions.AddTo(command);
    }

    /// <summary>The neurons that a call asks for, or null for all.</summary>
    public static IReadOnlyList<string>? NeuronsOf(ParseResult call) =>
        call.GetValue(Neurons) is { Length: > 0 } names ? names : null;

    /// <summary>Checks that a call without a plan says nothing of its tasks.</summary>
    /// <exception cref="ArgumentException">It says how many neurons they have.</exception>
    public static void RequireUse(ParseResult call)
    {
        if (call.GetResult(PerTask) is { Implicit: false })
        {
            throw new ArgumentException(
                $"{PerTask.Name} says how {PlanOptions.FolderName} divides the neurons, and has no effect without it. Add {PlanOptions.FolderName}, or choose neurons with {Neurons.Name}."
            );
        }
    }

    /// <summary>The folder that a call writes.</summary>
    /// <exception cref="ArgumentException">The part's folder is not below that of --out.</exception>
    public static string FolderOf(ParseResult call, string output)
    {
        string folder = Path.GetFullPath(Path.Combine(output, call.GetValue(Folder) ?? ""));
        return folder == output || folder.StartsWith(output + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? folder
            : throw new ArgumentException($"{Folder.Name}: expected a folder below {output}, but got {folder}.");
    }
}
