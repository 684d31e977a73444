using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Executors;

/// <summary>What a task is given after an attempt that ended for the want of it.</summary>
internal static class Retry
{
    /// <summary>What a task is given next: what the plan says, or more when its last attempt needed more.</summary>
    public static TaskResources Given(BatchTask task, FailureNote? last) =>
        last is { Kind: FailureKind.Memory or FailureKind.Time } ? Raise(last.Given, last.Kind) : task.Resources;

    /// <summary>Twice the memory or twice the time.</summary>
    public static TaskResources Raise(TaskResources given, FailureKind kind) =>
        kind switch
        {
            FailureKind.Memory => given with { MemoryMebibytes = Twice(given.MemoryMebibytes) },
            FailureKind.Time => given with { Minutes = Twice(given.Minutes) },
            _ => given,
        };

    private static int Twice(int value) => (int)Math.Min(2L * value, int.MaxValue);
}
