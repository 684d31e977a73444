using System.Globalization;

namespace Gyrus.Batch.Executors.Local;

/// <summary>The memory of this machine that tasks may use.</summary>
internal static class MachineMemory
{
    private const double Share = 0.9;

    /// <summary>Nine tenths of what is free now, in MiB: of the machine or of the container, whichever is less.</summary>
    public static int FreeMebibytes()
    {
        double limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 20);
        return (int)(Share * Math.Min(limit, Available() ?? limit));
    }

    private static double? Available()
    {
        const string Name = "MemAvailable:";
        try
        {
            string? line = File.ReadLines("/proc/meminfo")
                .FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
            return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, ..]
                ? double.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
