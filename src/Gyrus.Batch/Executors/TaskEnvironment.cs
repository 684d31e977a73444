using System.Globalization;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors;

/// <summary>
/// What the run-time of a task must be told: where processors and memory are counted but not confined, it would take those of the whole
/// machine.
/// </summary>
internal static class TaskEnvironment
{
    /// <summary>The share of the memory that managed objects may take; the rest is for code, stacks and buffers.</summary>
    private const double ManagedShare = 0.8;

    /// <summary>The variables of a process that runs tasks.</summary>
    public static IEnumerable<(string Name, string Value)> Variables(TaskResources given, PlanHeader header)
    {
        long bytes = (long)(ManagedShare * given.MemoryMebibytes * (1 << 20));
        yield return ("DOTNET_PROCESSOR_COUNT", given.Threads.ToString(CultureInfo.InvariantCulture));
        yield return ("DOTNET_GCHeapHardLimit", bytes.ToString("x", CultureInfo.InvariantCulture));
        foreach ((string Name, string Value) variable in PlanMachine.Variables(header.VectorBits))
        {
            yield return variable;
        }
    }
}
