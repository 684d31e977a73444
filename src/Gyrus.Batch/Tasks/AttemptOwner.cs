namespace Gyrus.Batch.Tasks;

/// <summary>Who works on an attempt.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Process">The process.</param>
/// <param name="ProcessStarted">When the process began (ticks of UTC): numbers of processes are used again.</param>
/// <param name="Started">When the attempt began (UTC).</param>
/// <param name="Namespace">What numbers its process: containers of one host name have numbers of their own.</param>
internal sealed record AttemptOwner(
    string Host,
    int Process,
    long ProcessStarted,
    DateTimeOffset Started,
    string Namespace
)
{
    /// <summary>This process.</summary>
    public static AttemptOwner Here()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new(
            Environment.MachineName,
            process.Id,
            process.StartTime.ToUniversalTime().Ticks,
            DateTimeOffset.UtcNow,
            NamespaceHere
        );
    }

    private static string NamespaceHere { get; } = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";

    /// <summary>Whether the owner is a process of this machine that has ended; false when nobody here can know.</summary>
    public bool HasEnded()
    {
        if (Host != Environment.MachineName || Namespace != NamespaceHere)
        {
            return false;
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return process.HasExited
                || Math.Abs(process.StartTime.ToUniversalTime().Ticks - ProcessStarted) > 2 * TimeSpan.TicksPerSecond;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
