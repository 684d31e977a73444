using System.Text.Json;

namespace Gyrus.Cli.Tests;

/// <summary><c>gyrus connectivity</c> and <c>gyrus edge-test</c> from end to end, and what they refuse.</summary>
public sealed class ConnectivityTests(TwoGroupStudy study) : IClassFixture<TwoGroupStudy>
{
    [Fact]
    public async Task Connectivity_Tangent_IsReusedOnNewSubjects()
    {
        using var folder = new TemporaryFolder();
        string[] train = study.Signals[..8];

        Call first = await Call.RunAsync([
            .. (string[])["connectivity", .. train, "--kind", "tangent", "--vectorise", "--npy", "--quiet"],
            .. (string[])["--out", folder.Path("train")],
        ]);
        Call second = await Call.RunAsync([
            .. (string[])["connectivity", study.Signals[2], study.Signals[9], "--fit", folder.Path("train")],
            .. (string[])["--out", folder.Path("test"), "--json"],
        ]);

        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Equal((0, ""), (second.Code, second.Error));
        const string Name = "sub-03_task-rest_meas-Tangent_relmat.tsv";
        Assert.Equal(
            await File.ReadAllBytesAsync(folder.Path("train", Name), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(folder.Path("test", Name), TestContext.Current.CancellationToken)
        );
        string[] files =
        [
            .. (string[])
                ["connectivity.json", "meas-Covariance_desc-geometricmean_relmat.tsv", "meas-Tangent_features.tsv"],
            .. (string[])
                ["meas-Tangent_features.npy", "sub-01_task-rest_meas-Tangent_relmat.json", "dataset_description.json"],
        ];
        Assert.All(files, file => Assert.True(File.Exists(folder.Path("train", file)), file));
        using var json = JsonDocument.Parse(second.Output);
        Assert.Equal(2, json.RootElement.GetProperty("subjects").GetInt32());
        Assert.True(json.RootElement.GetProperty("converged").GetBoolean());
    }

    [Fact]
    public async Task EdgeTest_OfAFolder_OfMatricesAndOfSignals_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        await Call.RunAsync(["connectivity", .. study.Signals, "--out", folder.Path("c"), "--quiet"]);
        string[] matrices = [.. Directory.GetFiles(folder.Path("c"), "sub-*relmat.tsv").Order(StringComparer.Ordinal)];

        Call[] calls =
        [
            await EdgeTestAsync(folder, "one", [folder.Path("c")]),
            await EdgeTestAsync(folder, "two", matrices),
            await EdgeTestAsync(folder, "three", study.Signals),
        ];

        Assert.All(calls, call => Assert.Equal((0, ""), (call.Code, call.Error)));
        string[] tables =
        [
            .. ((string[])["one", "two", "three"]).Select(name =>
                File.ReadAllText(folder.Path(name, "desc-edgetest_edges.tsv"))
            ),
        ];
        Assert.Equal(tables[0], tables[1]);
        Assert.Equal(tables[0], tables[2]);
        string[] best = [.. tables[0].Split('\n').Skip(1).Take(2).Select(line => line.Split('\t')[0]).Order()];
        Assert.Equal([.. study.Planted.Select(e => $"{"abcdef"[e.First]}–{"abcdef"[e.Second]}").Order()], best);
        string report = await File.ReadAllTextAsync(
            folder.Path("one", "report.html"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("all 924 arrangements", report, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.Path("one", "meas-Correlation_desc-pfwe_relmat.tsv")));
    }

    [Fact]
    public async Task EdgeTest_WithCovariates_RecordsSeedAndInputs()
    {
        using var folder = new TemporaryFolder();

        Call call = await EdgeTestAsync(
            folder,
            "out",
            study.Signals,
            "--covariates",
            "age,fd",
            "--permutations",
            "200",
            "--seed",
            "5",
            "--fisher-z",
            "--groups",
            "patient",
            "control"
        );

        Assert.Equal((0, ""), (call.Code, call.Error));
        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(folder.Path("out", "edge-test.json"), TestContext.Current.CancellationToken)
        );
        JsonElement root = json.RootElement;
        Assert.Equal("patient", root.GetProperty("firstGroup").GetString());
        Assert.Equal(200, root.GetProperty("permutations").GetInt32());
        Assert.Equal(5, root.GetProperty("provenance").GetProperty("seed").GetInt32());
        Assert.Equal(13, root.GetProperty("provenance").GetProperty("inputs").GetArrayLength());
        Assert.Equal("age", root.GetProperty("covariates")[0].GetString());
    }

    [Theory]
    [InlineData("participants.tsv: expected a column 'diagnosis'", "--group", "diagnosis")]
    [InlineData(
        "no subject is in the group 'ill' of the column 'dx': 'control' (6), 'patient' (6).",
        "--groups",
        "ill",
        "control"
    )]
    [InlineData("--groups needs two names, but got 1.", "--groups", "patient")]
    [InlineData("expected a column 'mood'", "--covariates", "mood")]
    [InlineData(
        "expected a number in the column 'note' as for 11 other subjects, but found 'twelve' for sub-05",
        "--covariates",
        "note"
    )]
    [InlineData(
        "'group control against patient' is a combination of 'intercept', 'site = pat'",
        "--covariates",
        "site"
    )]
    [InlineData("--categorical names 'site', which is not among the --covariates.", "--categorical", "site")]
    [InlineData("--permutations must be at least 0, but was -1.", "--permutations", "-1")]
    [InlineData("--significance must be above 0 and below 1, but was 5.", "--significance", "5")]
    [InlineData(
        "Fisher's z is for correlations, but the connectivity is of the kind Covariance.",
        "--fisher-z",
        "--kind",
        "covariance"
    )]
    public async Task EdgeTest_WhatCannotBe_IsRefused(string sentence, params string[] options) =>
        await RefusedAsync(sentence, study.Participants, options);

    [Fact]
    public async Task EdgeTest_SubjectWithoutARow_IsNamed()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("p.tsv", "participant_id\tdx\nsub-01\ta\n");

        await RefusedAsync("for sub-02_task-rest, but there is none", table);
    }

    [Fact]
    public async Task EdgeTest_OneGroupOnly_SaysWhatThereIs()
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(1, 12).Select(k => $"sub-{k:00}\tpatient\n"));

        await RefusedAsync(
            "expected two groups in the column 'dx', but the subjects are of one: 'patient' (12).",
            folder.Write("p.tsv", "participant_id\tdx\n" + rows)
        );
    }

    [Fact]
    public async Task EdgeTest_EdgesThatDoNotVary_AreLeftOutWithAWarning()
    {
        using var folder = new TemporaryFolder();
        string[] files = new string[6];
        for (int k = 0; k < 6; k++)
        {
            string r = FormattableString.Invariant($"{0.1 * (k + 1):R}");
            files[k] = folder.Write(
                $"sub-{k + 1:00}_meas-Correlation_relmat.tsv",
                $"a\tb\tc\n1\t0\t{r}\n0\t1\t0\n{r}\t0\t1\n"
            );
        }

        string table = folder.Write(
            "p.tsv",
            "participant_id\tdx\n"
                + string.Concat(Enumerable.Range(1, 6).Select(k => $"sub-{k:00}\t{(k % 2 == 0 ? 'x' : 'y')}\n"))
        );
        Call call = await Call.RunAsync([
            .. (string[])["edge-test", .. files, "--participants", table, "--group", "dx", "--out", folder.Path("o")],
            "--quiet",
        ]);

        Assert.Equal(0, call.Code);
        Assert.Contains(
            "2 of 3 edges do not vary within the groups and were not tested.",
            call.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no corrected p-value can be below 0.1: there are too few",
            call.Error,
            StringComparison.Ordinal
        );
        string edges = await File.ReadAllTextAsync(
            folder.Path("o", "desc-edgetest_edges.tsv"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(2, edges.Split('\n').Count(line => line.Contains("\tn/a\tn/a\tn/a", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EdgeTest_MatrixThatIsNotSymmetric_SaysWhere()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("sub-01_meas-X_relmat.tsv", "a\tb\n1\t0.5\n0.4\t1\n");

        Call call = await Call.RunAsync("edge-test", file, "--participants", study.Participants, "--group", "dx");

        Assert.Equal(1, call.Code);
        Assert.Contains("row 1, column 2 is 0.5 and row 2, column 1 is 0.4", call.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at least 2 subjects, but there is only sub-01_task-rest", 1, "--kind", "tangent")]
    [InlineData("connectivity.json: there is no such file", 2, "--fit", "nowhere")]
    [InlineData("--shrinkage must be between 0 and 1, but was 2.", 2, "--estimator", "shrinkage", "--shrinkage", "2")]
    public async Task Connectivity_WhatCannotBe_IsRefused(string sentence, int subjects, params string[] options)
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            "connectivity",
            .. study.Signals[..subjects],
            .. options,
            "--out",
            folder.Path("out"),
            "--quiet",
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    private async Task<Call> EdgeTestAsync(
        TemporaryFolder folder,
        string name,
        string[] inputs,
        params string[] options
    ) =>
        await Call.RunAsync([
            .. (string[])["edge-test", .. inputs, "--participants", study.Participants, "--group", "dx"],
            .. options,
            .. (string[])["--out", folder.Path(name), "--quiet"],
        ]);

    private async Task RefusedAsync(string sentence, string participants, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string[] group = options.Contains("--group") ? [] : ["--group", "dx"];

        Call call = await Call.RunAsync([
            .. (string[])["edge-test", .. study.Signals, "--participants", participants],
            .. group,
            .. options,
            .. (string[])["--out", folder.Path("out"), "--quiet"],
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("out")));
    }
}
