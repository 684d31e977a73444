using System.Diagnostics;
using Gyrus.Numerics;

namespace Gyrus.Cli.Running;

/// <summary>Progress as plain lines, for logs: one when a stage begins, one every few seconds, one when it ends.</summary>
internal sealed class LogProgress(TextWriter writer) : IProgress<WorkProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Stopwatch> _began = [];
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();

    /// <inheritdoc/>
    public void Report(WorkProgress value)
    {
        lock (_lock)
        {
            bool begins = _began.TryAdd(value.Stage, Stopwatch.StartNew());
            bool ends = value.Total > 0 && value.Done >= value.Total;
            if (!begins && !ends && _sinceLine.Elapsed < Interval)
            {
                return;
            }

            _sinceLine.Restart();
            string seconds = ends
                ? FormattableString.Invariant($" in {_began[value.Stage].Elapsed.TotalSeconds:0.0} s")
                : Left(value, _began[value.Stage].Elapsed);
            string count =
                value.Total > 0 ? $" {value.Done}/{value.Total}"
                : value.Done > 0 ? $" {value.Done}"
                : "";
            writer.WriteLine($"{value.Stage}{count}{seconds}");
        }
    }

    /// <summary>The time left at the pace so far, once a stage has run for a while.</summary>
    private static string Left(WorkProgress value, TimeSpan elapsed)
    {
        if (value.Done <= 0 || value.Total <= value.Done || elapsed < Interval)
        {
            return "";
        }

        double seconds = elapsed.TotalSeconds * (value.Total - value.Done) / value.Done;
        return seconds < 90
            ? FormattableString.Invariant($", about {seconds:0} s left")
            : FormattableString.Invariant($", about {seconds / 60:0} min left");
    }
}
