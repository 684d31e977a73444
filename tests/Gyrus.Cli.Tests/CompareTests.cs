using System.Globalization;
using System.Text.Json;

namespace Gyrus.Cli.Tests;

/// <summary><c>gyrus compare</c> from end to end, and what it refuses.</summary>
public sealed class CompareTests(TwoGroupStudy study) : IClassFixture<TwoGroupStudy>
{
    [Fact]
    public async Task Compare_WritesTablesDocumentFiguresAndReport_ThatAgree()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            .. (string[])["compare", .. study.Signals[..4], "--estimators", "cvc,shrinkage-cv", "auto", "--json"],
            .. (string[])["--reference", "cvc", "--gap", "3", "--out", folder.Path("c")],
        ]);

        Assert.Equal(0, call.Code);
        string[] files =
        [
            .. (string[])["comparison.json", "report.html", "dataset_description.json"],
            .. (string[])["desc-comparison_outcomes.tsv", "desc-comparison_summary.tsv"],
            .. (string[])["desc-comparison_differenceslikelihood.svg", "desc-comparison_criteria.svg"],
        ];
        Assert.All(files, file => Assert.True(File.Exists(folder.Path("c", file)), file));
        string[][] outcomes = Rows(folder.Path("c", files[3]));
        string[][] summary = Rows(folder.Path("c", files[4]));
        Assert.Equal((13, 4), (outcomes.Length, summary.Length));
        (int mean, int difference) = (
            Array.IndexOf(summary[0], "log_likelihood_mean"),
            Array.IndexOf(summary[0], "log_likelihood_difference")
        );
        int likelihood = Array.IndexOf(outcomes[0], "log_likelihood");
        double[][] values =
        [
            .. ((string[])["cvc", "shrinkage-cv", "auto"]).Select(e =>
                outcomes.Where(r => r[1] == e).Select(r => Number(r[likelihood])).ToArray()
            ),
        ];
        for (int e = 0; e < 3; e++)
        {
            Assert.Equal(values[e].Average(), Number(summary[e + 1][mean]), 1e-9);
            Assert.Equal(values[e].Zip(values[0], (a, b) => a - b).Average(), Number(summary[e + 1][difference]), 1e-9);
        }

        using var json = JsonDocument.Parse(call.Output);
        string best = json.RootElement.GetProperty("best").GetString()!;
        Assert.Equal(best, json.RootElement.GetProperty("estimators")[0].GetString());
        Assert.Equal(values.Max(v => v.Average()), json.RootElement.GetProperty("log_likelihood")[0].GetDouble(), 1e-9);
        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(folder.Path("c", files[0]), TestContext.Current.CancellationToken)
        );
        Assert.Equal(best, document.RootElement.GetProperty("best").GetString());
        Assert.Equal(3, document.RootElement.GetProperty("split").GetProperty("gap").GetInt32());
        Assert.Equal("157", outcomes[1][Array.IndexOf(outcomes[0], "train_samples")]);
    }

    [Fact]
    public async Task Compare_OnThreads_WritesTheSameTables()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["compare", .. study.Signals[..3], "-e", "cvc,shrinkage-cv", "--quiet"];

        await Call.RunAsync([.. args, "--threads", "1", "--out", folder.Path("a")]);
        await Call.RunAsync([.. args, "--threads", "3", "--out", folder.Path("b")]);

        const string Table = "desc-comparison_outcomes.tsv";
        Assert.Equal(
            await File.ReadAllTextAsync(folder.Path("a", Table), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder.Path("b", Table), TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("Expected an estimator, but got 'magic'; there are auto,", "-e", "magic")]
    [InlineData("The reference 'auto' is not among the estimators (cvc)", "-e", "cvc", "--reference", "auto")]
    [InlineData("--train-fraction must be below 1, but was 1.5.", "-e", "cvc", "--train-fraction", "1.5")]
    [InlineData("--split random shuffles the volumes", "-e", "cvc", "--split", "random", "--gap", "2")]
    [InlineData("--blocks must be at least 1, but was 0.", "-e", "cvc", "--split", "blocked", "--blocks", "0")]
    [InlineData("Use another fraction, fewer blocks or a smaller gap.", "-e", "cvc", "--gap", "300")]
    public async Task Compare_WhatCannotBe_IsRefused(string sentence, params string[] options)
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            .. (string[])["compare", study.Signals[0], .. options, "--quiet", "--out", folder.Path("out")],
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    private static string[][] Rows(string path) => [.. File.ReadAllLines(path).Select(line => line.Split('\t'))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
