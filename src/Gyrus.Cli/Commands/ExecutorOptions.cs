using System.CommandLine;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Numerics;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say who carries out a plan, and how.</summary>
internal static class ExecutorOptions
{
    private static readonly Option<string> Executor = new("--executor")
    {
        Description =
            "Who does it: local (processes of this machine), slurm, or export (writes scripts: an sbatch script and a Snakefile).",
        DefaultValueFactory = _ => "local",
    };

    private static readonly Option<int?> Processors = new("--cores")
    {
        HelpName = "n",
        Description = "local: processors that tasks use together; all by default.",
    };

    private static readonly Option<int?> Memory = new("--memory")
    {
        HelpName = "MiB",
        Description = "local: memory that tasks use together; nine tenths of what is free by default.",
    };

    private static readonly Option<int> Retries = new("--retries")
    {
        HelpName = "n",
        Description =
            "How often a task is tried again that was lost, or killed for its memory or time; what it lacked is doubled.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string?> Partition = new("--partition")
    {
        HelpName = "name",
        Description = "slurm: the partition.",
    };

    private static readonly Option<string?> Account = new("--account")
    {
        HelpName = "name",
        Description = "slurm: the account.",
    };

    private static readonly Option<int?> AtOnce = new("--at-once")
    {
        HelpName = "n",
        Description = "slurm: the most tasks of an array that run at the same time.",
    };

    private static readonly Option<string[]> Sbatch = new("--sbatch")
    {
        HelpName = "option",
        Description =
            "slurm: a further option of sbatch, as one word: --sbatch=--qos=long. May be given several times.",
    };

    private static readonly Option<bool> Detach = new("--detach")
    {
        Description = "slurm: hand the tasks over and end; lost tasks then wait for 'gyrus resume'.",
    };

    private static readonly Option<double> Poll = new("--poll")
    {
        HelpName = "seconds",
        Description = "slurm: the shortest time between two questions to the controller.",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<double> Patience = new("--patience")
    {
        HelpName = "seconds",
        Description = "slurm: how long a task may be unknown before it counts as lost.",
        DefaultValueFactory = _ => 180,
    };

    static ExecutorOptions() => Executor.AcceptOnlyFromAmong("local", "slurm", "export");

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (
            Option option in (Option[])
                [Executor, Processors, Memory, Retries, Partition, Account, AtOnce, Sbatch, Detach, Poll, Patience]
        )
        {
            command.Add(option);
        }
    }

    /// <summary>The settings of a call; what it does not say stays as in an earlier run.</summary>
    public static RunSettings Of(ParseResult call, RunSettings? earlier)
    {
        earlier ??= new RunSettings();
        return new RunSettings
        {
            Executor = Says(call, Executor)
                ? call.GetValue(Executor) switch
                {
                    "slurm" => ExecutorKind.Slurm,
                    "export" => ExecutorKind.Export,
                    _ => ExecutorKind.Local,
                }
                : earlier.Executor,
            Retries = Says(call, Retries) ? call.GetValue(Retries) : earlier.Retries,
            Processors = call.GetValue(Processors) ?? earlier.Processors,
            TotalMebibytes = call.GetValue(Memory) ?? earlier.TotalMebibytes,
            Partition = call.GetValue(Partition) ?? earlier.Partition,
            Account = call.GetValue(Account) ?? earlier.Account,
            AtOnce = call.GetValue(AtOnce) ?? earlier.AtOnce,
            SbatchOptions = Says(call, Sbatch) ? call.GetValue(Sbatch) ?? [] : earlier.SbatchOptions,
        };
    }

    /// <summary>Runs a plan.</summary>
    public static Task<RunSummary> RunAsync(
        ParseResult call,
        PlanFolder folder,
        BatchPlan plan,
        RunSettings settings,
        IProgress<WorkProgress>? progress,
        Action<string> warn,
        CancellationToken cancellationToken
    ) =>
        settings.Executor == ExecutorKind.Slurm
            ? new SlurmExecutor(
                folder,
                plan,
                settings,
                new SlurmOptions
                {
                    Follow = !call.GetValue(Detach),
                    PollSeconds = call.GetValue(Poll),
                    PatienceSeconds = call.GetValue(Patience),
                }
            ).RunAsync(progress, warn, cancellationToken)
            : new LocalExecutor(folder, plan, settings).RunAsync(progress, warn, cancellationToken);

    private static bool Says(ParseResult call, Option option) => call.GetResult(option) is { Implicit: false };
}
