using System.Diagnostics;

namespace Gyrus.Fuzz.Running;

/// <summary>Runs the inputs in a process of their own, and says which of them ended it or never came back.</summary>
internal static class Watch
{
    /// <summary>Far beyond the second that an input may take: the machine may be loaded.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>The exit code: 0 nothing found, 1 faults found, 2 the process died or hung.</returns>
    public static int Run(string[] arguments, FuzzOptions options, IReadOnlyList<FuzzFormat> formats)
    {
        // One folder for all that the other process writes: it cannot clean up after itself when it dies.
        string folder = Directory
            .CreateDirectory(Path.Combine(options.Folder, $"gyrus-fuzz-{Guid.NewGuid():N}"))
            .FullName;
        string path = Path.Combine(folder, "map");
        using var map = new WorkMap(path);
        try
        {
            using Process child = Process.Start(
                Environment.ProcessPath!,
                [.. arguments, "--map", path, "--folder", folder]
            );
            bool hangs = Wait(child, map);
            if (hangs)
            {
                child.Kill();
                child.WaitForExit();
            }
            else if (child.ExitCode is 0 or 1)
            {
                return child.ExitCode;
            }

            Console.WriteLine(
                hangs
                    ? $"HANG: no answer in {Patience.TotalSeconds} s."
                    : $"CRASH: the process ended with {child.ExitCode}."
            );
            for (int thread = 0; thread < options.Threads; thread++)
            {
                if (map[thread] is (int format, long number))
                {
                    Console.WriteLine(
                        $"  at work: eng/fuzz.sh --seed {options.Seed} --format {formats[format].Name} --only {number}"
                    );
                }
            }

            return 2;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Wait(Process child, WorkMap map)
    {
        var since = new (DateTime At, (int, long)? Work)[WorkMap.MostThreads];
        while (!child.WaitForExit(500))
        {
            DateTime now = DateTime.UtcNow;
            for (int thread = 0; thread < since.Length; thread++)
            {
                (int, long)? work = map[thread];
                if (work != since[thread].Work)
                {
                    since[thread] = (now, work);
                }
                else if (work is not null && now - since[thread].At > Patience)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
