using System.Diagnostics;

namespace Gyrus.Batch.Tests;

/// <summary>A real Slurm on loopback: the shared test cluster, brought up for a test and taken down after it.</summary>
/// <remarks>One at a time: its commands find it by an environment variable of this process.</remarks>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"gs{Environment.ProcessId}");

    private SlurmCluster() { }

    private static string Scripts => SharedFolder.Path("slurm-test-cluster");

    /// <summary>Why there can be no cluster here, or null.</summary>
    public static string? Obstacle =>
        !OperatingSystem.IsLinux() ? "Slurm runs on Linux."
        : Environment.UserName != "root" ? "The test cluster needs root."
        : !SharedFolder.Exists || !Directory.Exists(Scripts)
            ? "The shared folder with the test cluster is absent (set GYRUS_SHARED)."
        : null;

    public static async Task<SlurmCluster> StartAsync(params string[] options)
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        var cluster = new SlurmCluster();
        await cluster.RunAsync(Path.Combine(Scripts, "up.sh"), options);
        string variables = await File.ReadAllTextAsync(Path.Combine(cluster._directory, "env.sh"));
        string configuration = variables
            .Split('\n')
            .Select(l => l.Replace("export ", "", StringComparison.Ordinal).Trim())
            .First(l => l.StartsWith("SLURM_CONF=", StringComparison.Ordinal));
        Environment.SetEnvironmentVariable("SLURM_CONF", configuration["SLURM_CONF=".Length..].Trim('"', '\''));
        return cluster;
    }

    /// <summary>Does something to the cluster, such as <c>crash n1</c>.</summary>
    public Task FaultAsync(params string[] arguments) => RunAsync(Path.Combine(Scripts, "fault.sh"), arguments);

    /// <summary>A command of Slurm.</summary>
    public Task<string> RunAsync(string program, params string[] arguments) => RunAsync(program, _directory, arguments);

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Path.Combine(Scripts, "down.sh"));
        Environment.SetEnvironmentVariable("SLURM_CONF", null);
    }

    private static async Task<string> RunAsync(string program, string directory, string[] arguments)
    {
        bool script = program.EndsWith(".sh", StringComparison.Ordinal);
        string output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var start = new ProcessStartInfo("bash");
        // Daemons that the script starts would hold a pipe open: its words go to a file.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$1; shift; exec \"$@\" >\"$out\" 2>&1");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(output);
        foreach (string word in (string[])[.. script ? ["bash"] : (string[])[], program, .. arguments])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["GYRUS_SLURM_DIR"] = directory;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        string text = await File.ReadAllTextAsync(output);
        File.Delete(output);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {text}");
        return text;
    }
}
