using System.Text.Json;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Cli.Tests;

/// <summary><c>gyrus clean</c> from end to end, and what it refuses.</summary>
public sealed class CleanTests(TwoGroupStudy study) : IClassFixture<TwoGroupStudy>
{
    [Fact]
    public async Task Clean_Auto_WritesMatricesSpectraDocumentAndReport()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync(["clean", .. study.Signals[..3], "--npy", "--json", "--out", folder.Path("c")]);

        Assert.Equal(0, call.Code);
        string warning = Assert.Single(call.Error.TrimEnd().Split('\n'));
        Assert.Contains("neighbouring volumes resemble each other", warning, StringComparison.Ordinal);
        string[] files =
        [
            .. (string[])["cleaning.json", "report.html", "dataset_description.json"],
            .. ((string[])["Covariance", "Correlation", "Precision", "PartialCorrelation"]).SelectMany(m =>
                ((string[])[".tsv", ".json", ".npy"]).Select(e => $"sub-02_task-rest_meas-{m}_relmat{e}")
            ),
            .. ((string[])[".tsv", ".json", ".svg"]).Select(e => $"sub-02_task-rest_desc-spectrum_eigenvalues{e}"),
        ];
        Assert.All(files, file => Assert.True(File.Exists(folder.Path("c", file)), file));
        using var summary = JsonDocument.Parse(call.Output);
        Assert.Equal(3, summary.RootElement.GetProperty("subjects").GetInt32());
        Assert.Equal(6, summary.RootElement.GetProperty("rank")[0].GetInt32());
        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(folder.Path("c", "cleaning.json"), TestContext.Current.CancellationToken)
        );
        JsonElement subject = document.RootElement.GetProperty("subjects")[1];
        Assert.StartsWith("cvc:", subject.GetProperty("method").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, subject.GetProperty("diagnosis").GetProperty("samples").GetInt32());
        Assert.Equal(3, document.RootElement.GetProperty("provenance").GetProperty("inputs").GetArrayLength());
        Matrix covariance = SignalsTable.Read(folder.Path("c", files[3])).Values;
        Matrix precision = SignalsTable.Read(folder.Path("c", files[9])).Values;
        for (int i = 0; i < 6; i++)
        {
            double one = Enumerable.Range(0, 6).Sum(k => covariance[i, k] * precision[k, i]);
            Assert.Equal(1, one, 1e-9);
        }
    }

    [Fact]
    public async Task Clean_Search_IsWrittenWithItsScores()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            .. (string[])["clean", study.Signals[0], "--estimator", "shrinkage-cv@printed:completion", "--quiet"],
            .. (string[])["--folds", "4", "--gap", "2", "--units", "standardised", "--out", folder.Path("c")],
        ]);

        Assert.Equal(0, call.Code);
        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(folder.Path("c", "cleaning.json"), TestContext.Current.CancellationToken)
        );
        JsonElement root = document.RootElement;
        Assert.Equal("Printed", root.GetProperty("estimator").GetProperty("variant").GetString());
        Assert.Equal("CompletionError", root.GetProperty("estimator").GetProperty("criterion").GetString());
        Assert.Equal(4, root.GetProperty("estimator").GetProperty("folds").GetInt32());
        Assert.Equal("Standardised", root.GetProperty("units").GetString());
        JsonElement choice = root.GetProperty("subjects")[0].GetProperty("hyperParameter");
        double[] grid = [.. choice.GetProperty("grid").EnumerateArray().Select(g => g.GetDouble())];
        double[] scores = [.. choice.GetProperty("meanScores").EnumerateArray().Select(g => g.GetDouble())];
        Assert.Equal(30, grid.Length);
        Assert.Equal(grid[Array.IndexOf(scores, scores.Max())], choice.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Clean_List_NamesEveryEstimatorForPersonAndProgram()
    {
        Call person = await Call.RunAsync("clean", "--list");
        Call program = await Call.RunAsync("clean", "--list", "--json");

        Assert.Equal((0, 0), (person.Code, program.Code));
        Assert.Contains("cvc: Cross-validated eigenvalues", person.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(program.Output);
        string[] names = [.. json.RootElement.EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
        Assert.Equal([.. Covariance.Cleaning.EstimatorCatalogue.All.Select(e => e.Name)], names);
        Assert.All(json.RootElement.EnumerateArray(), e => Assert.NotEqual("", e.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Clean_SubjectWithoutAValue_WritesNothingUnlessItIsSkipped()
    {
        using var folder = new TemporaryFolder();
        RegionSignals twice = SignalsTable.Read(study.Signals[0]);
        Matrix values = Matrix.Create(200, 6, (t, j) => twice.Values[t, j == 5 ? 0 : j]);
        string faulty = folder.Path("sub-99_timeseries.tsv");
        SignalsTable.Write(faulty, new RegionSignals("sub-99", values, twice.Regions));
        string[] args = ["clean", study.Signals[1], faulty, "--out", folder.Path("c"), "--quiet"];

        Call refused = await Call.RunAsync(args);
        bool written = Directory.Exists(folder.Path("c"));
        Call skipped = await Call.RunAsync([.. args, "--skip-undefined"]);

        Assert.Equal((1, false), (refused.Code, written));
        Assert.Contains(
            "auto has no value on 1 of 2 subjects, and nothing was written",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("sub-99", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--skip-undefined", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, skipped.Code);
        Assert.Contains("sub-99 was left out", skipped.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path("c"), "*meas-Precision_relmat.tsv"));
        string document = await File.ReadAllTextAsync(
            folder.Path("c", "cleaning.json"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("\"reason\": \"auto finds no estimator here", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Expected an estimator, but got 'magic'; there are auto,", "--estimator", "magic")]
    [InlineData("cvc searches nothing, so it has no criterion", "--estimator", "cvc:completion")]
    [InlineData("--folds must be at least 2, but was 1.", "--folds", "1")]
    [InlineData("--gap must be at least 0, but was -1.", "--gap", "-1")]
    [InlineData("A gap of 100 samples leaves", "--gap", "100")]
    public async Task Clean_WhatCannotBe_IsRefused(string sentence, params string[] options)
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            "clean",
            study.Signals[0],
            .. options,
            "--out",
            folder.Path("out"),
            "--quiet",
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    [Fact]
    public async Task Connectivity_OfACatalogueEstimator_IsWhatCleanWrites_AndReadsBack()
    {
        using var folder = new TemporaryFolder();
        string[] args = [study.Signals[0], study.Signals[1], "--estimator", "shrinkage-cv@released", "--quiet"];

        Call connectivity = await Call.RunAsync([
            .. (string[])["connectivity", .. args, "--kind", "tangent", "--out", folder.Path("a")],
        ]);
        Call again = await Call.RunAsync([
            .. (string[])
                ["connectivity", .. args[..2], "--fit", folder.Path("a"), "--quiet", "--out", folder.Path("b")],
        ]);
        await Call.RunAsync(["connectivity", .. args, "--kind", "partial-correlation", "--out", folder.Path("c")]);
        await Call.RunAsync(["clean", .. args, "--out", folder.Path("d")]);

        Assert.Equal((0, "", 0, ""), (connectivity.Code, connectivity.Error, again.Code, again.Error));
        const string Tangent = "sub-01_task-rest_meas-Tangent_relmat.tsv";
        Assert.Equal(
            await File.ReadAllTextAsync(folder.Path("a", Tangent), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder.Path("b", Tangent), TestContext.Current.CancellationToken)
        );
        const string Partial = "sub-01_task-rest_meas-PartialCorrelation_relmat.tsv";
        Matrix one = SignalsTable.Read(folder.Path("c", Partial)).Values;
        Matrix two = SignalsTable.Read(folder.Path("d", Partial)).Values;
        NumericAssert.Close(one.AsSpan(), two.AsSpan(), 1e-12);
    }
}
