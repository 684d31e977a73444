namespace Gyrus.Testing;

/// <summary>The source tree that this test was built from.</summary>
public static class Sources
{
    public static string Root { get; } = Find();

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    public static IEnumerable<string> Files(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Gyrus.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Gyrus.slnx above the test.");
        }

        return folder.FullName;
    }
}
