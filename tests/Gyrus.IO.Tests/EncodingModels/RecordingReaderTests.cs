using Gyrus.Glm;
using Gyrus.IO.EncodingModels;
using Gyrus.IO.Npy;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.Tests.EncodingModels;

/// <summary>Which bins of a recording are read, and how responses that cannot be are told.</summary>
public sealed class RecordingReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-1", "poisson", "a Poisson model takes counts 0, 1, 2, … as responses, but column 'n1' has -1 here.")]
    [InlineData("2.5", "poisson", "column 'n1' has 2.5 here.")]
    [InlineData("inf", "poisson", "column 'n1' has Infinity here.")]
    [InlineData("2", "bernoulli", "a Bernoulli model takes 0 or 1 as responses, but column 'n1' has 2 here.")]
    [InlineData("0", "gamma", "a Gamma model takes positive numbers as responses, but column 'n1' has 0 here.")]
    [InlineData("-inf", "gaussian", "a Gaussian model takes finite numbers as responses")]
    public void ReadRecording_AResponseThatTheFamilyDoesNotTake_IsToldByFileLineAndColumn(
        string cell,
        string family,
        string message
    )
    {
        _folder.Write("r.csv", $"x,n1\n0.5,1\n0.25,1\n0.125,{cell}\n");
        ModelFile file = Model("\"r.csv\"", family: family);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => file.ReadRecording());

        Assert.StartsWith($"{_folder.File("r.csv")}:4:7: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", "'abc'")]
    [InlineData("1e400", "'1e400'")]
    [InlineData("\xFF", "'\uFFFD'")]
    public void ReadRecording_ACellOfACovariateThatIsNoNumber_IsToldByFileLineAndColumn(string cell, string found)
    {
        File.WriteAllBytes(
            _folder.File("r.csv"),
            System.Text.Encoding.Latin1.GetBytes($"n1,x,y\n0,1,a\n1,{cell},b\n2,3,c\n")
        );

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Model("\"r.csv\"").ReadRecording());

        Assert.Equal(
            $"{_folder.File("r.csv")}:3:3: expected a number or n/a in column 'x', but found {found}.",
            error.Message
        );
    }

    [Fact]
    public void ReadRecording_ABadCellUnderAPattern_IsAWarningThatNamesTheColumn()
    {
        _folder.Write("r.csv", "n1,x1,x2\n0,1,4\n1,2,abc\n2,3,6\n");
        ModelFile file = Read(
            """{ "data": { "tables": "r.csv", "responses": "n1" }, "features": { "covariate": "x*", "name": "x", "basis": "identity" } }"""
        );

        EncodingRecording recording = file.ReadRecording();

        Assert.Equal(["x1"], recording.CovariateNames);
        Assert.Equal(
            $"The covariates 'x*' leave out columns that are no numbers: x2 (the first cell that is none: {_folder.File("r.csv")}:3:5).",
            Assert.Single(recording.Warnings)
        );
    }

    [Theory]
    [InlineData("r.csv", "x,n1\n", "expected one line per bin, but there is none below the line of names (x, n1).")]
    [InlineData(
        "r.csv.gz",
        "not packed\n",
        "expected one line per bin, but there is none below the line of names (not, packed). The name ends in .gz, but the file is not gzipped."
    )]
    public void ReadRecording_ATableWithoutLines_SaysWhatIsThere(string name, string text, string message)
    {
        _folder.Write(name, text);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Model($"\"{name}\"").ReadRecording());

        Assert.Equal($"{_folder.File(name)}: {message}", error.Message);
    }

    [Fact]
    public void ReadRecording_ABadCountOfAnArray_IsToldByRowAndColumn()
    {
        NpzFile.Write(
            _folder.File("r.npz"),
            [new("x", new NpyArray([3], [1, 2, 3])), new("n1", new NpyArray([3], [1, 0.5, 0]))]
        );

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Model("\"r.npz\"").ReadRecording());

        Assert.StartsWith(
            $"{_folder.File("r.npz")}, row 2, column 2: a Poisson",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReadRecording_AWidthThatTheTimesContradict_IsAWarning()
    {
        _folder.Write("r.csv", "t,x,n1\n0,1,0\n0.02,2,1\n0.04,3,0\n0.06,4,2\n");

        Assert.Equal(
            "'binWidthSeconds' is 0.5, but the times in 't' rise by 0.02 from bin to bin: windows in seconds and rates go by the former.",
            Assert.Single(Timed("\"binWidthSeconds\": 0.5").ReadRecording().Warnings)
        );
        Assert.Empty(Timed("\"binWidthSeconds\": 0.0201").ReadRecording().Warnings);
    }

    [Fact]
    public void ReadRecording_TimesThatJump_AreAWarningUnlessATrialBeginsThere()
    {
        _folder.Write("r.csv", "t,x,n1,run\n0,1,0,1\n1,2,1,1\n2,3,0,1\n60,4,2,2\n61,4,2,2\n");

        string warning = Assert.Single(Timed("\"portion\": [0, 1]").ReadRecording().Warnings);

        Assert.StartsWith("The times in 't' jump by more than one and a half bins at 1 place, the first at", warning);
        Assert.Contains($"{_folder.File("r.csv")}:5:1: windows run on across them.", warning, StringComparison.Ordinal);
        Assert.Empty(Timed("\"trials\": \"run\"").ReadRecording().Warnings);
    }

    [Fact]
    public void On_FewStretchesOfWhatWasKept_AreNoTrialsForFolds_ButWindowsDoNotCrossThem()
    {
        _folder.Write(
            "r.csv",
            "x,n1,run\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i % 3},{(i / 20 == 1 ? 0 : 1)}\n"))
        );
        const string Kept = """
            { "data": { "tables": "r.csv", "responses": "n1", "where": { "run": 1 }TRIALS },
              "features": { "covariate": "x", "basis": { "kind": "history", "bins": 2 } },
              "folds": { "count": FOLDS }, "comparison": { "folds": FOLDS } }
            """;
        GlmData Data(string folds, string trials = "")
        {
            ModelFile file = Read(
                Kept.Replace("FOLDS", folds, StringComparison.Ordinal)
                    .Replace("TRIALS", trials, StringComparison.Ordinal)
            );
            return file.Model.On(file.ReadRecording());
        }

        Assert.Null(Data("5").Trials);
        Assert.Equal(36, Data("5").Design.ValidSamples);
        Assert.Equal([0, 1], Data("2").Trials!.Distinct());
        Assert.Equal([0, 1], Data("5", ", \"trials\": \"run\"").Trials!.Distinct());
    }

    [Fact]
    public void ReadRecording_ABadCountInABinThatIsLeftOut_DoesNotMatter()
    {
        _folder.Write("r.csv", "x,n1\n1,-1\n2,0\n3,1\n4,2\n");

        EncodingRecording recording = Model("\"r.csv\", \"portion\": [0.25, 1]").ReadRecording();

        Assert.Equal([0, 1, 2], recording.Responses.AsSpan().ToArray());
    }

    [Fact]
    public void ReadRecording_MissingCounts_AreAWarningWithThePlaceOfTheFirst()
    {
        _folder.Write("r.csv", "x,n1\n1,1\n2,n/a\n3,nan\n4,2\n");

        EncodingRecording recording = Model("\"r.csv\"").ReadRecording();

        string warning = Assert.Single(recording.Warnings);
        Assert.StartsWith("2 of 4 responses are missing", warning, StringComparison.Ordinal);
        Assert.Contains($"the first at {_folder.File("r.csv")}:3:3:", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRecording_PortionsThatMeet_ShareNoBinAndMissNone()
    {
        _folder.Write("r.csv", "x,n1\n" + string.Concat(Enumerable.Range(0, 13).Select(i => $"{i},{i}\n")));

        double[] first = Model("\"r.csv\", \"portion\": [0, 0.8]").ReadRecording().Responses.AsSpan().ToArray();
        double[] rest = Model("\"r.csv\", \"portion\": [0.8, 1]").ReadRecording().Responses.AsSpan().ToArray();

        Assert.Equal(10, first.Length);
        Assert.Equal(Enumerable.Range(0, 13).Select(i => (double)i), first.Concat(rest));
    }

    [Fact]
    public void ReadRecording_APortion_IsOneStretchThatFoldsMayDivide()
    {
        _folder.Write("r.csv", "x,n1,part\n1,1,a\n2,0,a\n3,1,b\n4,2,a\n");

        Assert.Null(Model("\"r.csv\", \"portion\": [0, 0.75]").ReadRecording().Trials);
        Assert.Equal([0, 0, 1], Model("\"r.csv\", \"where\": { \"part\": \"a\" }").ReadRecording().Trials!);
    }

    [Fact]
    public void ReadRecording_APortionOfWhere_IsAPartOfTheBinsThatWhereKeeps()
    {
        _folder.Write("r.csv", "x,n1,part\n0,0,a\n1,1,b\n2,2,a\n3,3,a\n4,4,a\n");

        EncodingRecording recording = Model("\"r.csv\", \"where\": { \"part\": \"a\" }, \"portion\": [0.5, 1]")
            .ReadRecording();

        Assert.Equal([3, 4], recording.Responses.AsSpan().ToArray());
    }

    [Theory]
    [InlineData("[0.8, 0.2]")]
    [InlineData("[0.5]")]
    [InlineData("[0, 1.5]")]
    public void Read_APortionThatIsNone_IsToldWithItsPlace(string portion)
    {
        _folder.Write("r.csv", "x,n1\n1,1\n");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Model($"\"r.csv\", \"portion\": {portion}")
        );

        Assert.Contains("model.json:1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("as shares [from, to] for 'portion'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRecording_APortionWithoutALine_IsTold()
    {
        _folder.Write("r.csv", "x,n1\n1,1\n2,1\n");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Model("\"r.csv\", \"portion\": [0.9, 1]").ReadRecording()
        );

        Assert.Contains("'portion' asks for the part [0.9, 1] of 2 lines", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRecording_AWhereThatNoBinMeets_IsToldWithoutControlCharacters()
    {
        _folder.Write("r.csv", "x,n1,part\n1,1,a\n");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Model("\"r.csv\", \"where\": { \"part\": \"\\u001b[31m\" }").ReadRecording()
        );

        Assert.EndsWith("'where' asks for part =  [31m.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "expected at least one table in 'tables', but the list is empty.")]
    [InlineData(
        "\"a\\u0000b\"",
        "expected the name of a file for 'tables', but it holds a character of no name: \"a b\"."
    )]
    public void Read_TablesThatAreNone_AreToldWithTheirPlace(string tables, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Model(tables));

        Assert.Contains("model.json:1:", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRecording_BinsThatDoNotRise_AreToldByFileLineAndColumn()
    {
        _folder.Write("t.csv", "x,t\n1,0\n1,0.1\n1,0.05\n");
        _folder.Write("s.csv", "time\n0\n");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => OfSpikes().ReadRecording());

        Assert.StartsWith(
            $"{_folder.File("t.csv")}:4:3: expected times that rise in column 't', but this bin begins at 0.05 after 0.1.",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReadRecording_OneBinWithoutAWidth_SaysWhatIsMissing()
    {
        _folder.Write("t.csv", "x,t\n1,0\n");
        _folder.Write("s.csv", "time\n0\n");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => OfSpikes().ReadRecording());

        Assert.Contains("expected 'binWidthSeconds' in 'data', or at least two bins", error.Message);
    }

    [Fact]
    public void ReadRecording_SpikesInAnotherUnit_AreAWarning()
    {
        _folder.Write("t.csv", "x,t\n1,0\n1,0.1\n1,0.2\n");
        _folder.Write("s.csv", "time\n50\n150\n0.05\n");

        string warning = Assert.Single(OfSpikes().ReadRecording().Warnings);

        Assert.StartsWith("2 of 3 spikes of s.csv lie in no bin: ", warning, StringComparison.Ordinal);
    }

    private ModelFile OfSpikes() =>
        Read(
            """{ "data": { "tables": "t.csv", "time": "t", "spikes": { "file": "s.csv" } }, "features": { "covariate": "x", "basis": "identity" } }"""
        );

    private ModelFile Model(string tables, string family = "poisson") =>
        Read(
            $$"""{ "data": { "tables": {{tables}}, "responses": "n1" }, "features": { "covariate": "x", "basis": "identity" }, "observation": "{{family}}" }"""
        );

    private ModelFile Timed(string data) =>
        Read(
            $$"""{ "data": { "tables": "r.csv", "responses": "n1", "time": "t", {{data}} }, "features": { "covariate": "x", "basis": "identity" } }"""
        );

    private ModelFile Read(string text) => ModelFile.Read(_folder.Write("model.json", text));
}
