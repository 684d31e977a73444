using System.CommandLine;
using System.Runtime.InteropServices;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Tasks;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus task</c>: one task of a plan, in this process. Executors and exported scripts call it.</summary>
internal static class TaskCommand
{
    private static readonly Argument<string> Plan = new("PLAN") { Description = "The folder of the plan." };

    private static readonly Option<int?> Index = new("--index")
    {
        HelpName = "n",
        Description = "The number of the task in the plan, from 0.",
    };

    private static readonly Option<string?> Submission = new("--submission")
    {
        HelpName = "name",
        Description = "The submission to Slurm; the element of the array says which task of it.",
    };

    private static readonly Option<bool> Serve = new("--serve")
    {
        Description = "Run the tasks that standard input asks for, until it ends.",
    };

    /// <summary>The verb. It is not listed: people use 'gyrus run'.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "task",
            """
            Run one task of a plan in this process. 'gyrus run' and exported scripts call this.

            Exit codes: 0 done (a receipt is there), 1 failed (the reason is kept with the plan).
            """
        )
        {
            Plan,
            Index,
            Submission,
            Serve,
        };
        command.Hidden = true;
        command.SetAction((call, _) => RunAsync(call));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call)
    {
        BackEnd.Choose();
        var folder = PlanFolder.Open(call.GetRequiredValue(Plan));
        var plan = BatchPlan.Read(folder);
        Directory.SetCurrentDirectory(plan.Header.WorkingDirectory);
        var runner = new TaskRunner(folder, plan, CallAsync);
        if (call.GetValue(Serve))
        {
            // Ctrl-C goes to all processes of a terminal: the run decides, by closing the input.
            using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
            await WorkerLoop.ServeAsync(runner, Console.In, Console.Out);
            return ExitCode.Done;
        }

        return call.GetValue(Submission) is { } submission
            ? await RunSubmittedAsync(call, folder, plan, runner, submission)
            : await RunOneAsync(call, plan, runner);
    }

    private static async Task<int> RunOneAsync(ParseResult call, BatchPlan plan, TaskRunner runner)
    {
        int index = call.GetValue(Index) ?? throw new ArgumentException("Give --index, the number of the task.");
        if (index < 0 || index >= plan.Count)
        {
            throw new ArgumentException($"--index must be between 0 and {plan.Count - 1}, but was {index}.");
        }

        using var asked = new CancellationTokenSource();
        using PosixSignalRegistration term = Hear(PosixSignal.SIGTERM, asked);
        using PosixSignalRegistration interrupt = Hear(PosixSignal.SIGINT, asked);
        string attempt = FormattableString.Invariant($"one-{Guid.NewGuid():N}");
        TaskOutcome outcome = await runner.RunAsync(index, attempt, asked.Token);
        if (outcome.End == TaskEnd.Interrupted && Environment.GetEnvironmentVariable("SLURM_JOB_ID") is not null)
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        }

        return End(call, plan[index], outcome);
    }

    /// <summary>
    /// A task of Slurm that is asked to end stops, and then waits to be killed: a program that ends by itself makes its job failed, and a
    /// failed job is not queued again.
    /// </summary>
    private static async Task<int> RunSubmittedAsync(
        ParseResult call,
        PlanFolder folder,
        BatchPlan plan,
        TaskRunner runner,
        string submission
    )
    {
        var task = SlurmTask.Of(folder, plan, submission, Environment.GetEnvironmentVariable);
        using var asked = new CancellationTokenSource();
        using PosixSignalRegistration term = Hear(PosixSignal.SIGTERM, asked);
        TaskOutcome outcome = await runner.RunAsync(
            (task.Index, plan[task.Index].Key),
            task.Attempt,
            task.Given,
            asked.Token
        );
        if (outcome.End == TaskEnd.Interrupted)
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        }

        return End(call, plan[task.Index], outcome);
    }

    private static PosixSignalRegistration Hear(PosixSignal signal, CancellationTokenSource asked) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                asked.Cancel();
            }
        );

    private static int End(ParseResult call, BatchTask task, TaskOutcome outcome)
    {
        if (outcome.End is TaskEnd.Done or TaskEnd.AlreadyDone)
        {
            return ExitCode.Done;
        }

        call.InvocationConfiguration.Error.WriteLine($"gyrus: {task.Label}: {outcome.Reason ?? "interrupted."}");
        return ExitCode.UsageOrInput;
    }

    /// <summary>A fault of ours ends the task, with everything that helps to find it in the log, but not the worker.</summary>
    private static async Task<int> CallAsync(
        IReadOnlyList<string> arguments,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await GyrusCommand.RunAsync([.. arguments], error, error, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, it is this task's, and the log says it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(exception.ToString());
            await error.WriteLineAsync(
                $"gyrus: a fault of the program, {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}"
            );
            return ExitCode.UsageOrInput;
        }
    }
}
