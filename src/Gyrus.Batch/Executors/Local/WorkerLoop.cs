using System.Text.Json;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Tasks;

namespace Gyrus.Batch.Executors.Local;

/// <summary>The other end of <see cref="Worker"/>: runs what each line asks for, until there are no more lines.</summary>
public static class WorkerLoop
{
    /// <summary>Serves; when the lines end during a task, whoever asked is gone, and the task stops at its next safe point.</summary>
    public static async Task ServeAsync(TaskRunner runner, TextReader requests, TextWriter replies)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(replies);
        using var gone = new CancellationTokenSource();
        Task<string?> next = ReadAsync(requests);
        while (await next is { } line)
        {
            WorkerRequest request = JsonSerializer.Deserialize(line, BatchJson.Default.WorkerRequest)!;
            Task<TaskOutcome> run = runner.RunAsync(
                (request.Index, request.Key),
                request.Attempt,
                request.Given,
                gone.Token
            );
            next = ReadAsync(requests);
            if (await Task.WhenAny(run, next) == next && await next is null)
            {
                await gone.CancelAsync();
            }

            await replies.WriteLineAsync(JsonSerializer.Serialize(await run, BatchJson.Default.TaskOutcome));
            await replies.FlushAsync();
        }
    }

    /// <summary>On a thread of its own: standard input has no reading that can be waited for otherwise.</summary>
    private static Task<string?> ReadAsync(TextReader reader) =>
        Task.Factory.StartNew(
            reader.ReadLine,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
