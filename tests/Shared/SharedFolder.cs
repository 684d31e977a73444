namespace Gyrus.Testing;

/// <summary>The folder of goldens and recordings beside the project: <c>GYRUS_SHARED</c>, or <c>../shared</c>.</summary>
public static class SharedFolder
{
    private static readonly Lazy<string?> Root = new(Find);

    public static bool Exists => Root.Value is not null;

    public static string Path(params ReadOnlySpan<string> parts) =>
        System.IO.Path.Combine([Root.Value ?? throw new DirectoryNotFoundException("No shared folder."), .. parts]);

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("GYRUS_SHARED");
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named) ? System.IO.Path.GetFullPath(named) : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Gyrus.slnx")))
            {
                string beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, "..", "shared"));
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
