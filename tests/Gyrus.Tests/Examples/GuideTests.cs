using System.Globalization;
using System.Text.RegularExpressions;

namespace Gyrus.Tests.Examples;

/// <summary>What the pages show is what runs. GYRUS_UPDATE=1 copies the code of the examples into the pages.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> Pages => [.. Guides.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Snippets_AreTheRegionsOfTheProgramsTheyName(string page)
    {
        string text = Guides.Read(page);
        if (Environment.GetEnvironmentVariable("GYRUS_UPDATE") == "1")
        {
            text = Guides.WithSnippets(text, Guides.Region);
            File.WriteAllText(Sources.Path(page), text);
        }

        foreach ((string source, string code) in Guides.Snippets(text))
        {
            Assert.False(source.Length == 0, $"{page}: a block of C# without a comment that says where it is from.");
            Assert.Equal(Guides.Region(source), code);
        }
    }

    [Fact]
    public void ReadmeAndLibraryGuide_ShowCode()
    {
        Assert.NotEmpty(Guides.Snippets(Guides.Read("README.md")));
        Assert.True(Guides.Snippets(Guides.Read("docs/guides/library.md")).Count() >= 5);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadSomewhere(string page)
    {
        string folder = Path.GetDirectoryName(Sources.Path(page))!;

        string[] broken =
        [
            .. Link()
                .Matches(Guides.Read(page))
                .Select(m => m.Groups["target"].Value)
                .Where(target => !Path.Exists(Path.Combine(folder, target))),
            .. Named()
                .Matches(Guides.Read(page))
                .Select(m => m.Value)
                .Where(target => !Path.Exists(Sources.Path(target))),
        ];

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("docs/guides")]
    [InlineData("docs/methods")]
    public void Index_NamesEveryPageOfItsFolder(string folder)
    {
        string index = Guides.Read(folder + "/README.md");

        Assert.All(
            Directory.GetFiles(Sources.Path(folder), "*.md").Select(Path.GetFileName).Where(f => f != "README.md"),
            file => Assert.Contains($"]({file})", index, StringComparison.Ordinal)
        );
    }

    /// <summary>A figure of the README is a figure of the table it links to, to the digit.</summary>
    [Fact]
    public void SpeedOfTheReadme_StandsInTheResults()
    {
        string speed = Guides
            .Read("README.md")
            .Split("\n## ")
            .Single(s => s.StartsWith("Speed\n", StringComparison.Ordinal));
        Match[] rows = SpeedRow().Matches(speed).ToArray();

        Assert.True(rows.Length >= 5);
        Assert.Equal(rows.Length, speed.Split('\n').Count(l => l.StartsWith('|')) - 2);
        Assert.All(
            rows,
            row =>
                Assert.Matches(
                    $@"(?<![\d.]){Regex.Escape(row.Groups["figure"].Value)}(?!\.?\d)",
                    Guides.Read(row.Groups["file"].Value)
                )
        );
    }

    [Fact]
    public void Readme_IsShortAndBeginsWithTheTwoCommands()
    {
        string[] lines = Guides.Read("README.md").Split('\n');
        int first = Array.IndexOf(lines, "dotnet run -c Release --project src/Gyrus.Cli -- demo");

        Assert.True(lines.Length < 120, string.Create(CultureInfo.InvariantCulture, $"{lines.Length} lines."));
        Assert.InRange(first, 1, 20);
        Assert.Equal("dotnet test -c Release", lines[first + 1]);
    }

    [Fact]
    public void Examples_AreShortAndHaveAnExpectedOutputEach()
    {
        string[] programs = [.. Sources.Files("examples", "*.cs").Order(StringComparer.Ordinal)];

        Assert.NotEmpty(programs);
        Assert.All(programs, p => Assert.InRange(File.ReadAllLines(p).Length, 1, 40));
        Assert.Equal(
            programs.Select(Path.GetFileNameWithoutExtension),
            Sources
                .Files("examples/expected", "*.txt")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(docs|bench|eng|examples|src|tests)/[\w./-]+\.(md|cs|sh|txt|csproj)\b")]
    private static partial Regex Named();

    [GeneratedRegex(
        @"^\|.*\| (?<figure>[\d.]+) [^|]*\| \[[^\]]+\]\((?<file>bench/results/[\w-]+\.md)\) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex SpeedRow();
}
