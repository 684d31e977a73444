using System.Text.Json;

namespace Gyrus.Cli.Tests;

/// <summary>What <c>gyrus glm</c> says of its results must be true of them.</summary>
public sealed class GlmWordsTests
{
    [Fact]
    public async Task Path_StrengthsThatBeginTooLow_SayThatTheVanishPointLiesAbove()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");
        folder.Write(
            "model.json",
            (await File.ReadAllTextAsync(model, TestContext.Current.CancellationToken)).Replace(
                """ "count": 12, "ratio": 1e-2 """,
                """ "strengths": [0.001, 0.0001] """,
                StringComparison.Ordinal
            )
        );

        Call call = await Call.RunAsync("glm", "path", model, "--out", folder.Path("p"));

        call.RequireDone();
        Assert.Contains(
            "count: position vanishes above 0.001, the largest strength of the path\n",
            call.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("vanishes at", call.Output, StringComparison.Ordinal);
        Assert.Equal(["count", "position", "n/a", "0.001"], NeuronStudy.Table(folder.Path("p", "vanish.tsv"))[0]);
        Assert.DoesNotContain("vanishes", await Read(folder, "p", "path_count.svg"), StringComparison.Ordinal);
        Assert.Contains(">above 0.001<", await Read(folder, "p", "report.html"), StringComparison.Ordinal);
    }

    private static Task<string> Read(TemporaryFolder folder, params string[] parts) =>
        File.ReadAllTextAsync(folder.Path(parts), TestContext.Current.CancellationToken);
}
