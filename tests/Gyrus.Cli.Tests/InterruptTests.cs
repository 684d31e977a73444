using System.Diagnostics;

namespace Gyrus.Cli.Tests;

/// <summary>Ctrl-C in the middle of writing: the process ends soon, says so, and leaves no half-written file.</summary>
public sealed class InterruptTests
{
    [Fact]
    public async Task Interrupted_LeavesNoTemporaryFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sends SIGINT with kill.");
        using var folder = new TemporaryFolder();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string program = Path.Combine(AppContext.BaseDirectory, "gyrus-cli.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program, "simulate", "--out", folder.Root, "--subjects", "40", "--voxel", "3", "--quiet" },
            RedirectStandardError = true,
        };
        using Process gyrus = Process.Start(start)!;
        Task<string> error = gyrus.StandardError.ReadToEndAsync(cancellation);
        for (int tries = 0; Unfinished(folder).Length == 0 && tries < 600; tries++)
        {
            await Task.Delay(50, cancellation);
        }

        Assert.NotEmpty(Unfinished(folder));
        using (Process kill = Process.Start("kill", ["-INT", $"{gyrus.Id}"]))
        {
            await kill.WaitForExitAsync(cancellation);
        }

        await gyrus.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(60), cancellation);

        Assert.Equal(1, gyrus.ExitCode);
        Assert.Contains("cancelled", await error, StringComparison.Ordinal);
        Assert.Empty(Unfinished(folder));
    }

    private static string[] Unfinished(TemporaryFolder folder) =>
        Directory.GetFiles(folder.Root, "*.tmp", SearchOption.AllDirectories);
}
