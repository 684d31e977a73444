using System.Runtime.CompilerServices;

namespace Gyrus.Report.Tests.Pages;

/// <summary>A fact that loads a page in Chromium; skipped, saying so, where none is on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Browser is null ? "Chromium is not on the path." : null;

    public static string? Browser { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder =>
                new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))
            )
            .FirstOrDefault(File.Exists);
}
