using Gyrus.Numerics;

namespace Gyrus.Batch.Plans;

/// <summary>What a task is given: estimated before it runs, compared afterwards with what it used.</summary>
public sealed record TaskResources
{
    /// <summary>Gets the processors, which are also the threads. At least 1; 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Gets the memory in MiB (2²⁰ bytes). At least 64; 1024.</summary>
    public int MemoryMebibytes
    {
        get;
        init => field = Require.AtLeast(64, value, nameof(MemoryMebibytes));
    } = 1024;

    /// <summary>Gets the time in minutes. At least 1; 60.</summary>
    public int Minutes
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Minutes));
    } = 60;
}
