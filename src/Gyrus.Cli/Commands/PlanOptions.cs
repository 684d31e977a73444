using System.CommandLine;
using System.CommandLine.Parsing;
using Gyrus.Batch.Plans;
using Gyrus.Cli.Running;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The options with which a verb writes a plan of its tasks rather than do them.</summary>
internal static class PlanOptions
{
    /// <summary>The name of the option of the plan's folder.</summary>
    public const string FolderName = "--plan";

    private static readonly Option<string?> Folder = new(FolderName)
    {
        HelpName = "folder",
        Description =
            "Do nothing but write the tasks of this call to a plan, in this folder. 'gyrus run' does them, here or on a cluster.",
    };

    private static readonly Option<int?> Memory = new("--task-memory")
    {
        HelpName = "MiB",
        Description = "With --plan: memory of each task; by default an estimate.",
    };

    private static readonly Option<int?> Minutes = new("--task-minutes")
    {
        HelpName = "n",
        Description = "With --plan: time of each task; by default an estimate.",
    };

    private static readonly Option<int?> Cores = new("--task-cores")
    {
        HelpName = "n",
        Description =
            "With --plan: processors of the tasks that use several, such as the fit of a group; 4 by default.",
    };

    private static readonly Option<int?> VectorBits = new("--vector-bits")
    {
        HelpName = "n",
        Description =
            "With --plan: vectors of processor that tasks use, 128, 256 or 512 bits. Choose 256 for a cluster of unlike nodes: the last digits depend on it. By default those of this machine.",
    };

    private static readonly string[] NotOfTasks =
    [
        "--threads",
        "--quiet",
        "--json",
        "--out",
        "--help",
        "--reproducible",
    ];

    static PlanOptions() => VectorBits.AcceptOnlyFromAmong("128", "256", "512");

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Gets the options, which change no result.</summary>
    public static IReadOnlyList<Option> All => [Folder, Memory, Minutes, Cores, VectorBits];

    /// <summary>The folder of the plan that a call asks for, or null when it is to do its work.</summary>
    public static string? FolderOf(ParseResult call) => call.GetValue(Folder);

    /// <summary>What a task is given: an estimate, unless the call says otherwise.</summary>
    public static TaskResources Of(ParseResult call, int memoryMebibytes, int minutes, bool severalCores = false) =>
        new()
        {
            Threads = severalCores ? call.GetValue(Cores) ?? 4 : 1,
            MemoryMebibytes = call.GetValue(Memory) ?? memoryMebibytes,
            Minutes = call.GetValue(Minutes) ?? minutes,
        };

    /// <summary>The words of a call as they are, without those that a task has of its own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="without">Options that tasks do not take over.</param>
    public static IReadOnlyList<string> WordsOf(ParseResult call, params IReadOnlyList<Option> without)
    {
        var left = new HashSet<Option>([.. All, .. without]);
        return
        [
            .. call
                .CommandResult.Children.OfType<OptionResult>()
                .Where(o => !o.Implicit && !left.Contains(o.Option) && !NotOfTasks.Contains(o.Option.Name))
                .SelectMany(o => o.Tokens.Select(t => t.Value).Prepend(o.Option.Name)),
        ];
    }

    /// <summary>Writes a plan, and says what to do with it.</summary>
    public static int Write(ParseResult call, string name, string output, IReadOnlyList<BatchTask> tasks)
    {
        string full = Path.GetFullPath(output);
        OutputFolder.RequireWritable(Folder.Name, Path.GetFullPath(call.GetValue(Folder)!));
        Directory.CreateDirectory(full);
        BackEnd.Choose();
        var header = new PlanHeader { Name = name, Output = full };
        var plan = BatchPlan.Create(
            call.GetValue(VectorBits) is { } bits ? header with { VectorBits = bits } : header,
            tasks
        );
        var folder = PlanFolder.Create(call.GetValue(Folder)!);
        plan.Write(folder);
        var summary = new Summary().Add("plan", folder.Root).Add("output", full).Add("tasks", plan.Count);
        foreach (IGrouping<string, BatchTask> stage in plan.Tasks.GroupBy(t => t.Stage))
        {
            TaskResources most = stage.First().Resources;
            summary.Line(
                Invariant(
                    $"{stage.Count(), 6} × {stage.Key}: {most.Threads} {(most.Threads == 1 ? "core" : "cores")}, {most.MemoryMebibytes} MiB, {most.Minutes} min each"
                )
            );
        }

        summary
            .Line($"gyrus run {folder.Root}                     does them on this machine")
            .Line($"gyrus run {folder.Root} --executor slurm    does them on a cluster")
            .Print(
                CommonOptions.Of(call),
                call.InvocationConfiguration.Output,
                $"Planned {plan.Count} tasks in {folder.Root}"
            );
        return ExitCode.Done;
    }
}
