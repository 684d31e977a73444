using System.Globalization;
using System.Text.Json;
using Gyrus.Numerics;

namespace Gyrus.Cli.Tests;

/// <summary>Goodness of fit and nested cross-validation by command.</summary>
public sealed class GlmDiagnosticsTests
{
    [Fact]
    public async Task Cv_OfTheRightModel_IsInsideTheBandAndShowsIt()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");

        Call call = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("c"));

        call.RequireDone();
        Assert.Contains("time rescaling: 1 of 1 inside the 95 % band", call.Output, StringComparison.Ordinal);
        string[] row = NeuronStudy.Table(folder.Path("c", "rescaling.tsv"))[0];
        int spikes = NeuronStudy
            .Table(folder.Path("recording.tsv"))
            .Sum(line => (int)double.Parse(line[3], CultureInfo.InvariantCulture));
        Assert.Equal(spikes, int.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.Equal(1.36 / Math.Sqrt(spikes), double.Parse(row[3], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal("yes", row[5]);
        Assert.Equal(20, NeuronStudy.Table(folder.Path("c", "residuals.tsv")).Length);
        Assert.True(File.Exists(folder.Path("c", "rescaling_count.svg")));
        Assert.True(File.Exists(folder.Path("c", "residuals_count.png")));
        string report = await Report(folder.Path("c"));
        Assert.Contains("Time rescaling of count", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_OfAModelWithoutTheCovariateThatMatters_IsOutside()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, """ "regularizer": { "kind": "groupLasso", "strength": 10 }, """);
        // Fifty bins with a spike or two each, then fifty without, and so on: nothing that a constant rate makes.
        folder.Write(
            "recording.tsv",
            "trial\tposition\tspeed\tcount\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 400)
                        .Select(i =>
                            FormattableString.Invariant(
                                $"1\t{i / 50 % 2}\t{i * 7 % 11}\t{(i / 50 % 2 == 1 ? 1 + (i % 2) : 0)}\n"
                            )
                        )
                )
        );

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--json");

        call.RequireDone();
        using var json = JsonDocument.Parse(call.Output);
        Assert.True(
            json.RootElement.GetProperty("ks_distances")[0].GetDouble()
                > json.RootElement.GetProperty("ks_bounds_95")[0].GetDouble()
        );
    }

    [Theory]
    [InlineData("gaussian", "Time rescaling needs spikes, and Gaussian responses are no counts")]
    [InlineData("negativeBinomial", "negative binomial counts vary more than that")]
    public async Task Fit_OfAFamilyWithoutSpikes_SaysThatThereIsNoTest(string family, string words)
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(
            folder,
            $$""" "observation": "{{family}}", "regularizer": { "kind": "groupLasso", "strength": 0.01 }, """
        );

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--json");

        call.RequireDone();
        Assert.False(File.Exists(folder.Path("f", "rescaling.tsv")));
        Assert.True(File.Exists(folder.Path("f", "residuals.tsv")));
        Assert.Contains(words, await Report(folder.Path("f")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cv_Nested_ScoresTheChoiceOnFoldsWithoutPartInIt_ByOptionAsByFile()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");
        string plain = folder.Path("plain");
        string nested = folder.Path("nested");

        Call without = await Call.RunAsync("glm", "cv", model, "--out", plain, "--json");
        Call with = await Call.RunAsync("glm", "cv", model, "--nested", "--out", nested, "--json");
        Call byFile = await Call.RunAsync([
            "glm",
            "cv",
            NeuronStudy.Write(folder, """ "folds": { "nested": true }, """),
            "--out",
            folder.Path("file"),
            "-q",
        ]);

        Assert.All([without, with, byFile], call => call.RequireDone());
        Assert.False(File.Exists(Path.Combine(plain, "nested.tsv")));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(plain, "chosen.tsv"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Path.Combine(nested, "chosen.tsv"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(nested, "nested.tsv"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder.Path("file", "nested.tsv"), TestContext.Current.CancellationToken)
        );
        string[][] rows = NeuronStudy.Table(Path.Combine(nested, "nested.tsv"));
        Assert.Equal(["1", "2", "3", "4", "5"], rows.Select(r => r[1]));
        Assert.InRange(rows.Count(r => r[4].Contains("position", StringComparison.Ordinal)), 3, 5);
        using var json = JsonDocument.Parse(with.Output);
        double mean = rows.Average(r => double.Parse(r[2], CultureInfo.InvariantCulture));
        Assert.Equal(mean, json.RootElement.GetProperty("nested_scores")[0].GetDouble(), 1e-12);
        Assert.Contains("Nested cross-validation", await Report(nested), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cv", """ "tolerance": 1e-25, """)]
    [InlineData("select", """ "tolerance": 1e-25, """)]
    [InlineData("compare", """ "regularizer": "none", """)]
    public async Task AnyVerb_WithFitsThatDoNotReachTheirCertificate_SaysSoAndExitsWithThree(string verb, string more)
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, more);

        // At a tolerance below rounding many fits end with a gap of rounding errors, of either sign: enough halves have one above it.
        string text = await File.ReadAllTextAsync(model, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            model,
            text.Replace("\"pairs\": 4", "\"pairs\": 16", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        // No spike in the far half: without a penalty there is no finite optimum.
        folder.Write(
            "recording.tsv",
            "trial\tposition\tspeed\tcount\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 400)
                        .Select(i =>
                            FormattableString.Invariant(
                                $"{i / 20}\t{i % 20}\t{i * 7 % 11}\t{(i % 20 < 10 ? i % 3 : 0)}\n"
                            )
                        )
                )
        );

        Call call = await Call.RunAsync("glm", verb, model, "--out", folder.Path("o"), "--json");
        Call part = await Call.RunAsync("glm", verb, model, "--neurons", "count", "--out", folder.Path("p"), "-q");
        Call join = await Call.RunAsync("glm", "join", folder.Path("p"), "--out", folder.Path("j"), "-q");

        Assert.Equal((3, 3, 3), (call.Code, part.Code, join.Code));
        Assert.Contains("did not reach their tolerance", call.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(call.Output);
        Assert.False(json.RootElement.GetProperty("converged").GetBoolean());
    }

    [Fact]
    public async Task Cv_Nested_WithFitsInsideTheFoldsThatDoNotReachTheirCertificate_SaysHowManyAndWhich()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, """ "tolerance": 1e-25, """);

        Call call = await Call.RunAsync("glm", "cv", model, "--nested", "--out", folder.Path("o"), "-q");

        Assert.Equal(3, call.Code);
        string[][] rows = NeuronStudy.Table(folder.Path("o", "nested.tsv"));
        int late = rows.Sum(r => int.Parse(r[5], CultureInfo.InvariantCulture));
        string sentence = FormattableString.Invariant(
            $"warning: count: {late} of 300 fits inside the outer folds did not reach their tolerance (outer fold "
        );
        string told = Assert.Single(call.Error.Split('\n'), l => l.StartsWith(sentence, StringComparison.Ordinal));
        foreach (string[] row in rows.Where(r => r[5] != "0"))
        {
            double first = double.Parse(row[6].Split(' ')[0], CultureInfo.InvariantCulture);
            Assert.Contains(
                FormattableString.Invariant($"outer fold {row[1]} at {first:g4}"),
                told,
                StringComparison.Ordinal
            );
        }

        Assert.Contains(
            $"{late} of 300 NOT CONVERGED: outer folds",
            await Report(folder.Path("o")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cv_OfAPlaceCellThatIsSilentInSomeBins_WarnsOfItsRefitAndIsDone()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");
        var rng = new Rng(4);
        folder.Write(
            "recording.tsv",
            "trial\tposition\tspeed\tcount\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 3000)
                        .Select(i =>
                        {
                            (double x, double v) = (i % 100, rng.NextNormal());
                            double rate = 3 * Math.Exp((-0.5 * Math.Pow((x - 30) / 10, 2)) + (0.4 * v));
                            int count = x > 60 ? 0 : (int)(rate + rng.NextDouble());
                            return FormattableString.Invariant($"{i / 100}\t{x}\t{v:0.0000}\t{count}\n");
                        })
                )
        );

        Call call = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("o"), "--json");
        Call part = await Call.RunAsync("glm", "cv", model, "--neurons", "count", "--out", folder.Path("p"), "-q");
        Call join = await Call.RunAsync("glm", "join", folder.Path("p"), "--out", folder.Path("j"), "-q");

        Assert.Equal((0, 0, 0), (call.Code, part.Code, join.Code));
        const string Told =
            "warning: count: The refit without a penalty has no finite optimum, because of 'position': the data are separable there";
        Assert.Contains(Told, call.Error, StringComparison.Ordinal);
        Assert.Contains(Told, join.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("did not reach", call.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(call.Output);
        Assert.True(json.RootElement.GetProperty("converged").GetBoolean());
        Assert.All(
            NeuronStudy.Table(folder.Path("o", "effects.tsv")),
            r => Assert.Equal(["n/a", "n/a", "n/a"], r[3..])
        );
        Assert.All(NeuronStudy.Table(folder.Path("o", "curves.tsv")), r => Assert.Equal(["n/a", "n/a"], r[4..6]));
        Assert.All(NeuronStudy.Table(folder.Path("o", "gaps.tsv")), r => Assert.Equal("yes", r[7]));
        foreach (string figure in Directory.GetFiles(folder.Path("o"), "*.svg"))
        {
            string text = await File.ReadAllTextAsync(figure, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Compare_WithShifts_SaysWhatTheyFound()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, """ "regularizer": { "kind": "groupLasso", "strength": 0.01 }, """);
        string text = await File.ReadAllTextAsync(model, TestContext.Current.CancellationToken);
        Call without = await Call.RunAsync("glm", "compare", model, "--out", folder.Path("w"), "-q");
        folder.Write(
            "model.json",
            text.Replace("\"folds\": 5", "\"folds\": 5, \"shifts\": 19", StringComparison.Ordinal)
        );

        Call call = await Call.RunAsync("glm", "compare", model, "--out", folder.Path("c"));

        Assert.All([without, call], c => c.RequireDone());
        Assert.False(File.Exists(folder.Path("w", "shifts.tsv")));
        string[] row = Assert.Single(NeuronStudy.Table(folder.Path("c", "shifts.tsv")));
        double[] cells = [.. row.Skip(1).Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
        Assert.Equal((19, 0.05), (cells[0], cells[4]));
        Assert.True(cells[2] < cells[3] && cells[3] < cells[1]);
        Assert.Contains("on 19 circular shifts at most", call.Output, StringComparison.Ordinal);
        string page = await Report(folder.Path("c"));
        Assert.Contains("shifted in a circle against the covariates", page, StringComparison.Ordinal);
        Assert.Contains("shifted in a circle by 19 random lengths (seed 1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_WithShiftsOfASilentNeuron_HasNoPValueOfIt()
    {
        using var folder = new TemporaryFolder();
        string model = WithASilentNeuron(
            folder,
            """ "regularizer": { "kind": "groupLasso", "strength": 0.01 }, """,
            ("\"folds\": 5", "\"folds\": 5, \"shifts\": 19")
        );

        Call call = await Call.RunAsync("glm", "compare", model, "--out", folder.Path("c"));
        Call json = await Call.RunAsync("glm", "compare", model, "--out", folder.Path("j"), "--json");

        Assert.All([call, json], static c => c.RequireDone());
        string[][] rows = NeuronStudy.Table(folder.Path("c", "shifts.tsv"));
        Assert.Equal(["0.05", "n/a"], rows.Select(static r => r[5]));
        Assert.Contains(
            "silent: all covariates have no score on left-out trials, so there is no p-value of 19 circular shifts",
            call.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("silent: nothing, no score held out", call.Output, StringComparison.Ordinal);
        Assert.Contains("silent: No fold has a score of all covariates", call.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Output);
        JsonElement p = document.RootElement.GetProperty("shift_p_values");
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null], p.EnumerateArray().Select(static v => v.ValueKind));
        Assert.DoesNotContain(">NaN<", await Report(folder.Path("c")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select")]
    [InlineData("cv")]
    [InlineData("path")]
    public async Task Verb_WithASilentNeuron_DoesTheOthersAndNamesIt(string verb)
    {
        using var folder = new TemporaryFolder();
        string model = WithASilentNeuron(folder, "");

        Call call = await Call.RunAsync("glm", verb, model, "--out", folder.Path("s"));
        Call alone = await Call.RunAsync("glm", verb, model, "--neurons", "count", "--out", folder.Path("a"), "-q");

        Assert.All([call, alone], static c => c.RequireDone());
        Assert.Contains("silent: There is no spike", call.Error, StringComparison.Ordinal);
        string table = verb == "select" ? "selection.tsv" : "path.tsv";
        string[][] rows = NeuronStudy.Table(folder.Path("s", table));
        Assert.Equal(NeuronStudy.Table(folder.Path("a", table)), rows.Where(static r => r[0] == "count"));
        Assert.Contains(rows, static r => r[0] == "silent");
        if (verb == "select")
        {
            Assert.Equal(["0", "0"], rows.Where(static r => r[0] == "silent").Select(static r => r[2]));
        }
    }

    [Fact]
    public async Task Select_SaysHowManyStableBlocksMayBeWrong()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync("glm", "select", NeuronStudy.Write(folder, ""), "--out", folder.Path("s"));

        call.RequireDone();
        string[] row = Assert.Single(NeuronStudy.Table(folder.Path("s", "bounds.tsv")));
        double[] cells = [.. row.Skip(1).Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
        Assert.Equal((8, 1), (cells[0], cells[1]));
        Assert.Equal(1 / (0.5 * 2), cells[2], 1e-12);
        Assert.Contains("; at most 1.00 wrong ones expected", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_AndPredict_OfResponsesThatAreNoSpikes_SpeakOfSamples()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(
            folder,
            """ "observation": "gaussian", "regularizer": { "kind": "groupLasso", "strength": 0.01 }, """
        );

        Call compare = await Call.RunAsync("glm", "compare", model, "--out", folder.Path("c"));
        Call fit = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"));
        Call predict = await Call.RunAsync("glm", "predict", model, "-f", folder.Path("f"), "--out", folder.Path("p"));

        Assert.All([compare, fit, predict], c => c.RequireDone());
        Assert.Contains("bits per sample held out", compare.Output, StringComparison.Ordinal);
        string page = await Report(folder.Path("c"));
        Assert.Contains("bits per sample beyond a constant rate", page, StringComparison.Ordinal);
        Assert.DoesNotContain("its per spike", page, StringComparison.Ordinal);
        Assert.Contains("a bin, deviance explained", predict.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", predict.Output, StringComparison.Ordinal);
        Assert.Contains(
            "relative to half the null deviance a bin",
            await Report(folder.Path("f")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Predict_OfARecordingThatLeavesTheRangesOfTheFit_SaysHowManyBinsHaveNoPrediction()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, """ "regularizer": { "kind": "groupLasso", "strength": 0.01 }, """);
        Call fit = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "-q");
        folder.Write(
            "recording.tsv",
            "trial\tposition\tspeed\tcount\n1\t0\t0\t1\n1\t99\t0\t0\n1\t0.1\tn/a\t0\n1\t0.2\t0\t2\n"
        );

        Call predict = await Call.RunAsync("glm", "predict", model, "-f", folder.Path("f"), "--out", folder.Path("p"));

        Assert.Equal((0, 0), (fit.Code, predict.Code));
        Assert.Contains(
            "2 blocks ('position', 'speed') have no value at 1 of 4 samples",
            predict.Error,
            StringComparison.Ordinal
        );
        string[][] rows = NeuronStudy.Table(folder.Path("p", "predictions.tsv"));
        Assert.Equal([false, true, true, false], rows.Select(r => r[0] == "n/a"));
    }

    [Fact]
    public async Task Fit_OfALossThatIsNotConvex_ClaimsNoBound()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(
            folder,
            """ "observation": { "family": "gaussian", "link": "softplus" }, "regularizer": { "kind": "groupLasso", "strength": 0.01 }, """
        );

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "-q");

        call.RequireDone();
        string page = await Report(folder.Path("f"));
        Assert.Contains("so nothing bounds how far the objective is above", page, StringComparison.Ordinal);
        Assert.Contains(
            "until the relative decrease that a quadratic model promises was",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("duality gap", page, StringComparison.Ordinal);
    }

    /// <summary>The study of a neuron with another one, "silent", that never spikes.</summary>
    private static string WithASilentNeuron(TemporaryFolder folder, string more, params (string, string)[] changes)
    {
        string model = NeuronStudy.Write(folder, more);
        string[] lines = File.ReadAllLines(folder.Path("recording.tsv"));
        folder.Write(
            "recording.tsv",
            string.Concat(lines.Select(static (line, i) => line + (i == 0 ? "\tsilent\n" : "\t0\n")))
        );
        string text = File.ReadAllText(model)
            .Replace("\"responses\": \"count\"", "\"responses\": [\"count\", \"silent\"]", StringComparison.Ordinal);
        foreach ((string before, string after) in changes)
        {
            text = text.Replace(before, after, StringComparison.Ordinal);
        }

        return folder.Write("model.json", text);
    }

    private static async Task<string> Report(string folder) =>
        System.Net.WebUtility.HtmlDecode(
            await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), TestContext.Current.CancellationToken)
        );
}
