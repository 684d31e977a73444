using Gyrus.Numerics;
using Spectre.Console;

namespace Gyrus.Cli.Running;

/// <summary>Progress as bars on a terminal, one per stage.</summary>
internal sealed class LiveProgress(ProgressContext context) : IProgress<WorkProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];

    /// <inheritdoc/>
    public void Report(WorkProgress value)
    {
        lock (_lock)
        {
            if (!_bars.TryGetValue(value.Stage, out ProgressTask? bar))
            {
                bar = context.AddTask(Markup.Escape(value.Stage), maxValue: Math.Max(1, value.Total));
                bar.IsIndeterminate = value.Total == 0;
                _bars.Add(value.Stage, bar);
            }

            bar.Description = Markup.Escape(
                value is { Total: 0, Done: > 0 } ? $"{value.Stage} {value.Done}" : value.Stage
            );
            bar.MaxValue = Math.Max(1, value.Total);
            bar.IsIndeterminate = value.Total == 0;
            bar.Value = Math.Max(bar.Value, value.Done);
        }
    }
}
