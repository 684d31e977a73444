using System.Globalization;
using System.Text.Json;

namespace Gyrus.Cli.Tests;

/// <summary>Every penalty that a model file can name, through every verb of <c>gyrus glm</c>.</summary>
public sealed class GlmPenaltyTests
{
    private static readonly string[] StudyVerbs = ["fit", "path", "cv", "select", "compare"];

    [Theory]
    [InlineData("""{ "kind": "sparseGroupLasso", "ratio": 0.3, "strength": 0.02 }""", "", "sparse group lasso")]
    [InlineData("""{ "kind": "adaptiveGroupLasso", "strength": 0.02 }""", "", "adaptive group lasso")]
    [InlineData("""{ "kind": "groupMcp", "strength": 0.02 }""", "", "minimax concave penalty")]
    [InlineData("""{ "kind": "groupScad", "strength": 0.02 }""", "", "smoothly clipped absolute deviation")]
    [InlineData("""{ "kind": "smoothGroupLasso", "strength": 0.02 }""", "", "smooth group lasso")]
    [InlineData(
        """{ "kind": "groupLasso", "strength": 0.02, "weights": { "speed": 2 } }""",
        "",
        "(group lasso) with weights"
    )]
    [InlineData(
        """{ "kind": "overlappingGroupLasso", "strength": 0.02, "weights": [1, 2] }""",
        """ "groups": [["position"], ["position", "speed"]], """,
        "(overlapping group lasso) with weights"
    )]
    public async Task EveryVerb_WithAPenalty_CertifiesAndKeepsIt(string penalty, string groups, string words)
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, $"\"regularizer\": {penalty}, {groups}");

        foreach (string verb in StudyVerbs)
        {
            Call call = await Call.RunAsync("glm", verb, model, "--out", folder.Path(verb), "--json");
            call.RequireDone();
        }

        Call predict = await Call.RunAsync([
            "glm",
            "predict",
            model,
            "--fitted",
            folder.Path("cv"),
            "--out",
            folder.Path("p"),
            "--json",
        ]);
        predict.RequireDone();
        string report = await File.ReadAllTextAsync(
            folder.Path("cv", "report.html"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(words, System.Net.WebUtility.HtmlDecode(report), StringComparison.Ordinal);
        using var predicted = JsonDocument.Parse(predict.Output);
        Assert.Equal(
            double.Parse(NeuronStudy.Table(folder.Path("cv", "scores.tsv"))[0][2], CultureInfo.InvariantCulture),
            predicted.RootElement.GetProperty("bits_per_spike")[0].GetDouble(),
            1e-9
        );
        Assert.Equal(groups.Length > 0, File.Exists(folder.Path("cv", "groups.tsv")));
        Assert.All(
            NeuronStudy.Table(folder.Path("path", "path.tsv")).Take(2),
            row => Assert.Equal(0, double.Parse(row[3], CultureInfo.InvariantCulture))
        );
        Assert.Contains("position", NeuronStudy.Table(folder.Path("cv", "chosen.tsv"))[0][7], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_AFeatureOfWeightZero_IsNotPenalised()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(
            folder,
            """ "regularizer": { "kind": "groupLasso", "strength": 100, "weights": { "speed": 0 } }, """
        );

        Call fit = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--json");

        fit.RequireDone();
        string[][] blocks = NeuronStudy.Table(folder.Path("f", "blocks.tsv"));
        Assert.Equal(["position", "no", "speed", "yes"], blocks.SelectMany(b => (string[])[b[1], b[4]]));
    }

    [Fact]
    public async Task Plan_OfAPenaltyWithAnUnknownOption_SaysWhereBeforeAnything()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, """ "regularizer": { "kind": "groupMcp", "gamma": 3 }, """);

        Call call = await Call.RunAsync("glm", "cv", model, "--plan", folder.Path("plan"), "--out", folder.Path("c"));

        Assert.Equal(1, call.Code);
        Assert.Contains("model.json:10:41: there is no 'gamma' in 'regularizer'", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("plan")));
    }
}
