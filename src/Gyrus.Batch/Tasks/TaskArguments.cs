using System.Globalization;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Tasks;

/// <summary>The arguments of an attempt: those of the task with its folder, its threads and the needed results that there are.</summary>
internal static class TaskArguments
{
    /// <summary>Fills in what only an attempt knows.</summary>
    /// <param name="task">The task.</param>
    /// <param name="output">Where it writes.</param>
    /// <param name="needs">The tasks it needs, and whether their results are there.</param>
    /// <param name="threads">The threads it may use.</param>
    public static IReadOnlyList<string> Of(
        BatchTask task,
        string output,
        IReadOnlyList<(BatchTask Task, bool IsThere)> needs,
        int threads
    ) =>
        [
            .. task.Arguments.SelectMany(argument => Fill(argument, output, needs)),
            "--threads",
            threads.ToString(CultureInfo.InvariantCulture),
        ];

    private static IEnumerable<string> Fill(
        string argument,
        string output,
        IReadOnlyList<(BatchTask Task, bool IsThere)> needs
    ) =>
        argument == BatchTask.Out ? [output]
        : BatchTask.Split(argument) is { } part
            ? needs
                .Where(n => n.IsThere == part.AreThere && n.Task.Stage == part.Stage)
                .Select(n => part.Before + n.Task.Name + part.After)
        : [argument];
}
