using System.Text.Json;

namespace Gyrus.Cli.Tests;

/// <summary><c>gyrus demo glm</c> and <c>gyrus glm</c> from end to end, and what they refuse.</summary>
public sealed class GlmTests
{
    [Fact]
    public async Task Demo_SelectsPositionAndNotSpeed()
    {
        using var folder = new TemporaryFolder();

        Call demo = await Call.RunAsync("demo", "glm", "--out", folder.Path("d"));

        Assert.Equal(0, demo.Code);
        Assert.Contains("in the model: position\n", demo.Output, StringComparison.Ordinal);
        Assert.Contains("stable: position (", demo.Output, StringComparison.Ordinal);
        Assert.Contains("speed vanishes at", demo.Output, StringComparison.Ordinal);
        Assert.All(
            (string[])
                [
                    "path/vanish.tsv",
                    "cv/fitted.json",
                    "cv/fitted.npz",
                    "cv/curves.tsv",
                    "select/selection.tsv",
                    "compare/comparison.tsv",
                ],
            file => Assert.True(File.Exists(folder.Path("d", file)), file)
        );
    }

    [Fact]
    public async Task Fit_ThenPredictAndSimulate_OnTheSameRecording()
    {
        using var folder = new TemporaryFolder();
        await Call.RunAsync("demo", "glm", "--out", folder.Path("d"), "--quiet");
        string model = folder.Path("d", "model.json");

        Call fit = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--json");
        Call predict = await Call.RunAsync(
            "glm",
            "predict",
            model,
            "--fitted",
            folder.Path("f"),
            "--out",
            folder.Path("p"),
            "--json"
        );
        Call[] draws =
        [
            await Call.RunAsync(
                "glm",
                "simulate",
                model,
                "--fitted",
                folder.Path("f"),
                "--seed",
                "3",
                "--out",
                folder.Path("s1"),
                "-q"
            ),
            await Call.RunAsync(
                "glm",
                "simulate",
                model,
                "--fitted",
                folder.Path("f"),
                "--seed",
                "3",
                "--out",
                folder.Path("s2"),
                "-q"
            ),
        ];

        Assert.All(draws.Append(fit).Append(predict), call => Assert.Equal((0, ""), (call.Code, call.Error)));
        using var fitted = JsonDocument.Parse(fit.Output);
        using var predicted = JsonDocument.Parse(predict.Output);
        Assert.Equal(
            fitted.RootElement.GetProperty("bits_per_spike")[0].GetDouble(),
            predicted.RootElement.GetProperty("bits_per_spike")[0].GetDouble(),
            1e-12
        );
        Assert.Equal(
            await File.ReadAllTextAsync(folder.Path("s1", "simulated.tsv"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder.Path("s2", "simulated.tsv"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Cv_OfAModelWithAMisspeltName_SaysWhereAndExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        await Call.RunAsync("demo", "glm", "--out", folder.Path("d"), "--quiet");
        string model = folder.Path("d", "model.json");
        string text = await File.ReadAllTextAsync(model, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            model,
            text.Replace("\"covariate\": \"speed\"", "\"covariate\": \"sped\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        Call call = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("c"));

        Assert.Equal(1, call.Code);
        Assert.Contains(
            "model.json:10:20: the recording has no covariate \"sped\". Did you mean 'speed'?",
            call.Error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(folder.Path("c")));
    }

    [Fact]
    public async Task Predict_WithoutAFittedFolder_SaysWhatItExpected()
    {
        using var folder = new TemporaryFolder();
        await Call.RunAsync("demo", "glm", "--out", folder.Path("d"), "--quiet");

        Call call = await Call.RunAsync("glm", "predict", folder.Path("d", "model.json"), "--fitted", folder.Path("x"));

        Assert.Equal(1, call.Code);
        Assert.Contains(
            "Expected a folder that 'gyrus glm fit' or 'gyrus glm cv' wrote.",
            call.Error,
            StringComparison.Ordinal
        );
    }
}
