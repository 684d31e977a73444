using System.Globalization;
using System.Text.Json;
using Gyrus.Glm.Categorical;
using Gyrus.IO.EncodingModels;
using Gyrus.Numerics;

namespace Gyrus.Cli.Tests;

/// <summary>Responses that are classes, through <c>gyrus glm</c>.</summary>
public sealed class GlmCategoricalTests
{
    private const string Model = """
        {
          "data": { "tables": "choices.csv", "responses": "choice" },
          "features": [
            { "covariate": "contrast", "basis": { "kind": "raisedCosine", "count": 5, "bounds": [-1, 1] } },
            { "covariate": "distractor", "basis": { "kind": "raisedCosine", "count": 5, "bounds": [-1, 1] } }
          ],
          "observation": "categorical",
          "regularizer": { "kind": "groupLasso", "strength": 0.02 },
          "path": { "count": 12, "ratio": 1e-2 }
        }
        """;

    [Fact]
    public async Task Cv_FindsTheContrast_AndWritesWhatTheLibraryFits()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder, Model);

        Call call = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("c"));

        call.RequireDone();
        double[] norms = [.. NeuronStudy.Table(folder.Path("c", "blocks.tsv")).Select(row => Number(row[2]))];
        Assert.True(norms[0] > 3 * norms[1], "the contrast drives the choices, the distractor does not");
        (_, string response, CategoricalFit fit) = CategoricalModelFile.Read(folder.Path("c"));
        Assert.Equal("choice", response);
        Assert.Equal(["left", "none", "right"], fit.Classes);
        CategoricalFit library = Library(folder, model, fit.Model.Regularizer.Strength);
        // Warm against cold, each within a gap of 1e-6: coefficients agree to its root.
        NumericAssert.Close(library.Coefficients.AsSpan(), fit.Coefficients.AsSpan(), 5e-3);
        Assert.True(File.Exists(folder.Path("c", "cv_choice.svg")));
        string report = await File.ReadAllTextAsync(
            folder.Path("c", "report.html"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("True class", report, StringComparison.Ordinal);
        Assert.Contains("Norm of the coefficients of each covariate", report, StringComparison.Ordinal);
        double[] scores = [.. NeuronStudy.Table(folder.Path("c", "scores.tsv"))[0].Skip(1).Select(Number)];
        Assert.True(scores[2] > scores[3] + 0.1, "more accurate than the commonest class");
    }

    [Fact]
    public async Task FitThenPredict_GivesProbabilitiesClassesAndTheSameScores()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder, Model);

        Call fit = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--json");
        Call predict = await Call.RunAsync([
            "glm",
            "predict",
            model,
            "--fitted",
            folder.Path("f"),
            "--out",
            folder.Path("p"),
            "--json",
        ]);
        Call draw = await Call.RunAsync([
            "glm",
            "simulate",
            model,
            "--fitted",
            folder.Path("f"),
            "--out",
            folder.Path("s"),
            "--json",
        ]);

        Assert.All([fit, predict, draw], call => call.RequireDone());
        Assert.Equal(
            await File.ReadAllTextAsync(folder.Path("f", "scores.tsv"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder.Path("p", "scores.tsv"), TestContext.Current.CancellationToken)
        );
        string[] truth = [.. NeuronStudy.Table(folder.Path("choices.csv")).Select(line => line[0].Split(',')[2])];
        string[][] rows = NeuronStudy.Table(folder.Path("p", "predictions.tsv"));
        Assert.All(rows, row => Assert.Equal(1, row.Skip(1).Sum(Number), 1e-12));
        using var json = JsonDocument.Parse(predict.Output);
        Assert.Equal(
            rows.Zip(truth).Count(r => r.First[0] == r.Second) / (double)rows.Length,
            json.RootElement.GetProperty("accuracy").GetDouble(),
            1e-12
        );
        string[][] drawn = NeuronStudy.Table(folder.Path("s", "simulated.tsv"));
        Assert.Equal(["left", "none", "right"], drawn.Select(r => r[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Path_SaysWhereCovariatesVanish_AndClassesAreInTheOrderAskedFor()
    {
        using var folder = new TemporaryFolder();
        string model = Write(
            folder,
            Model.Replace(
                "\"categorical\"",
                """{ "family": "categorical", "classes": ["right", "none", "left"] }""",
                StringComparison.Ordinal
            )
        );

        Call call = await Call.RunAsync("glm", "path", model, "--out", folder.Path("p"));

        call.RequireDone();
        Assert.Contains("3 classes (right, none, left)", call.Output, StringComparison.Ordinal);
        string[][] vanish = NeuronStudy.Table(folder.Path("p", "vanish.tsv"));
        Assert.True(Number(vanish[0][1]) > Number(vanish[1][1]), "contrast stays longer than the distractor");
    }

    [Fact]
    public async Task Fit_OfNumbersAndMissingLabels_TakesNumbersInTheirOrderAndLeavesOutTheRest()
    {
        using var folder = new TemporaryFolder();
        string model = Write(
            folder,
            Model,
            (choice, i) =>
                i == 7 ? "n/a"
                : choice == "left" ? "9"
                : choice == "none" ? "10"
                : "11"
        );

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--json");

        Assert.Equal(0, call.Code);
        Assert.Contains(
            "Bins without a label of 'choice', which are left out: 1.",
            call.Error,
            StringComparison.Ordinal
        );
        using var json = JsonDocument.Parse(call.Output);
        Assert.Equal(
            ["9", "10", "11"],
            json.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString())
        );
        Assert.Equal(599, json.RootElement.GetProperty("used_bins").GetInt32());
    }

    [Fact]
    public async Task Cv_Nested_ScoresTheWholeProcedure_ByOptionAsByFile()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder, Model);
        string byFile = Write(
            folder,
            Model.Replace("\"path\"", "\"folds\": { \"nested\": true }, \"path\"", StringComparison.Ordinal)
        );

        Call file = await Call.RunAsync("glm", "cv", byFile, "--out", folder.Path("f"), "-q");
        _ = Write(folder, Model);
        Call option = await Call.RunAsync("glm", "cv", model, "--nested", "--out", folder.Path("o"), "--json");

        Assert.All([file, option], static call => call.RequireDone());
        string[][] rows = NeuronStudy.Table(folder.Path("o", "nested.tsv"));
        Assert.Equal(rows, NeuronStudy.Table(folder.Path("f", "nested.tsv")));
        Assert.Equal(["1", "2", "3", "4", "5"], rows.Select(static r => r[0]));
        Assert.All(rows, static r => Assert.Contains("contrast", r[3], StringComparison.Ordinal));
        using var json = JsonDocument.Parse(option.Output);
        Assert.Equal(
            rows.Average(static r => Number(r[1])),
            json.RootElement.GetProperty("nested_score").GetDouble(),
            1e-12
        );
        Assert.Contains(
            "Nested cross-validation",
            await File.ReadAllTextAsync(folder.Path("o", "report.html"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cv_OfAClassInOneFoldOnly_ChoosesNothingAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder, Model);
        var rng = new Rng(2);
        folder.Write(
            "choices.csv",
            "contrast,distractor,choice\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 200)
                        .Select(i =>
                            FormattableString.Invariant(
                                $"{(2 * rng.NextDouble()) - 1:0.000},{(2 * rng.NextDouble()) - 1:0.000},{(i % 2 == 0 && i < 30 ? "left" : "right")}\n"
                            )
                        )
                )
        );

        Call call = await Call.RunAsync("glm", "cv", model, "--nested", "--out", folder.Path("c"));

        Assert.Equal(0, call.Code);
        Assert.Contains(
            "warning: No fold has a score (1 of 5 folds hold all samples of a class ('left'), and what the others hold out is of one class at most): nothing can be chosen, and the largest strength stands. Use interleaved folds or fewer.",
            call.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("warning: In 4 of 5 outer folds nothing can be chosen", call.Error, StringComparison.Ordinal);
        Assert.Contains("in the model: nothing", call.Output, StringComparison.Ordinal);
        Assert.All(NeuronStudy.Table(folder.Path("c", "cv.tsv")), static r => Assert.Equal("n/a", r[2]));
    }

    [Theory]
    [InlineData("select", "", "", "'gyrus glm select' takes responses that are numbers")]
    [InlineData("compare", "", "", "'gyrus glm compare' takes responses that are numbers")]
    [InlineData("cv", "--neurons=choice", "", "--neurons divides the work by neurons")]
    [InlineData("cv", "--plan=PLAN", "", "--plan divides the work by neurons")]
    [InlineData(
        "fit",
        "",
        "\"kind\": \"groupLasso\"|\"kind\": \"groupMcp\"",
        "model.json:8:18: expected a convex penalty beside a categorical observation"
    )]
    [InlineData(
        "fit",
        "",
        "\"responses\": \"choice\"|\"responses\": [\"choice\", \"contrast\"]",
        "needs one column of classes"
    )]
    [InlineData(
        "fit",
        "",
        "\"observation\": \"categorical\"|\"observation\": { \"family\": \"categorical\", \"classes\": [\"left\", \"right\"] }",
        "has the label 'none', but the classes are left, right"
    )]
    public async Task EveryVerb_OfWhatHasNoMeaning_RefusesBeforeAnything(
        string verb,
        string option,
        string change,
        string message
    )
    {
        using var folder = new TemporaryFolder();
        string[] words = change.Split('|');
        string model = Write(
            folder,
            change.Length == 0 ? Model : Model.Replace(words[0], words[1], StringComparison.Ordinal)
        );
        string[] options =
            option.Length == 0 ? [] : [option.Replace("PLAN", folder.Path("plan"), StringComparison.Ordinal)];

        Call call = await Call.RunAsync(["glm", verb, model, "--out", folder.Path("o"), .. options]);

        Assert.Equal(1, call.Code);
        Assert.Contains(message, call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("o")));
        Assert.False(Directory.Exists(folder.Path("plan")));
    }

    [Fact]
    public async Task Predict_WithAFittedModelOfNumbers_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string numbers = NeuronStudy.Write(folder, "");
        await Call.RunAsync("glm", "fit", numbers, "--out", folder.Path("f"), "-q");

        Call call = await Call.RunAsync([
            "glm",
            "predict",
            Write(folder, Model),
            "--fitted",
            folder.Path("f"),
            "--out",
            folder.Path("p"),
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains("fitted model is of responses that are numbers", call.Error, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static CategoricalFit Library(TemporaryFolder folder, string model, double strength)
    {
        Gyrus.Pipelines.EncodingModels.EncodingModel declared = ModelFile.Read(model).Model;
        string[][] rows = [.. NeuronStudy.Table(folder.Path("choices.csv")).Select(line => line[0].Split(','))];
        Gyrus.Glm.Features.Design design = new Gyrus.Glm.Features.DesignBuilder()
            .Add("contrast", declared.Features[0].Basis, [.. rows.Select(r => Number(r[0]))])
            .Add("distractor", declared.Features[1].Basis, [.. rows.Select(r => Number(r[1]))])
            .Build();
        return new CategoricalRegression { Regularizer = new Gyrus.Glm.GroupLasso { Strength = strength } }.Fit(
            CategoricalData.Of(design, [.. rows.Select(r => r[2])])
        );
    }

    private static string Write(TemporaryFolder folder, string model, Func<string, int, string>? name = null)
    {
        (Matrix covariates, IReadOnlyList<string> labels) = new SyntheticChoices().Generate();
        folder.Write(
            "choices.csv",
            "contrast,distractor,choice\n"
                + string.Concat(
                    labels.Select(
                        (label, i) =>
                            FormattableString.Invariant(
                                $"{covariates[i, 0]:R},{covariates[i, 1]:R},{name?.Invoke(label, i) ?? label}\n"
                            )
                    )
                )
        );
        return folder.Write("model.json", model);
    }
}
