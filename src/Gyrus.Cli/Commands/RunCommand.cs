using System.CommandLine;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Plans;
using Gyrus.Cli.Running;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus run</c> and <c>gyrus resume</c>: carry out the tasks of a plan.</summary>
internal static class RunCommand
{
    private const int MostFailuresTold = 10;

    private static readonly Argument<string> Plan = new("PLAN")
    {
        Description = "The folder of a plan, which a verb with --plan has made.",
    };

    /// <summary>The verb that runs.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "run",
            """
            Carry out the tasks of a plan: on this machine, on a Slurm cluster, or by a script for another system.

            A verb with --plan (gyrus bids, gyrus reproduce noise-cleaning, gyrus glm) writes the plan: tasks, what each reads, what each
            needs. Each task works in a private folder, moves its files to their places when it is done, and then leaves a receipt. Whatever
            stops the run, what has a receipt is not done again: call it again, or 'gyrus resume'. Results do not depend on who
            computes them, on the number of tasks at a time, nor on threads.

            On this machine, tasks run side by side as processors and memory allow. On Slurm, tasks are handed over as arrays with their
            dependencies; gyrus then follows them and hands lost ones over again. Ctrl-C ends the following, not the jobs: 'gyrus cancel' does.

            Examples:
              gyrus bids derivatives/fmriprep out group --atlas schaefer.nii.gz --plan work
              gyrus run work
              gyrus run work --executor slurm --partition normal --account lab --at-once 100
              gyrus run work --executor export

            Exit codes: 0 all done, 1 wrong usage, a task failed, or stopped, 3 all done but a fit did not reach its certificate.
            """
        )
        {
            Plan,
        };
        ExecutorOptions.AddTo(command);
        CommonOptions.AddTo(command, threads: false);
        command.SetAction(
            (call, cancellationToken) => RunAsync(call, ExecutorOptions.Of(call, earlier: null), cancellationToken)
        );
        return command;
    }

    /// <summary>The verb that goes on with what was begun.</summary>
    public static Command CreateResume()
    {
        var command = new Verb(
            "resume",
            """
            Go on with a plan: every task without a valid receipt runs, as in the last 'gyrus run'.

            Failed tasks are tried again too; one that was killed for its memory or time is given twice as much. Options replace those of
            the last run.

            Examples:
              gyrus resume work
              gyrus resume work --at-once 20
            """
        )
        {
            Plan,
        };
        ExecutorOptions.AddTo(command);
        CommonOptions.AddTo(command, threads: false);
        command.SetAction(
            (call, cancellationToken) =>
                RunAsync(
                    call,
                    ExecutorOptions.Of(call, RunSettingsFile.Read(PlanFolder.Open(call.GetRequiredValue(Plan)))),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, RunSettings settings, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        TextWriter error = call.InvocationConfiguration.Error;
        var folder = PlanFolder.Open(call.GetRequiredValue(Plan));
        var plan = BatchPlan.Read(folder);
        RunSettingsFile.Write(folder, settings);
        OutputFolder.RequireWritable("the output of the plan", plan.Header.Output);
        if (settings.Executor == ExecutorKind.Export)
        {
            return PrintExport(call, common, PlanExport.Write(folder, plan, settings));
        }

        RunSummary result = await ProgressDisplay.RunAsync(
            common,
            error,
            progress =>
                ExecutorOptions.RunAsync(
                    call,
                    folder,
                    plan,
                    settings,
                    progress,
                    sentence => error.WriteLine("gyrus: " + sentence),
                    cancellationToken
                )
        );
        return Print(call, common, folder, plan, result);
    }

    private static int PrintExport(ParseResult call, CommonOptions common, IReadOnlyList<string> files)
    {
        new Summary()
            .Add("files", files)
            .Line("sh submit.sh hands the arrays over to Slurm; snakemake --snakefile Snakefile runs the same tasks.")
            .Print(common, call.InvocationConfiguration.Output, $"Wrote {string.Join(", ", files)}");
        return ExitCode.Done;
    }

    private static int Print(
        ParseResult call,
        CommonOptions common,
        PlanFolder folder,
        BatchPlan plan,
        RunSummary result
    )
    {
        TextWriter error = call.InvocationConfiguration.Error;
        foreach ((int index, string reason) in result.Failed.Take(MostFailuresTold))
        {
            error.WriteLine($"gyrus: {plan[index].Label} failed: {reason}");
        }

        if (result.Failed.Count > MostFailuresTold)
        {
            error.WriteLine(
                Invariant($"gyrus: … and {result.Failed.Count - MostFailuresTold} more: see 'gyrus status'.")
            );
        }

        int left = result.Tasks - result.Done - result.Failed.Count - result.Blocked;
        new Summary()
            .Add("plan", folder.Root)
            .Add("output", plan.Header.Output)
            .Add("tasks", result.Tasks)
            .Add("done", result.Done)
            .Add("failed", result.Failed.Count)
            .Add("blocked", result.Blocked)
            .Add("in_flight", left)
            .Add("not_converged", result.NotConverged)
            .Line(
                Invariant($"{result.Done} of {result.Tasks} tasks done")
                    + (result.Failed.Count > 0 ? Invariant($", {result.Failed.Count} failed") : "")
                    + (result.Blocked > 0 ? Invariant($", {result.Blocked} wait for one that failed") : "")
                    + (left > 0 ? Invariant($", {left} handed over: follow them with 'gyrus status'") : "")
            )
            .Line($"results in {plan.Header.Output}")
            .Print(common, call.InvocationConfiguration.Output, $"Ran the plan '{plan.Header.Name}'");
        return result.Failed.Count + result.Blocked > 0 ? ExitCode.UsageOrInput
            : result.NotConverged > 0 ? ExitCode.NotConverged
            : ExitCode.Done;
    }
}
