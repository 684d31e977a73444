using System.Text.RegularExpressions;

namespace Gyrus.Tests.House;

/// <summary>What the files of the project must not hold.</summary>
public sealed partial class ProseTests
{
    [Fact]
    public void Files_HoldNoPathOfAMachine()
    {
        string[] folders = ["src", "tests", "docs", "bench", "examples", "eng"];
        string[] kinds = [".cs", ".md", ".sh", ".json", ".txt", ".css", ".js", ".tsv"];
        IEnumerable<string> wrong = folders
            .SelectMany(folder => Directory.EnumerateFiles(Sources.Path(folder), "*", SearchOption.AllDirectories))
            .Where(file => kinds.Contains(System.IO.Path.GetExtension(file)) && !file.Contains("node_modules"))
            .Where(file =>
                System.IO.Path.GetFileName(file) != "ProseTests.cs" && MachinePath().IsMatch(File.ReadAllText(file))
            );

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"(?<![\w.])/(work|root|home|farm|tmp/bash)/\w")]
    private static partial Regex MachinePath();
}
