using System.Text.RegularExpressions;

namespace Gyrus.Tests.Examples;

/// <summary>The pages that teach, and the blocks of code in them.</summary>
internal static partial class Guides
{
    /// <summary>Paths of all pages, relative to the root of the sources.</summary>
    public static IEnumerable<string> Pages =>
        ((string[])["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]).Concat(
            Sources.Files("docs", "*.md").Select(path => Path.GetRelativePath(Sources.Root, path).Replace('\\', '/'))
        );

    public static string Read(string page) => File.ReadAllText(Sources.Path(page)).ReplaceLineEndings("\n");

    /// <summary>Blocks of C# with the comment above each, empty where it has none.</summary>
    public static IEnumerable<(string Source, string Code)> Snippets(string text) =>
        Block().Matches(text).Select(m => (m.Groups["source"].Value, m.Groups["code"].Value));

    /// <summary>The text with the code of every block that names its source replaced.</summary>
    public static string WithSnippets(string text, Func<string, string> code) =>
        Block()
            .Replace(
                text,
                m =>
                    m.Groups["source"].Value is { Length: > 0 } source
                        ? $"<!-- {source} -->\n```csharp\n{code(source)}```"
                        : m.Value
            );

    /// <summary>What "path#region" names: the lines of a region, without the indent they share.</summary>
    public static string Region(string source)
    {
        string[] parts = source.Split('#');
        Assert.True(parts.Length == 2, $"'{source}' must be a path, # and the name of a region.");
        string[] lines = [.. Read(parts[0]).Split('\n').SkipWhile(l => l.Trim() != $"#region {parts[1]}").Skip(1)];
        Assert.True(lines.Length > 0, $"{parts[0]} has no region {parts[1]}.");
        string[] region = [.. lines.TakeWhile(l => l.Trim() != "#endregion")];
        int indent = region.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Concat(region.Select(l => (l.Length > 0 ? l[indent..] : l) + "\n"));
    }

    [GeneratedRegex("(<!-- (?<source>[^>]*?) -->\n)?```(csharp|cs|c#)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
