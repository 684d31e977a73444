using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.Tests.EncodingModels;

public sealed class ModelFileTests : IDisposable
{
    private const string Whole = """
        { // comments may stand
          "data": { "tables": "r.csv", "responses": "n*", "trials": "trial", "binWidthSeconds": 0.01 },
          "features": [
            { "covariate": "x", "basis": { "kind": "bspline", "count": 6, "bounds": [0, 9], "outOfRange": "clamp" } },
            { "name": "place", "covariate": ["x", "y"], "basis": [{ "kind": "bspline", "count": 4 }, { "kind": "fourier", "count": 2 }] },
            { "name": "history", "covariate": "n1", "basis": { "kind": "raisedCosineLog", "count": 3 }, "window": { "seconds": 0.05 } },
          ],
          "groups": [["x", "place"], ["history"]],
          "observation": { "family": "poisson", "link": "softplus" },
          "regularizer": { "kind": "groupLasso", "strength": 0.25 },
          "path": { "count": 7, "ratio": 0.01 },
          "folds": { "count": 4, "gapBins": 3, "rule": "best" },
          "seed": 12,
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public ModelFileTests() => _folder.Write("r.csv", Table());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EveryPart_IsAsDeclared()
    {
        ModelFile file = ModelFile.Read(Write(Whole));

        EncodingModel model = file.Model;
        Assert.Equal(["x", "place", "history"], model.Features.Select(f => f.Name));
        var spline = Assert.IsType<BSpline>(model.Features[0].Basis);
        Assert.Equal((6, 0, 9), (spline.Count, spline.Ranges![0].Low, spline.Ranges[0].High));
        Assert.Equal(OutOfRange.Clamp, spline.OutOfRange);
        Assert.Equal(16, model.Features[1].Basis.Functions);
        Assert.Equal(5, Assert.IsType<Convolution>(model.Features[2].Basis).WindowSize);
        Assert.Equal(Link.Softplus, model.Model.Observation.Link);
        Assert.Equal(0.25, model.Model.Regularizer.Strength);
        Assert.Equal((7, 0.01), (model.PathCount, model.PathRatio));
        Assert.Equal((4, 3, StrengthRule.Best), (model.Folds.Folds, model.Folds.Gap, model.Rule));
        Assert.Equal(12UL, model.Seed);
    }

    [Fact]
    public void Read_OverlappingGroups_AreThoseOfTheColumns()
    {
        string text = Whole
            .Replace("[\"history\"]", "[\"place\", \"history\"]", StringComparison.Ordinal)
            .Replace("groupLasso", "overlappingGroupLasso", StringComparison.Ordinal);
        ModelFile file = ModelFile.Read(Write(text));
        GlmData data = file.Model.On(file.ReadRecording());

        var penalty = Assert.IsType<OverlappingGroupLasso>(file.Model.For(data.Design).Model.Regularizer);

        Assert.Equal(["x + place", "place + history"], penalty.Names!);
        Assert.Equal([22, 19], penalty.Groups.Select(g => g.Count));
        Assert.Equal(0.25, penalty.Strength);
        EncodingModel without = file.Model with { Groups = null };
        Assert.Contains("needs 'groups'", Assert.Throws<ArgumentException>(() => without.For(data.Design)).Message);
    }

    [Fact]
    public void ReadRecording_FindsResponsesCovariatesAndTrials()
    {
        EncodingRecording recording = ModelFile.Read(Write(Whole)).ReadRecording();

        Assert.Equal(["n1", "n2"], recording.Neurons);
        Assert.Equal(["trial", "x", "y"], recording.CovariateNames);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], recording.Trials!);
        Assert.Equal(2, recording.Responses[2, 0]);
        GlmData data = ModelFile.Read(Write(Whole)).Model.On(recording);
        Assert.Equal(6 + 16 + 3, data.Design.Columns);
    }

    [Theory]
    [InlineData(
        "\"count\": 6",
        "\"cuont\": 6",
        ":4:55: expected 'count' in a basis, but found 'cuont'. Did you mean 'count'?"
    )]
    [InlineData(
        "\"bspline\", \"count\": 6",
        "\"bsplin\", \"count\": 6",
        ":4:44: expected a known word for 'kind', but found \"bsplin\". Did you mean 'bspline'?"
    )]
    [InlineData("\"count\": 6", "\"count\": 2", ":4:64: expected at least 4 functions")]
    [InlineData("\"count\": 6", "\"count\": \"six\"", ":4:64: expected a whole number for 'count', but found \"six\".")]
    [InlineData("\"seed\": 12", "\"sede\": 12", ":13:3: there is no 'sede' in the model. Did you mean 'seed'?")]
    [InlineData("[\"x\", \"place\"]", "[\"x\", \"plaec\"]", "Did you mean 'place'?")]
    [InlineData(
        "\"r.csv\"",
        "\"s.csv\"",
        ":2:23: there is no file \"s.csv\" (paths are relative to the model file). Did you mean 'r.csv'?"
    )]
    [InlineData("\"responses\": \"n*\", ", "", "expected either 'responses' (columns of counts) or 'spikes'")]
    [InlineData("{ \"seconds\": 0.05 }", "{ }", "either 'bins' or 'seconds'")]
    [InlineData("\"seed\": 12", "\"seed\": 12, \"seed\": 13", "'seed' stands in line 13 already")]
    [InlineData(
        "\"count\": 4, \"gapBins\"",
        "\"count\": 1, \"gapBins\"",
        ":12:23: 'folds': 'count' must be at least 2, but was 1."
    )]
    [InlineData("\"ratio\": 0.01", "\"ratio\": 2", ":11:34: 'path': 'ratio' must be above 0 and below 1, but was 2.")]
    [InlineData(
        "\"count\": 7, \"ratio\": 0.01",
        "\"strengths\": [0.01, -0.2]",
        ":11:26: 'path': 'strengths' must be a positive finite number, but was -0.2."
    )]
    [InlineData(
        "\"seed\": 12",
        "\"tolerance\": -1",
        ":13:16: the model: 'tolerance' must be a positive finite number, but was -1."
    )]
    [InlineData(
        "\"seed\": 12",
        "\"stability\": { \"threshold\": 0.5 }",
        ":13:31: 'stability': 'threshold' must be above 0.5 and at most 1, but was 0.5."
    )]
    [InlineData(
        "\"seed\": 12",
        "\"stability\": { \"maximumSelected\": 0 }",
        ":13:37: 'stability': 'maximumSelected' must be at least 1, but was 0."
    )]
    [InlineData(
        "\"count\": 3 }, \"window\"",
        "\"count\": 3, \"bounds\": [0, 1] }, \"window\"",
        ":6:105: expected no 'bounds' beside 'window': the functions of a window cover the window"
    )]
    [InlineData(
        "\"count\": 3 }, \"window\"",
        "\"count\": 3, \"outOfRange\": \"error\" }, \"window\"",
        ":6:109: expected no 'outOfRange' beside 'window'"
    )]
    [InlineData(
        "\"fourier\", \"count\": 2",
        "\"fourier\", \"count\": 2, \"outOfRange\": \"drop\"",
        "expected no 'outOfRange' of \"fourier\" but \"clamp\""
    )]
    [InlineData(
        "\"link\": \"softplus\"",
        "\"link\": \"softplus\", \"dispersion\": 3",
        ":9:75: expected no 'dispersion' beside a family other than 'negativeBinomial'"
    )]
    [InlineData(
        "\"count\": 7, \"ratio\": 0.01",
        "\"strengths\": [1, 0.1], \"ratio\": 0.01",
        ":11:45: expected no 'ratio' beside 'strengths'"
    )]
    [InlineData(
        "\"count\": 7, \"ratio\": 0.01",
        "\"strengths\": 1, \"count\": 7",
        "expected no 'count' beside 'strengths'"
    )]
    [InlineData(
        "\"gapBins\": 3",
        "\"pieceBins\": 3",
        "expected no 'pieceBins' where folds are not dealt piece by piece"
    )]
    [InlineData(
        "\"gapBins\": 3",
        "\"assignment\": \"interleaved\", \"pieceBins\": 3",
        "'interleaved', where there are no 'trials'."
    )]
    public void Read_OfAFault_SaysWhereAndWhatWasExpected(string right, string wrong, string message)
    {
        string path = Write(Whole.Replace(right, wrong, StringComparison.Ordinal));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModelFile.Read(path));

        Assert.StartsWith(path + ":", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OptionsWhereTheyCount_AreTaken()
    {
        ModelFile file = ModelFile.Read(
            Write(
                """
                { "data": { "tables": "r.csv", "responses": "n1" },
                  "features": { "covariate": "x", "basis": { "kind": "fourier", "count": 2, "outOfRange": "clamp" } },
                  "observation": { "family": "negativeBinomial", "dispersion": 3 },
                  "path": { "strengths": [1, 0.1] },
                  "folds": { "assignment": "interleaved", "pieceBins": 2 } }
                """
            )
        );

        EncodingModel model = file.Model;
        Assert.Equal(OutOfRange.Clamp, Assert.IsType<Fourier>(model.Features[0].Basis).OutOfRange);
        Assert.Equal((3, 2), (model.Model.Observation.Dispersion, model.Folds.PieceLength));
        Assert.Equal([1, 0.1], model.Path.Strengths!);
    }

    [Fact]
    public void ReadRecording_WithoutACovariate_SaysWhereItIsNamed()
    {
        string path = Write(
            Whole.Replace("\"covariate\": \"x\"", "\"name\": \"x\", \"covariate\": \"xx\"", StringComparison.Ordinal)
        );

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModelFile.Read(path).ReadRecording());

        Assert.Contains(
            ":4:33: the recording has no covariate \"xx\". Did you mean 'x'?",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReadRecording_OfSpikeTimes_CountsThemInHalfOpenBins()
    {
        _folder.Write("t.csv", "t,x\n0,1\n1,2\n2,3\n");
        _folder.Write("s.csv", "time,unit\n0,a\n0.999,a\n1,b\n2.5,a\n3,a\n-1,a\n");
        string path = Write(
            """
            { "data": { "tables": "t.csv", "time": "t", "spikes": { "file": "s.csv", "neuron": "unit" } },
              "features": { "covariate": "x", "basis": "identity" } }
            """
        );

        EncodingRecording recording = ModelFile.Read(path).ReadRecording();

        Assert.Equal(["a", "b"], recording.Neurons);
        Assert.Equal([2, 0, 1, 0, 1, 0], recording.Responses.AsSpan().ToArray());
    }

    [Fact]
    public void FittedModel_ReadBack_IsTheSameBits()
    {
        ModelFile file = ModelFile.Read(Write(Whole));
        GlmData data = file.Model.On(file.ReadRecording());
        double third = 1.0 / 3;
        GlmFit fit = new()
        {
            Model = file.Model.Model,
            Neuron = "n1",
            Blocks = data.Design.Blocks,
            Coefficients = [.. Enumerable.Range(0, data.Design.Columns).Select(j => third / (j + 1))],
            Intercept = -third,
            Scale = 1,
            ResidualDegreesOfFreedom = 3,
            Samples = 9,
            DroppedSamples = 3,
            Convergence = new()
            {
                Method = "test",
                Iterations = 1,
                Objective = third,
                Certificate = double.NaN,
                Tolerance = 1e-6,
            },
        };

        FittedModelFile.Write(_folder.File("f"), file, [fit], [fit.Neuron]);
        (EncodingModel model, IReadOnlyList<GlmFit> fits, _) = FittedModelFile.Read(_folder.File("f"));

        Assert.Equal(fit.Coefficients, fits[0].Coefficients);
        Assert.Equal(fit.Intercept, fits[0].Intercept);
        Assert.Equal(double.NaN, fits[0].Convergence.Certificate);
        Design again = model.On(file.ReadRecording(), fits[0].Blocks).Design;
        Assert.Equal(data.Design.ToMatrix().AsSpan().ToArray(), again.ToMatrix().AsSpan().ToArray());
    }

    [Theory]
    [InlineData("\"inputColumns\": [\n", "\"inputColumns\": [0,\n", "the ranges of the block")]
    [InlineData("\"ranges\": [\n", "\"ranges\": [null,\n", "the ranges of the block")]
    [InlineData(
        "\"strength\": ",
        "\"strength\": -",
        "expected a strength of at least 0 and a finite intercept of 'n1'"
    )]
    [InlineData("\"count\": 6", "\"count\": 2147483647", "expected blocks side by side")]
    [InlineData("\"neuron\": \"n1\"", "\"neuron\": \"\"", "expected names of neurons that differ and can be printed")]
    public void FittedModel_Damaged_IsToldAsSuch(string right, string wrong, string message)
    {
        ModelFile file = ModelFile.Read(Write(Whole));
        EncodingResult result = new EncodingStudy
        {
            Model = file.Model,
            Recording = file.ReadRecording(),
            Neurons = ["n1"],
        }.Fit(TestContext.Current.CancellationToken);
        FittedModelFile.Write(_folder.File("f"), file, result.Fits, result.Recording.Neurons);
        string path = Path.Combine(_folder.File("f"), FittedModelFile.DocumentName);
        string text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => FittedModelFile.Read(_folder.File("f")));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("\"columns\": [\n", "\"columns\": [99,\n")]
    [InlineData("\"columns\": [\n", "\"columns\": [0,\n")]
    public void FittedModel_OfGroupsThatOverlap_KeepsWhatEachAdds(string right, string? wrong)
    {
        ModelFile file = ModelFile.Read(
            Write(
                """
                { "data": { "tables": "r.csv", "responses": "n1" },
                  "features": [{ "covariate": "x", "basis": "identity" }, { "covariate": "y", "basis": "identity" }],
                  "groups": [["x"], ["x", "y"]], "regularizer": { "kind": "overlappingGroupLasso", "strength": 1e-4 } }
                """
            )
        );
        EncodingResult result = new EncodingStudy { Model = file.Model, Recording = file.ReadRecording() }.Fit(
            TestContext.Current.CancellationToken
        );
        IReadOnlyList<LatentGroup> groups = result.Fits[0].LatentGroups;
        Assert.Contains(groups, static g => g.IsSelected);
        FittedModelFile.Write(_folder.File("f"), file, result.Fits, result.Recording.Neurons);
        EncodingFolder.Write(_folder.File("f"), result);
        string path = Path.Combine(_folder.File("f"), FittedModelFile.DocumentName);
        if (wrong is not null)
        {
            string text = File.ReadAllText(path);
            File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
            InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
                FittedModelFile.Read(_folder.File("f"))
            );
            Assert.Contains(
                "expected groups of 'n1' with a finite number for each",
                error.Message,
                StringComparison.Ordinal
            );
            return;
        }

        IReadOnlyList<LatentGroup> again = FittedModelFile.Read(_folder.File("f")).Fits[0].LatentGroups;

        Assert.Equal(groups.Select(static g => g.Name), again.Select(static g => g.Name));
        Assert.Equal(groups.SelectMany(static g => g.Columns), again.SelectMany(static g => g.Columns));
        Assert.Equal(groups.SelectMany(static g => g.Coefficients), again.SelectMany(static g => g.Coefficients));
        string[] lines = File.ReadAllLines(Path.Combine(_folder.File("f"), "groups.tsv"));
        Assert.Equal("neuron\tgroup\tcolumns\tnorm\tselected", lines[0]);
        Assert.Equal(groups.Count, lines.Length - 1);
        Assert.StartsWith($"n1\t{groups[1].Name}\t{groups[1].Columns.Count}\t", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"self\"", "[\"self\", \"x\"]", "'self' and 'others' stand alone")]
    [InlineData("\"window\": { \"bins\": 2 } }", "\"split\": false }", "'self' needs a causal window")]
    [InlineData("\"bins\": 2 }", "\"bins\": 2, \"shift\": false }", "'self' needs a causal window")]
    [InlineData("\"self\"", "\"slef\"", "the recording has no covariate \"slef\". Did you mean 'self'?")]
    [InlineData(
        "\"responses\": \"n*\"",
        "\"responses\": \"n1\"",
        "'others' needs at least two neurons, but the recording has one"
    )]
    [InlineData(
        "trial,x,y",
        "trial,x,self",
        "the recording has a column 'self', but the word stands for responses of neurons"
    )]
    public void ReadRecording_OfAFeatureOfTheNeuronItself_SaysWhatIsWrong(string right, string wrong, string message)
    {
        const string Model = """
            { "data": { "tables": "r.csv", "responses": "n*" },
              "features": [
                { "covariate": "self", "basis": "identity", "window": { "bins": 2 } },
                { "covariate": "others", "split": true, "basis": { "kind": "history", "bins": 2 } } ] }
            """;
        _folder.Write("r.csv", Table().Replace(right, wrong, StringComparison.Ordinal));
        string path = _folder.Write("model.json", Model.Replace(right, wrong, StringComparison.Ordinal));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModelFile.Read(path).ReadRecording());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static string Table() =>
        "trial,x,y,n1,n2\n"
        + string.Concat(
            Enumerable
                .Range(0, 12)
                .Select(i => FormattableString.Invariant($"{(i / 6) + 1},{0.75 * i},{i % 5},{i % 3},{i % 4}\n"))
        );

    private string Write(string text) => _folder.Write("model.json", text);
}
