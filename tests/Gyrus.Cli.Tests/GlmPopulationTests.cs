using System.Globalization;
using System.Text;
using Gyrus.Numerics;

namespace Gyrus.Cli.Tests;

/// <summary>Neurons that see themselves and each other, from a model file to draws.</summary>
public sealed class GlmPopulationTests
{
    private const string Model = """
        {
          "data": { "tables": "spikes.csv", "responses": "n*", "trials": "trial", "binWidthSeconds": 0.02 },
          "features": [
            { "covariate": "x", "basis": { "kind": "raisedCosine", "count": 4 } },
            { "name": "history", "covariate": "self", "basis": { "kind": "history", "bins": 2 } },
            { "name": "coupling", "covariate": "others", "split": true, "basis": { "kind": "raisedCosineLog", "count": 2 }, "window": { "bins": 4 } }
          ],
          "regularizer": { "kind": "groupLasso", "strength": 0.02 },
          "path": { "count": 12, "ratio": 1e-2 },
          "stability": { "pairs": 2 },
          "comparison": { "folds": 5 }
        }
        """;

    [Fact]
    public async Task Cv_OfACoupledPopulation_SelectsWhoDrivesWhom_AndPartsJoinToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder);

        Call all = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("cv"), "-q");
        Call first = await Call.RunAsync([
            "glm",
            "cv",
            model,
            "--neurons",
            "n1",
            "n3",
            "--out",
            folder.Path("p1"),
            "-q",
        ]);
        Call second = await Call.RunAsync("glm", "cv", model, "--neurons", "n2", "--out", folder.Path("p2"), "-q");
        Call join = await Call.RunAsync([
            "glm",
            "join",
            folder.Path("p1"),
            folder.Path("p2"),
            "--out",
            folder.Path("j"),
            "-q",
        ]);

        Assert.All([all, first, second, join], static call => call.RequireDone());
        string[] selected =
        [
            .. NeuronStudy
                .Table(folder.Path("cv", "blocks.tsv"))
                .Where(static r => r[4] == "yes")
                .Select(static r => $"{r[0]} {r[1]}"),
        ];
        Assert.Contains("n1 history", selected);
        Assert.Contains("n2 coupling:n1", selected);
        Assert.DoesNotContain("n1 coupling:n2", selected);
        string[][] coupling = NeuronStudy.Table(folder.Path("cv", "coupling.tsv"));
        Assert.Equal(["1", "2", "3", "4"], coupling.Where(static r => r is ["n2", "n1", ..]).Select(static r => r[2]));
        Assert.True(
            coupling.First(static r => r is ["n2", "n1", "1", _])[3].StartsWith("0.", StringComparison.Ordinal),
            "excites"
        );
        Assert.True(coupling.First(static r => r is ["n1", "n1", "1", _])[3].StartsWith('-'), "refractory");
        await RequireSameBytes(folder.Path("j"), folder.Path("cv"));

        string report = System.Net.WebUtility.HtmlDecode(
            await File.ReadAllTextAsync(folder.Path("cv", "report.html"), TestContext.Current.CancellationToken)
        );
        Assert.Contains("History and coupling", report, StringComparison.Ordinal);
        Assert.Contains("one spike of n1 itself adds to the linear predictor of n1", report, StringComparison.Ordinal);
        Assert.Contains("one spike of n1 adds to the linear predictor of n2", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cv_OfACoupledPopulationWithAPlace_HasMapsThatDoNotDependOnTheOtherNeuronsOfTheCall()
    {
        const string Place = """
            { "name": "place", "covariate": ["x", "y"], "basis": [{ "kind": "bspline", "count": 4 }, { "kind": "bspline", "count": 4 }] },
            { "name": "history",
            """;
        using var folder = new TemporaryFolder();
        string model = Write(folder, 0.8);
        folder.Write("model.json", Model.Replace("{ \"name\": \"history\",", Place, StringComparison.Ordinal));
        string[] names = ["n1", "n2", "n3"];

        Call all = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("cv"), "-q");
        Call[] parts = await Task.WhenAll(
            names.Select(n => Call.RunAsync("glm", "cv", model, "--neurons", n, "--out", folder.Path(n), "-q"))
        );
        Call join = await Call.RunAsync([
            "glm",
            "join",
            .. names.Select(n => folder.Path(n)),
            "--out",
            folder.Path("j"),
            "-q",
        ]);

        Assert.All([all, .. parts, join], static call => call.RequireDone());
        Assert.Equal(names, NeuronStudy.Table(folder.Path("cv", "maps.tsv")).Select(static r => r[0]).Distinct());
        await RequireSameBytes(folder.Path("j"), folder.Path("cv"));
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("select")]
    public async Task Verb_OfACoupledPopulation_WarnsOfEachDesignWhateverIsJoinedFirst(string verb)
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder);
        string[] names = ["n3", "n2", "n1"];

        Call all = await Call.RunAsync("glm", verb, model, "--out", folder.Path("all"), "-q");
        foreach (string name in names)
        {
            (
                await Call.RunAsync("glm", verb, model, "--neurons", name, "--out", folder.Path(name), "-q")
            ).RequireDone();
        }

        Call join = await Call.RunAsync([
            "glm",
            "join",
            .. names.Select(n => folder.Path(n)),
            "--out",
            folder.Path("j"),
            "-q",
        ]);

        Assert.All([all, join], static call => call.RequireDone());
        Assert.Contains("3 neurons (n1, n2, n3): The block 'history' has", all.Error, StringComparison.Ordinal);
        Assert.Contains(
            "n2: 2 blocks ('coupling:n1', 'coupling:n3') have no value",
            all.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(Warnings(all), Warnings(join));

        static IEnumerable<string> Warnings(Call call) =>
            call.Error.Split('\n').Where(static l => l.StartsWith("warning: ", StringComparison.Ordinal)).Order();
    }

    [Fact]
    public async Task PredictAndSimulate_OfACoupledPopulation_ReadTheFit_AndDrawsFeedBack()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder);
        string[] use = [model, "--fitted", folder.Path("f"), "-q", "--out"];

        Call fit = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "-q");
        Call predict = await Call.RunAsync(["glm", "predict", .. use, folder.Path("p")]);
        Call once = await Call.RunAsync(["glm", "simulate", .. use, folder.Path("s1"), "--seed", "5"]);
        Call again = await Call.RunAsync(["glm", "simulate", .. use, folder.Path("s2"), "--seed", "5"]);

        Assert.All([fit, predict, once, again], static call => call.RequireDone());
        Assert.Equal(
            NeuronStudy.Table(folder.Path("f", "scores.tsv")),
            NeuronStudy.Table(folder.Path("p", "scores.tsv"))
        );
        string[][] drawn = NeuronStudy.Table(folder.Path("s1", "simulated.tsv"));
        Assert.Equal(drawn, NeuronStudy.Table(folder.Path("s2", "simulated.tsv")));
        Assert.All(drawn.Take(4), static row => Assert.Equal(["n/a", "n/a", "n/a"], row));
        Assert.DoesNotContain("n/a", drawn[4]);

        // Neuron n1 rarely spikes in neighbouring bins, and so do its drawn spikes; drawn from the recorded history every third would.
        double[] n1 =
        [
            .. drawn.Select(static r => r[0] == "n/a" ? 0 : double.Parse(r[0], CultureInfo.InvariantCulture)),
        ];
        int spikes = n1.Count(static v => v > 0);
        int pairs = Enumerable.Range(1, n1.Length - 1).Count(t => n1[t - 1] > 0 && n1[t] > 0);
        Assert.InRange(spikes, 200, 900);
        Assert.True(pairs < 0.2 * spikes, FormattableString.Invariant($"{pairs} of {spikes} follow at once"));
    }

    [Fact]
    public async Task Predict_OnARecordingWithoutAllNeurons_SaysWhichIsMissing()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder);
        await Call.RunAsync("glm", "fit", model, "--neurons", "n1", "--out", folder.Path("f"), "-q");
        string less = folder.Write("less.json", Model.Replace("\"n*\"", "[\"n1\", \"n2\"]", StringComparison.Ordinal));

        Call call = await Call.RunAsync(
            "glm",
            "predict",
            less,
            "--fitted",
            folder.Path("f"),
            "--out",
            folder.Path("p")
        );

        Assert.Equal(1, call.Code);
        Assert.Contains("the recording has no responses of 'n3'", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryOtherVerb_OfACoupledPopulation_NamesTheCouplings()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder);

        foreach (
            (string verb, string table) in new[]
            {
                ("path", "vanish"),
                ("select", "selection"),
                ("compare", "comparison"),
            }
        )
        {
            Call call = await Call.RunAsync("glm", verb, model, "--neurons", "n2", "--out", folder.Path(verb), "-q");

            Assert.True(call.Code is 0 or 3, call.Error);
            Assert.Contains(
                "coupling:n3",
                await File.ReadAllTextAsync(folder.Path(verb, table + ".tsv"), TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Whether a joined folder holds the tables of one call, byte for byte.</summary>
    private static async Task RequireSameBytes(string joined, string whole)
    {
        Assert.Equal(Names(whole), Names(joined));
        foreach (string file in Directory.GetFiles(joined, "*.tsv").Append(Path.Combine(joined, "fitted.json")))
        {
            Assert.Equal(
                await File.ReadAllTextAsync(
                    Path.Combine(whole, Path.GetFileName(file)),
                    TestContext.Current.CancellationToken
                ),
                await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
            );
        }

        static string?[] Names(string path) =>
            [.. Directory.GetFiles(path, "*.tsv").Select(Path.GetFileName).Order(StringComparer.Ordinal)];
    }

    /// <summary>Neuron n1 is refractory, n2 follows n1, n3 is on its own; the covariate y adds to the log rates of all.</summary>
    private static string Write(TemporaryFolder folder, double drive = 0)
    {
        var rng = new Rng(11);
        var text = new StringBuilder("trial,x,y,n1,n2,n3\n");
        double last = 0;
        for (int t = 0; t < 2000; t++)
        {
            double before = t % 200 == 0 ? 0 : last;
            double x = rng.NextNormal();
            double y = Math.Sin(0.1 * t);
            double gain = Math.Exp(drive * y);
            last = Count(rng, gain * Math.Exp((before > 0 ? -3 : -0.3) + (0.3 * x)));
            double follows = Count(rng, gain * Math.Exp(-1.6 + (1.1 * Math.Min(before, 2))));
            double alone = Count(rng, gain * 0.4);
            text.Append(CultureInfo.InvariantCulture, $"{t / 200},{x:R},{y:R},{last},{follows},{alone}\n");
        }

        folder.Write("spikes.csv", text.ToString());
        return folder.Write("model.json", Model);
    }

    /// <summary>A Poisson count, by products of uniform numbers.</summary>
    private static int Count(Rng rng, double mean)
    {
        int count = 0;
        for (double product = rng.NextDouble(); product > Math.Exp(-mean); product *= rng.NextDouble())
        {
            count++;
        }

        return count;
    }
}
