namespace Gyrus.Batch.Executors;

/// <summary>The words that start this program again.</summary>
internal static class ProgramCommand
{
    /// <summary>Gets the program and its first arguments: the host of .NET needs the name of ours.</summary>
    public static IReadOnlyList<string> Words { get; } = Find();

    private static IReadOnlyList<string> Find()
    {
        string process = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no program.");
        string own = Path.Combine(AppContext.BaseDirectory, "gyrus-cli");
        return File.Exists(own) && !OperatingSystem.IsWindows() ? [own]
            : Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, own + ".dll"]
            : [process];
    }
}
