using System.Globalization;

namespace Gyrus.Batch.Tasks;

/// <summary>What a task used of this process, from one moment on.</summary>
internal sealed class ResourceUse
{
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    private ResourceUse() { }

    /// <summary>Gets the seconds since then.</summary>
    public double Seconds => System.Diagnostics.Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Gets the processor time since then.</summary>
    public double CpuSeconds => (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds;

    /// <summary>Gets the largest resident memory since then in MiB, or null where the system does not say.</summary>
    public static double? PeakMebibytes
    {
        get
        {
            try
            {
                string? line = File.ReadLines("/proc/self/status")
                    .FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
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

    /// <summary>Begins; the system's mark of the largest memory is set back where it allows.</summary>
    public static ResourceUse Begin()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then the mark is that of the whole process, which is an upper bound.
        }

        return new ResourceUse();
    }
}
