using System.Runtime.InteropServices;

namespace Gyrus.Bench;

/// <summary>The processor time of the calling thread: what a shared machine cannot distort much.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Seconds of processor time that the calling thread has used.</summary>
    public static double Seconds =>
        GetTime(ThreadCpuTime, out Timespec time) == 0
            ? time.Seconds + (1e-9 * time.Nanoseconds)
            : throw new PlatformNotSupportedException("clock_gettime has no thread CPU clock here.");

    /// <summary>The least time of one call, over repetitions that fill about <paramref name="budget"/> seconds.</summary>
    /// <remarks>The first 0.2 s are thrown away: the JIT's unoptimised tier lives there.</remarks>
    public static double LeastSeconds(Action action, double budget = 0.6)
    {
        double start = Seconds;
        int calls = 0;
        for (; calls == 0 || Seconds - start < Math.Min(0.2, budget / 3); calls++)
        {
            action();
        }

        // Short calls are timed in batches of about 0.2 ms: reading this clock costs a part of a microsecond.
        int batch = Math.Max(1, (int)(2e-4 * calls / (Seconds - start)));
        double best = double.PositiveInfinity;
        for (int i = 0; Seconds - start < budget || i < 3; i++)
        {
            double before = Seconds;
            for (int repeat = 0; repeat < batch; repeat++)
            {
                action();
            }

            best = Math.Min(best, (Seconds - before) / batch);
        }

        return best;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
