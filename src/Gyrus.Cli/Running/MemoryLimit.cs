namespace Gyrus.Cli.Running;

/// <summary>The most memory that this process may take: garbage is collected before it is reached, and what does not fit ends in <see cref="OutOfMemoryException"/>.</summary>
internal static class MemoryLimit
{
    /// <summary>Gets or sets a value indicating whether the process belongs to one call, which may limit it. False: other calls would be limited too.</summary>
    public static bool IsOurProcess { get; set; }

    /// <summary>Gets the most managed memory that the process is given: in a container three quarters of its limit, else what the machine has.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Limits the managed memory of the process. A limit that is there already, that of a container say, is lowered but never raised: the runtime does not survive that.</summary>
    public static void Set(long bytes)
    {
        if (IsOurProcess && bytes < Available)
        {
            AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
            GC.RefreshMemoryLimit();
        }
    }
}
