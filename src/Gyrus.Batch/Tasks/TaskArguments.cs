using System.Globalization;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Tasks;

/// <summary>The arguments of an attempt: those of the task with its folder, its threads and the needed results that there are.</summary>
internal static class TaskArguments
{
    /// <summary>Fills in what only an attempt knows.</summary>
    /// <param name="task">The task.</param>
    /// <param name="output">Where it writes.</param>
    /// <param name="needed">The tasks whose results are there.</param>
    /// <param name="threads">The threads it may use.</param>
    public static IReadOnlyList<string> Of(BatchTask task, string output, IReadOnlyList<BatchTask> needed, int threads) =>
        [
            .. task.Arguments.SelectMany(argument => Fill(argument, output, needed)),
            "--reproducible",
            "--threads",
            threads.ToString(CultureInfo.InvariantCulture),
        ];

    private static IEnumerable<string> Fill(string argument, string output, IReadOnlyList<BatchTask> needed) =>
        argument == BatchTask.Out ? [output]
        : BatchTask.SplitNeeded(argument) is { } part
            ? needed.Where(t => t.Stage == part.Stage).Select(t => part.Before + t.Name + part.After)
        : [argument];
}
