using System.CommandLine;
using System.Text.RegularExpressions;

namespace Gyrus.Cli.Tests;

/// <summary>Every call that a page, a help text or the demo shows is one that gyrus understands.</summary>
public sealed partial class GuideCommandTests
{
    private static readonly string[] Pages =
    [
        Sources.Path("README.md"),
        .. Sources.Files("docs", "*.md"),
        .. Sources.Files("tests/Gyrus.Cli.Tests/Snapshots", "*.txt"),
    ];

    public static TheoryData<string> Calls => [.. Pages.SelectMany(CallsOf).Distinct()];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_Parses(string call)
    {
        ParseResult parsed = GyrusCommand.Create().Parse(Words(call));

        Assert.Empty(parsed.Errors.Select(e => e.Message));
        Assert.IsNotType<RootCommand>(parsed.CommandResult.Command);
    }

    [Fact]
    public void Calls_AreFoundInReadmeAndGuides()
    {
        Assert.True(CallsOf(Sources.Path("README.md")).Count() >= 3);
        Assert.True(CallsOf(Sources.Path("docs", "guides", "connectome.md")).Count() >= 8);
    }

    /// <summary>An option in the text of the guide that no verb has is a promise nobody keeps.</summary>
    [Fact]
    public void OptionsNamedInTheGuide_Exist()
    {
        HashSet<string> known =
        [
            .. GyrusCommand.Create().Subcommands.SelectMany(verb => verb.Options).Select(o => o.Name),
        ];
        string text = File.ReadAllText(Sources.Path("docs", "guides", "connectome.md"));

        string[] named = [.. OptionName().Matches(text).Select(m => m.Value).Distinct()];

        Assert.True(named.Length > 20);
        Assert.Empty(named.Except(known).Except(["--help"]));
    }

    /// <summary>Lines of fenced blocks (pages) or of examples (help texts), with what a backslash joins to them.</summary>
    private static IEnumerable<string> CallsOf(string path)
    {
        string text = File.ReadAllText(path).ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal);
        string[] blocks = path.EndsWith(".md", StringComparison.Ordinal)
            ? [.. text.Split("```").Where((_, i) => i % 2 == 1)]
            : [.. text.Split("Example").Skip(1)];
        return blocks
            .SelectMany(block => block.Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("gyrus ", StringComparison.Ordinal));
    }

    private static string[] Words(string call) =>
        [.. Word().Matches(call).Skip(1).Select(m => m.Value.Trim('"')).TakeWhile(w => w != "#")];

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex("(?<![-\\w])--[a-z][a-z-]*")]
    private static partial Regex OptionName();
}
