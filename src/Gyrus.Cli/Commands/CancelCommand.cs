using System.CommandLine;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Cli.Running;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus cancel</c>: stop the run of a plan.</summary>
internal static class CancelCommand
{
    private static readonly Argument<string> Plan = new("PLAN") { Description = "The folder of the plan." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "cancel",
            """
            Stop the run of a plan: tasks of this machine at their next safe point, jobs of Slurm by scancel.

            What is done stays done; 'gyrus resume' goes on.

            Examples:
              gyrus cancel work
            """
        )
        {
            Plan,
        };
        CommonOptions.AddTo(command, threads: false);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        var folder = PlanFolder.Open(call.GetRequiredValue(Plan));
        var plan = BatchPlan.Read(folder);
        bool running = await CancelRequest.WriteAsync(folder, cancellationToken);
        int jobs =
            RunSettingsFile.Read(folder).Executor == ExecutorKind.Slurm
                ? await SlurmExecutor.CancelAsync(folder, plan, cancellationToken)
                : 0;
        new Summary()
            .Add("running", running)
            .Add("jobs", jobs)
            .Line(running ? "the run stops at the next safe points" : "no run follows this plan now")
            .Line(
                jobs > 0
                    ? Invariant($"{jobs} {(jobs == 1 ? "job" : "jobs")} of Slurm cancelled")
                    : "no jobs of Slurm to cancel"
            )
            .Print(common, call.InvocationConfiguration.Output, $"Cancelled {folder.Root}");
        return ExitCode.Done;
    }
}
