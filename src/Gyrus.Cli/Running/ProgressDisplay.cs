using Gyrus.Numerics;
using Spectre.Console;

namespace Gyrus.Cli.Running;

/// <summary>Runs work with the progress display that fits: bars on a terminal, lines in a log, none when quiet.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs the work and returns what it returns. Progress goes to standard error only.</summary>
    public static Task<T> RunAsync<T>(
        CommonOptions options,
        TextWriter error,
        Func<IProgress<WorkProgress>?, T> work
    ) => RunAsync(options, error, progress => Task.FromResult(work(progress)));

    /// <summary>Runs work that waits, for a network say, and returns what it returns.</summary>
    public static async Task<T> RunAsync<T>(
        CommonOptions options,
        TextWriter error,
        Func<IProgress<WorkProgress>?, Task<T>> work
    )
    {
        if (options.Quiet)
        {
            return await Task.Run(() => work(null));
        }

        if (Console.IsErrorRedirected || error != Console.Error)
        {
            return await Task.Run(() => work(new LogProgress(error)));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console
            .Progress()
            .AutoClear(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(context => Task.Run(() => work(new LiveProgress(context))));
    }
}
