using System.Diagnostics;
using System.Text.Json;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Tasks;
using static System.FormattableString;

namespace Gyrus.Batch.Executors.Local;

/// <summary>A process of this machine that runs tasks, one after the other: a task that exhausts its memory ends a worker, not the run.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private const int KilledBySystem = 137;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process _process;

    private Worker(Process process, TaskResources given) => (_process, Given) = (process, given);

    /// <summary>Gets what its tasks are given: the run-time learns it when it starts.</summary>
    public TaskResources Given { get; }

    /// <summary>Starts a worker.</summary>
    public static Worker Start(PlanFolder folder, PlanHeader header, TaskResources given)
    {
        IReadOnlyList<string> words = ProgramCommand.Words;
        var start = new ProcessStartInfo(words[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string word in words.Skip(1).Concat(["task", folder.Root, "--serve"]))
        {
            start.ArgumentList.Add(word);
        }

        foreach ((string name, string value) in TaskEnvironment.Variables(given, header))
        {
            start.Environment[name] = value;
        }

        return new Worker(
            Process.Start(start) ?? throw new IOException($"{words[0]}: no process could be started."),
            given
        );
    }

    /// <summary>Runs a task.</summary>
    public async Task<TaskOutcome> RunAsync(int index, string key, string attempt)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(new WorkerRequest(index, key, attempt, Given), BatchJson.Default.WorkerRequest)
            );
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended: its exit code says how.
        }

        if (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            return JsonSerializer.Deserialize(line, BatchJson.Default.TaskOutcome)!;
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode == KilledBySystem
            ? TaskOutcome.Failed(
                FailureKind.Memory,
                Invariant(
                    $"The process was killed (signal 9), most likely for its memory: it was given {Given.MemoryMebibytes} MiB."
                )
            )
            : TaskOutcome.Failed(
                FailureKind.Lost,
                Invariant($"The process ended with the exit code {_process.ExitCode}.")
            );
    }

    /// <summary>Gets a value indicating whether it can run another task.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Tells the worker that there is nothing more to do; a task that it still runs stops at a safe point, or is killed after a while.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
