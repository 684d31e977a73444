namespace Gyrus.Cli.Tests;

/// <summary>The help of every verb is a reviewed text. GYRUS_UPDATE=1 rewrites it.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Verbs => ["", .. NamesOf(GyrusCommand.Create(), "")];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_IsTheReviewedText(string verb)
    {
        string file = Sources.Path(
            "tests",
            "Gyrus.Cli.Tests",
            "Snapshots",
            (verb.Length == 0 ? "gyrus" : verb.Replace(' ', '-')) + ".txt"
        );

        Call call = await Call.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, call.Code);
        if (Environment.GetEnvironmentVariable("GYRUS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(file, call.Output, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), call.Output);
    }

    [Fact]
    public async Task NoVerb_IsTheHelp() => Assert.Equal(await Call.RunAsync("--help"), await Call.RunAsync());

    [Fact]
    public async Task UnknownVerb_SaysSoOnStandardErrorAndExitsWithOne()
    {
        Call call = await Call.RunAsync("conectome");

        Assert.Equal(1, call.Code);
        Assert.Empty(call.Output);
        Assert.Contains("conectome", call.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> NamesOf(System.CommandLine.Command command, string before) =>
        command.Subcommands.SelectMany(verb => NamesOf(verb, before + verb.Name + " ").Prepend(before + verb.Name));
}
