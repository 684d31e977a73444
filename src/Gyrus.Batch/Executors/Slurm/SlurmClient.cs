using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>The commands of Slurm. Their text is parsed: the JSON of Slurm changes its shape with each release.</summary>
internal static class SlurmClient
{
    private static readonly string[] PassingReasons =
    [
        "Unable to contact slurm controller",
        "Connection refused",
        "timed out",
        "communication connection failure",
        "Zero Bytes were transmitted",
        "temporarily unable",
        "Resource temporarily unavailable",
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Hands over an array.</summary>
    /// <returns>The job.</returns>
    public static async Task<string> SubmitAsync(
        IReadOnlyList<string> options,
        string script,
        CancellationToken cancellationToken
    )
    {
        string answer = await RunAsync("sbatch", ["--parsable", .. options, script], cancellationToken);
        // On a federation the answer is job;cluster.
        string job = answer.Trim().Split(';')[0];
        return IsJob(job)
            ? job
            : throw new SlurmException($"sbatch: expected the number of a job, but got '{answer.Trim()}'.", false);
    }

    /// <summary>What the controller knows of jobs by their names; it forgets a job some minutes after its end.</summary>
    public static async Task<IReadOnlyList<SlurmElement>> QueueAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        if (names.Count == 0)
        {
            return [];
        }

        string answer = await RunAsync(
            "squeue",
            ["--noheader", "--array", "--states=all", $"--name={string.Join(',', names)}", "--format=%i|%T|%r|%N|%j"],
            cancellationToken
        );
        return
        [
            .. answer
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('|'))
                .Where(cells => cells.Length >= 4)
                .Select(cells => SlurmElement.Of(cells[0], cells[1], cells[2], cells[3], exitCode: null))
                .OfType<SlurmElement>(),
        ];
    }

    /// <summary>The number of a job by its name, or null.</summary>
    public static async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        string answer = await RunAsync(
            "squeue",
            ["--noheader", "--states=all", $"--name={name}", "--format=%F"],
            cancellationToken
        );
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()).FirstOrDefault(IsJob);
    }

    /// <summary>What accounting knows of jobs; null where there is none, which is no news of the jobs.</summary>
    public static async Task<IReadOnlyList<SlurmElement>?> AccountingAsync(
        IReadOnlyList<string> jobs,
        CancellationToken cancellationToken
    )
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        try
        {
            string answer = await RunAsync(
                "sacct",
                ["-X", "-P", "-n", "-j", string.Join(',', jobs), "-o", "JobID,State,ExitCode,NodeList"],
                cancellationToken
            );
            return
            [
                .. answer
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split('|'))
                    .Where(cells => cells.Length >= 4)
                    .Select(cells => SlurmElement.Of(cells[0], cells[1], "", cells[3], cells[2]))
                    .OfType<SlurmElement>(),
            ];
        }
        catch (SlurmException)
        {
            return null;
        }
    }

    /// <summary>Ends jobs; those that have ended already are no error.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> CancelAsync(IReadOnlyList<string> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count > 0)
        {
            await RunAsync("scancel", jobs, cancellationToken);
        }

        return jobs.Count;
    }

    /// <summary>The largest array: an index must be below it.</summary>
    public static async Task<int> MaxArraySizeAsync(CancellationToken cancellationToken)
    {
        const string Name = "MaxArraySize";
        const int Usual = 1001;
        string answer = await RunAsync("scontrol", ["show", "config"], cancellationToken);
        string? line = answer.Split('\n').FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
        return
            int.TryParse(
                line?.Split('=')[^1],
                NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture,
                out int size
            )
            && size > 0
            ? size
            : Usual;
    }

    private static bool IsJob(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A user's own formats and filters would change what is parsed.
        foreach (string name in start.Environment.Keys.Where(IsOwnTaste).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Begin(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string error = await process.StandardError.ReadToEndAsync(limit.Token);
            string answer = await output;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? answer : throw Problem(program, error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            throw new SlurmException($"{program}: no answer within {Longest.TotalSeconds:0} s.", isPassing: true);
        }
    }

    private static bool IsOwnTaste(string name) =>
        name.StartsWith("SQUEUE_", StringComparison.Ordinal)
        || name.StartsWith("SACCT_", StringComparison.Ordinal)
        || name.StartsWith("SLURM_TIME_FORMAT", StringComparison.Ordinal);

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)
                ?? throw new SlurmException($"{start.FileName}: it could not be started.", false);
        }
        catch (Win32Exception exception)
        {
            throw new SlurmException(
                $"{start.FileName}: {exception.Message}. Are the commands of Slurm on this machine? On a cluster, call gyrus on a login node; elsewhere use --executor local.",
                isPassing: false
            );
        }
    }

    private static SlurmException Problem(string program, string error)
    {
        string text = string.Join(' ', error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));
        return new SlurmException(
            text.Length > 0 ? text : $"{program} failed and did not say why.",
            PassingReasons.Any(r => text.Contains(r, StringComparison.OrdinalIgnoreCase))
        );
    }
}
