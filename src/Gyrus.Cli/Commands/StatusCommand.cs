using System.CommandLine;
using System.Text.Json.Nodes;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Status;
using Gyrus.Cli.Running;
using Spectre.Console;
using static System.FormattableString;
using TaskStatus = Gyrus.Batch.Status.TaskStatus;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus status</c>: where the tasks of a plan stand.</summary>
internal static class StatusCommand
{
    private const int MostRows = 20;
    private static readonly TaskState[] Columns =
    [
        TaskState.Waiting,
        TaskState.Running,
        TaskState.Done,
        TaskState.Failed,
        TaskState.Blocked,
        TaskState.Unknown,
    ];

    private static readonly Argument<string> Plan = new("PLAN") { Description = "The folder of the plan." };

    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Show the table again every few seconds until all is done, or Ctrl-C.",
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "A line for each task, those that are done too.",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "status",
            """
            Show where the tasks of a plan stand: waiting, running, done, failed with the reason and its log, and the time left.

            Done is a task with a receipt whose files are there. What Slurm says is shown where a task has none yet.

            Examples:
              gyrus status work
              gyrus status work --watch

            Exit codes: 0 all done or on its way, 1 wrong usage, or a task failed and nobody follows the plan.
            """
        )
        {
            Plan,
            Watch,
            All,
        };
        CommonOptions.AddTo(command, threads: false);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        TextWriter output = call.InvocationConfiguration.Output;
        var folder = PlanFolder.Open(call.GetRequiredValue(Plan));
        var plan = BatchPlan.Read(folder);
        PlanStatus status = await PlanStatus.LookAsync(folder, plan, cancellationToken);
        while (call.GetValue(Watch) && !common.Json && status.Count(TaskState.Done) < plan.Count)
        {
            IAnsiConsole console = ConsoleOf(output);
            console.Clear();
            Print(console, status, call.GetValue(All));
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            status = await PlanStatus.LookAsync(folder, plan, cancellationToken);
        }

        if (common.Json)
        {
            await output.WriteLineAsync(ToJson(status, call.GetValue(All)));
        }
        else if (!common.Quiet)
        {
            Print(ConsoleOf(output), status, call.GetValue(All));
        }

        return status.Count(TaskState.Failed) > 0 && !status.IsFollowed ? ExitCode.UsageOrInput : ExitCode.Done;
    }

    private static IAnsiConsole ConsoleOf(TextWriter output) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    private static void Print(IAnsiConsole console, PlanStatus status, bool all)
    {
        console.Write(Stages(status));
        foreach (string line in Sentences(status))
        {
            console.WriteLine(line);
        }

        TaskStatus[] shown =
        [
            .. status.Tasks.Where(t => all || t.State is TaskState.Running or TaskState.Failed or TaskState.Unknown),
        ];
        if (shown.Length > 0)
        {
            console.Write(Rows(status, all ? shown : shown.Take(MostRows)));
        }

        if (!all && shown.Length > MostRows)
        {
            console.WriteLine(Invariant($"… and {shown.Length - MostRows} more: --all shows them."));
        }
    }

    private static Table Stages(PlanStatus status)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("stage"));
        TaskState[] states = [.. Columns.Where(s => s < TaskState.Failed || status.Count(s) > 0)];
        foreach (TaskState state in states)
        {
            table.AddColumn(new TableColumn(Word(state)).RightAligned());
        }

        foreach (IGrouping<string, TaskStatus> stage in status.Tasks.GroupBy(t => t.Task.Stage))
        {
            table.AddRow([Escaped(stage.Key), .. states.Select(s => Invariant($"{stage.Count(t => t.State == s)}"))]);
        }

        return table;
    }

    private static IEnumerable<string> Sentences(PlanStatus status)
    {
        int done = status.Count(TaskState.Done);
        yield return Invariant($"{done} of {status.Tasks.Count} tasks done")
            + (done < status.Tasks.Count && status.SecondsLeft is { } left ? $", about {Duration(left)} left" : "")
            + (status.IsFollowed ? "; a run follows the plan" : "");
        if (status.Problem is { } problem)
        {
            yield return $"Slurm cannot be asked: {problem}";
        }
    }

    private static Table Rows(PlanStatus status, IEnumerable<TaskStatus> tasks)
    {
        Table table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("task")
            .AddColumn("state")
            .AddColumn("where and how long, or why");
        foreach (TaskStatus task in tasks)
        {
            table.AddRow(Escaped(task.Task.Label), Word(task.State), Escaped(Details(task)));
        }

        return table;
    }

    private static string Details(TaskStatus task) =>
        task switch
        {
            { Receipt: { } r } => Invariant(
                $"{r.Host}, {Duration(r.Seconds)}, {r.PeakMebibytes ?? 0:0} of {r.Given.MemoryMebibytes} MiB"
            ) + (r.Converged ? "" : ", not converged"),
            { Failure: { } f } => $"{f.Reason} ({f.Log})",
            { Started: { } started } => $"{task.Host}, {Duration((DateTimeOffset.UtcNow - started).TotalSeconds)}",
            _ => task.Reason ?? task.Host ?? "",
        };

    private static string ToJson(PlanStatus status, bool all)
    {
        var counts = new JsonObject();
        foreach (TaskState state in Columns)
        {
            counts[Word(state)] = status.Count(state);
        }

        return new JsonObject
        {
            ["name"] = status.Plan.Header.Name,
            ["output"] = status.Plan.Header.Output,
            ["tasks"] = status.Tasks.Count,
            ["states"] = counts,
            ["followed"] = status.IsFollowed,
            ["seconds_left"] = status.SecondsLeft,
            ["problem"] = status.Problem,
            ["details"] = new JsonArray([
                .. status
                    .Tasks.Where(t => all || t.State != TaskState.Done)
                    .Select(t => new JsonObject
                    {
                        ["task"] = t.Task.Label,
                        ["key"] = t.Task.Key,
                        ["state"] = Word(t.State),
                        ["details"] = Details(t),
                        ["log"] = t.Failure?.Log,
                    }),
            ]),
        }.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
    }

    private static string Word(TaskState state) => state.ToString().ToLowerInvariant();

    /// <summary>Labels come from names of files: neither markup nor control characters reach a terminal.</summary>
    private static string Escaped(string text) =>
        Markup.Escape(new string([.. text.Select(c => char.IsControl(c) ? '?' : c)]));

    private static string Duration(double seconds) =>
        seconds < 90 ? Invariant($"{seconds:0} s")
        : seconds < 5400 ? Invariant($"{seconds / 60:0} min")
        : Invariant($"{seconds / 3600:0.0} h");
}
