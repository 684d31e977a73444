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

    [Theory]
    [InlineData("cv", "fit", "chosen.tsv of 'gyrus glm cv'")]
    [InlineData("path", "cv", "vanish.tsv of 'gyrus glm path'")]
    [InlineData("fit", "select", "fitted.json of 'gyrus glm fit' or 'gyrus glm cv'")]
    [InlineData("fit", "predict", "fitted.json of 'gyrus glm fit' or 'gyrus glm cv'")]
    [InlineData("fit", "simulate", "fitted.json of 'gyrus glm fit' or 'gyrus glm cv'")]
    public async Task Verb_IntoTheFolderOfAnother_IsRefusedAndTouchesNothing(string first, string second, string found)
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");
        string results = folder.Path("results");
        (await Call.RunAsync("glm", first, model, "--out", results)).RequireDone();
        string[] before = Contents(results);

        Call call = await Call.RunAsync([
            "glm",
            second,
            model,
            "--out",
            results,
            .. second is "predict" or "simulate" ? ["--fitted", results] : (string[])[],
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains(
            $"--out: {results} holds {found}, with which the results of '{second}' would be mixed.",
            call.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Contents(results));
    }

    [Fact]
    public async Task Verb_IntoAFolderOfWhichItWritesEveryFileAnew_IsDone()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");

        (await Call.RunAsync("glm", "fit", model, "--out", folder.Path("r"), "-q")).RequireDone();
        (await Call.RunAsync("glm", "fit", model, "--out", folder.Path("r"), "-q")).RequireDone();
        (await Call.RunAsync("glm", "cv", model, "--out", folder.Path("r"), "-q")).RequireDone();
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("predict")]
    [InlineData("join")]
    public async Task Out_ByDefault_IsAFolderOfTheVerb(string verb)
    {
        Call call = await Call.RunAsync("glm", verb, "--help");

        Assert.Contains($"[default: glm-{verb}]", call.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit", "count: The fit did not reach its tolerance, so that its coefficients may be off")]
    [InlineData("path", "count: 2 of 2 fits of the path did not reach their tolerance")]
    public async Task Verb_WhoseFitStopsEarly_NamesTheNeuron(string verb, string sentence)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write(
            "model.json",
            """
            {
              "data": { "tables": "t.tsv", "responses": "count" },
              "features": [ { "covariate": "x", "basis": "identity" } ],
              "path": { "strengths": [0.01, 0.001] }
            }
            """
        );
        folder.Write(
            "t.tsv",
            "x\tcount\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i => $"{(i == 7 ? "1e300" : i == 9 ? "-1e300" : $"{i % 5}")}\t{i % 3}\n")
                )
        );

        Call call = await Call.RunAsync("glm", verb, model, "--out", folder.Path("o"));

        Assert.Equal(3, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_WithoutAStrength_SaysWhichItTookAndWhereToFindABetterOne()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"));

        call.RequireDone();
        Assert.Contains("count: strength 1, in the model: nothing\n", call.Output, StringComparison.Ordinal);
        Assert.Contains(
            "nothing is in the model at this strength: 'gyrus glm path' shows at which it is, 'gyrus glm cv' chooses one",
            call.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "cv",
        true,
        "of the log-likelihood that splits no trial, with",
        "cross-validation of the log-likelihood, with"
    )]
    [InlineData("cv", false, "of the log-likelihood, with", "splits no trial")]
    [InlineData("select", false, "random halves of the recording of count", "of the trials")]
    [InlineData("compare", true, "Nested models on left-out trials", "held-out bins")]
    [InlineData("compare", false, "Nested models on held-out bins", "left-out trials")]
    public async Task Report_SaysTrialsOnlyWhereThereAreSome(string verb, bool hasTrials, string said, string other)
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, """ "regularizer": { "kind": "groupLasso", "strength": 1e-3 }, """);
        string text = await File.ReadAllTextAsync(model, TestContext.Current.CancellationToken);
        folder.Write(
            "model.json",
            hasTrials ? text : text.Replace(", \"trials\": \"trial\"", "", StringComparison.Ordinal)
        );

        (await Call.RunAsync("glm", verb, model, "--out", folder.Path("o"), "-q")).RequireDone();

        string report = await Read(folder, "o", "report.html");
        Assert.Contains(said, report, StringComparison.Ordinal);
        Assert.DoesNotContain(other, report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NeuronsPerTask_WithoutAPlan_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");

        Call call = await Call.RunAsync("glm", "fit", model, "--neurons-per-task", "2", "--out", folder.Path("f"));

        Assert.Equal(1, call.Code);
        Assert.Contains(
            "--neurons-per-task says how --plan divides the neurons, and has no effect without it.",
            call.Error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(folder.Path("f")));
    }

    [Fact]
    public async Task Fit_OfHistoriesAlone_DrawsNoMatrixOfCouplings()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write(
            "model.json",
            """
            {
              "data": { "tables": "t.tsv", "responses": ["a", "b"] },
              "features": [ { "name": "history", "covariate": "self", "basis": { "kind": "history", "bins": 2 } } ],
              "regularizer": { "kind": "groupLasso", "strength": 1e-3 }
            }
            """
        );
        folder.Write(
            "t.tsv",
            "a\tb\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i * 7 % 5 % 2}\t{i * 11 % 7 % 3}\n"))
        );

        (await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "-q")).RequireDone();

        Assert.True(File.Exists(folder.Path("f", "coupling.tsv")));
        Assert.False(File.Exists(folder.Path("f", "coupling.svg")));
    }

    private static string[] Contents(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => f + File.ReadAllText(f))];

    private static Task<string> Read(TemporaryFolder folder, params string[] parts) =>
        File.ReadAllTextAsync(folder.Path(parts), TestContext.Current.CancellationToken);
}
