using System.Globalization;
using System.Text;
using Gyrus.Numerics;

namespace Gyrus.Cli.Tests;

/// <summary>Recordings and models that are not as they should be: each is told in one sentence, or fitted with a warning that says what was done.</summary>
public sealed class GlmBadInputTests
{
    private const string Splines = """{ "covariate": "x", "basis": { "kind": "bspline", "count": 5 } }""";
    private const string Weak = """, "regularizer": { "kind": "groupLasso", "strength": 0.01 }""";

    [Theory]
    [InlineData(
        "-1",
        "recording.csv:6:14: a Poisson model takes counts 0, 1, 2, … as responses, but column 'n1' has -1 here."
    )]
    [InlineData(
        "1.5",
        "recording.csv:6:14: a Poisson model takes counts 0, 1, 2, … as responses, but column 'n1' has 1.5 here."
    )]
    [InlineData("inf", "column 'n1' has Infinity here.")]
    public async Task Counts_ThatAreNone_AreRefusedByFileLineAndColumn(string count, string message) =>
        await Refused(Splines, Weak, message, (i, row) => row with { Count = i == 4 ? count : row.Count });

    [Theory]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("n/a")]
    public async Task Covariate_ThatIsNotFinite_LeavesTheBinOut(string value) =>
        await Warned(
            Splines,
            Weak,
            "The block 'x' has no value at 1 of 40 samples (missing, infinite, or outside the range of its basis): they are left out.",
            (i, row) => row with { X = i == 4 ? value : row.X }
        );

    [Fact]
    public async Task Covariate_WithoutAnyValue_IsRefusedByName() =>
        await Refused(
            Splines,
            Weak,
            "The block 'x': No value of the covariate of 'BSpline' is finite, so that it has no range: give one.",
            (_, row) => row with { X = "n/a" }
        );

    [Fact]
    public async Task Covariate_ThatIsConstant_ExplainsNothing() =>
        await Warned(
            Splines,
            Weak,
            "The covariate of the block 'x' is always 3: what does not vary explains nothing.",
            (_, row) => row with { X = "3" },
            "in the model: nothing"
        );

    [Theory]
    [InlineData(
        "[0, 0.5]",
        "",
        "has no value at 19 of 40 samples (missing, infinite, or outside the range of its basis)"
    )]
    [InlineData("[0, 0.5]", ", \"outOfRange\": \"clamp\"", null)]
    public async Task Covariate_OutsideItsBounds_IsLeftOutOrClamped(string bounds, string policy, string? message)
    {
        string feature =
            $$"""{ "covariate": "x", "basis": { "kind": "bspline", "count": 5, "bounds": {{bounds}}{{policy}} } }""";
        if (message is not null)
        {
            await Warned(feature, Weak, message);
            return;
        }

        using var folder = new TemporaryFolder();
        Call call = await Fit(folder, feature, Weak);
        Assert.Equal((0, ""), (call.Code, call.Error));
        Assert.Contains("40 of 40 bins", call.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "[0, 0.5], \"outOfRange\": \"error\"",
        "The block 'x': Sample 21 (from 0) of the covariate of 'BSpline' is 0.525, outside its range [0, 0.5]."
    )]
    [InlineData("[5, 6]", "No sample of 'x' has a value: all are missing or outside the range of its basis.")]
    public async Task Covariate_OutsideItsBounds_IsRefused(string bounds, string message) =>
        await Refused(
            $$"""{ "covariate": "x", "basis": { "kind": "bspline", "count": 5, "bounds": {{bounds}} } }""",
            Weak,
            message
        );

    [Fact]
    public async Task Labels_ThatAreSeparable_EndWithoutACertificateAndSaySo() =>
        await Warned(
            """{ "covariate": "x", "basis": "identity" }""",
            """, "observation": "bernoulli", "regularizer": "none" """,
            "n1: The data are separable (a feature never goes with a spike, or splits the labels)",
            (i, row) => row with { Count = i < 20 ? "0" : "1" },
            code: 3
        );

    [Fact]
    public async Task Neuron_WithoutASpike_IsZeroAndSaysSo() =>
        await Warned(
            Splines,
            Weak,
            "n1: There is no spike (every response is 0): nothing is to be explained, and every coefficient is zero.",
            (_, row) => row with { Count = "0" },
            "1 fit, largest relative gap 0.0e+0"
        );

    [Fact]
    public async Task Groups_ThatOverlap_AreRefusedWithAWayOut() =>
        await Refused(
            Splines + """, { "covariate": "z", "basis": "identity" }""",
            """, "groups": [["x", "z"], ["z"]]""",
            "expected a feature that is in no group yet, but found \"z\" again. The regularizer 'overlappingGroupLasso' takes groups that share features."
        );

    [Fact]
    public async Task Columns_MoreThanSamples_WithoutAPenaltySaySo_AndWithOneAreFitted()
    {
        const string Many = """{ "covariate": "x", "basis": { "kind": "bspline", "count": 50 } }""";

        await Warned(
            Many,
            """, "regularizer": "none" """,
            "n1: 40 samples cannot determine 50 coefficients and an intercept: without a penalty there is no one optimum. Use a ridge or a group lasso.",
            code: 3
        );
        using var folder = new TemporaryFolder();
        Call call = await Fit(folder, Many, Weak);
        Assert.Equal((0, ""), (call.Code, call.Error));
    }

    [Fact]
    public async Task Tables_OfDifferentLengths_AreRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("short.csv", "y\n" + string.Concat(Enumerable.Repeat("1\n", 39)));

        Call call = await Fit(folder, Splines, Weak, tables: """["recording.csv", "short.csv"]""");

        Assert.Equal(1, call.Code);
        Assert.Contains(
            "short.csv: expected as many lines as in recording.csv (40), one per bin, but found 39.",
            call.Error,
            StringComparison.Ordinal
        );
    }

    /// <summary>One line of a recording.</summary>
    private sealed record Bin(string X, string Z, string Count);

    private static async Task Refused(string features, string rest, string message, Func<int, Bin, Bin>? change = null)
    {
        using var folder = new TemporaryFolder();

        Call call = await Fit(folder, features, rest, change);

        Assert.Equal(1, call.Code);
        Assert.Contains(message, call.Error, StringComparison.Ordinal);
        Assert.Single(call.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(folder.Path("o")));
    }

    private static async Task Warned(
        string features,
        string rest,
        string message,
        Func<int, Bin, Bin>? change = null,
        string output = "Wrote the encoding models",
        int code = 0
    )
    {
        using var folder = new TemporaryFolder();

        Call call = await Fit(folder, features, rest, change);

        Assert.Equal(code, call.Code);
        Assert.Contains(
            call.Error.Split('\n'),
            line =>
                line.StartsWith("warning: ", StringComparison.Ordinal)
                && line.Contains(message, StringComparison.Ordinal)
        );
        Assert.Contains(output, call.Output, StringComparison.Ordinal);
        string report = System.Net.WebUtility.HtmlDecode(
            await File.ReadAllTextAsync(folder.Path("o", "report.html"), TestContext.Current.CancellationToken)
        );
        Assert.Contains(message, report, StringComparison.Ordinal);
    }

    private static async Task<Call> Fit(
        TemporaryFolder folder,
        string features,
        string rest,
        Func<int, Bin, Bin>? change = null,
        string tables = "\"recording.csv\""
    )
    {
        var rng = new Rng(1);
        var text = new StringBuilder("x,z,n1\n");
        for (int i = 0; i < 40; i++)
        {
            var bin = new Bin(
                (i / 40.0).ToString("0.000", CultureInfo.InvariantCulture),
                rng.NextNormal().ToString("0.0000", CultureInfo.InvariantCulture),
                ((i * 7) % 3).ToString(CultureInfo.InvariantCulture)
            );
            bin = change?.Invoke(i, bin) ?? bin;
            text.Append(CultureInfo.InvariantCulture, $"{bin.X},{bin.Z},{bin.Count}\n");
        }

        folder.Write("recording.csv", text.ToString());
        string model = folder.Write(
            "model.json",
            $$"""{ "data": { "tables": {{tables}}, "responses": "n1" }, "features": [{{features}}]{{rest}} }"""
        );
        return await Call.RunAsync("glm", "fit", model, "--out", folder.Path("o"));
    }
}
