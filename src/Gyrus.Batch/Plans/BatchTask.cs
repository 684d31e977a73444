using System.Text.Json.Serialization;

namespace Gyrus.Batch.Plans;

/// <summary>One piece of work: a call of gyrus that reads files and results of other tasks, and writes below one folder.</summary>
public sealed record BatchTask
{
    /// <summary>The word that stands for the folder to write in <see cref="Arguments"/>: an attempt's own, until its files are published.</summary>
    public const string Out = "{out}";

    private const string NeededStart = "{needed:";
    private const string MissingStart = "{missing:";

    /// <summary>Gets the key: a hash of everything that shapes the result. Set when the plan is made.</summary>
    public string Key { get; init; } = "";

    /// <summary>Gets what people call the task, such as <c>sub-01</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the part of the study it belongs to, such as <c>participant</c>; tasks of one stage do not need each other.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets the arguments of the call, each as it is: they never pass through a shell.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Gets the files it reads.</summary>
    public IReadOnlyList<TaskInput> Inputs { get; init; } = [];

    /// <summary>Gets the indices of tasks whose results it reads, each smaller than its own.</summary>
    public IReadOnlyList<int> Needs { get; init; } = [];

    /// <summary>Gets a value indicating whether it does with the needed results that are there, once the others have failed for good.</summary>
    public bool ToleratesMissing { get; init; }

    /// <summary>Gets what it is given.</summary>
    public TaskResources Resources { get; init; } = new();

    /// <summary>
    /// The word that stands for the names of the needed tasks of a stage whose results are there: an argument that holds it is repeated for each.
    /// </summary>
    public static string Needed(string stage) => $"{NeededStart}{stage}}}";

    /// <summary>The same for the names of those whose results are missing, for a task that does without them.</summary>
    public static string Missing(string stage) => $"{MissingStart}{stage}}}";

    /// <summary>An argument around such a word: what is before, whether results are there, the stage, what is after; or null for any other.</summary>
    internal static (string Before, bool AreThere, string Stage, string After)? Split(string argument)
    {
        foreach (string word in (string[])[NeededStart, MissingStart])
        {
            int start = argument.IndexOf(word, StringComparison.Ordinal);
            int end = start < 0 ? -1 : argument.IndexOf('}', start);
            if (end >= 0)
            {
                return (
                    argument[..start],
                    word == NeededStart,
                    argument[(start + word.Length)..end],
                    argument[(end + 1)..]
                );
            }
        }

        return null;
    }

    /// <summary>Gets a label for messages: stage and name.</summary>
    [JsonIgnore]
    public string Label => Stage == Name ? Name : $"{Stage} {Name}";
}
