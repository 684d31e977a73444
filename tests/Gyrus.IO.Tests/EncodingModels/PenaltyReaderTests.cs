using Gyrus.Glm;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.Tests.EncodingModels;

/// <summary>Every penalty of the library by its name in a model file, with its options, groups and weights, and what is refused.</summary>
public sealed class PenaltyReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, Regularizer> Kinds =>
        new()
        {
            { "\"none\"", new Unregularized() },
            { "\"sparseGroupLasso\"", new SparseGroupLasso() },
            {
                """{ "kind": "sparseGroupLasso", "ratio": 0, "strength": 2 }""",
                new SparseGroupLasso { Ratio = 0, Strength = 2 }
            },
            { "\"adaptiveGroupLasso\"", new AdaptiveGroupLasso() },
            {
                """{ "kind": "adaptiveGroupLasso", "exponent": 2, "pilotStrength": 0.5 }""",
                new AdaptiveGroupLasso { Exponent = 2, PilotStrength = 0.5 }
            },
            { "\"groupMcp\"", new GroupMcp() },
            {
                """{ "kind": "groupMcp", "concavity": 1.5 }""",
                new GroupMcp { Concavity = 1.5 }
            },
            { "\"groupScad\"", new GroupScad() },
            {
                """{ "kind": "groupScad", "concavity": 5 }""",
                new GroupScad { Concavity = 5 }
            },
            { "\"smoothGroupLasso\"", new SmoothGroupLasso() },
            {
                """{ "kind": "smoothGroupLasso", "smoothness": 10, "order": 1 }""",
                new SmoothGroupLasso { Smoothness = 10, Order = 1 }
            },
        };

    public PenaltyReaderTests() => _folder.Write("r.csv", "x,y,u1,u2,n\n1,4,0,1,0\n2,1,1,0,1\n3,2,1,1,2\n4,7,2,5,1\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_OfEveryKind_IsThatOfTheLibrary(string text, Regularizer expected)
    {
        EncodingModel model = Read($"\"regularizer\": {text}").Model;

        Assert.Equal(expected, model.Model.Regularizer);
    }

    [Fact]
    public void For_WeightsByName_AreThoseOfBlocksOrColumns()
    {
        const string Weights = "\"weights\": { \"y\": 0, \"units\": 3, \"units:u2\": 5 }";

        Assert.Equal(
            [1, 0, 3, 5],
            Assert.IsType<GroupLasso>(On($$"""{ "kind": "groupLasso", {{Weights}} }""")).Weights!
        );
        double[] columns = [1, 1, 1, 1, 0, 0, 3, 5];
        Assert.Equal(columns, Assert.IsType<Lasso>(On($$"""{ "kind": "lasso", {{Weights}} }""")).Weights!);
        Assert.Equal(columns, Assert.IsType<ElasticNet>(On($$"""{ "kind": "elasticNet", {{Weights}} }""")).Weights!);
        Assert.Equal(columns, Assert.IsType<Ridge>(On($$"""{ "kind": "ridge", {{Weights}} }""")).Weights!);
    }

    [Fact]
    public void For_Groups_AreColumnsOfTheirFeatures_SplitOnesWhole()
    {
        const string Groups = "\"groups\": [[\"x\", \"units\"], [\"y\"]]";
        IReadOnlyList<IReadOnlyList<int>> expected =
        [
            [0, 1, 2, 3, 6, 7],
            [4, 5],
        ];

        Assert.Equal(expected, Assert.IsType<SparseGroupLasso>(On("\"sparseGroupLasso\"", Groups)).Groups!);
        Assert.Equal(expected, Assert.IsType<AdaptiveGroupLasso>(On("\"adaptiveGroupLasso\"", Groups)).Groups!);
        Assert.Equal(expected, Assert.IsType<GroupMcp>(On("\"groupMcp\"", Groups)).Groups!);
        Assert.Equal(expected, Assert.IsType<GroupScad>(On("\"groupScad\"", Groups)).Groups!);
        var weighted = Assert.IsType<GroupLasso>(On("""{ "kind": "groupLasso", "weights": [2, 0] }""", Groups));
        Assert.Equal(expected, weighted.Groups!);
        Assert.Equal([2, 0], weighted.Weights!);
        var shared = Assert.IsType<OverlappingGroupLasso>(
            On("""{ "kind": "overlappingGroupLasso", "weights": [2, 1] }""", "\"groups\": [[\"x\", \"y\"], [\"y\"]]")
        );
        Assert.Equal([2, 1], shared.Weights!);
        Assert.Equal(["x + y", "y"], shared.Names!);
    }

    [Theory]
    [InlineData(
        "{ \"kind\": \"sparseGroupLasso\", \"ratio\": 2 }",
        "",
        ":4:55: 'regularizer': 'ratio' must be between 0 and 1, but was 2."
    )]
    [InlineData("{ \"kind\": \"groupScad\", \"concavity\": 2 }", "", ":4:52: 'regularizer': 'concavity' must be")]
    [InlineData("{ \"kind\": \"groupMcp\", \"ratio\": 1 }", "", ":4:38: there is no 'ratio' in 'regularizer'.")]
    [InlineData("\"groupSkad\"", "", ":4:16: expected a known word for 'regularizer', but found \"groupSkad\".")]
    [InlineData(
        "{ \"kind\": \"groupMcp\", \"weights\": { \"x\": 2 } }",
        "",
        ":4:38: there is no 'weights' in 'regularizer'."
    )]
    [InlineData(
        "{ \"kind\": \"lasso\", \"weights\": { \"z\": 2 } }",
        "",
        ":4:48: expected the name of a feature in 'weights', but found \"z\"."
    )]
    [InlineData(
        "{ \"kind\": \"lasso\", \"weights\": { \"x\": -2 } }",
        "",
        ":4:53: expected a number of at least 0 in 'weights', but found -2."
    )]
    [InlineData(
        "{ \"kind\": \"lasso\", \"weights\": { \"x\": 0, \"y\": 0, \"units\": 0 } }",
        "",
        ":4:46: expected a weight above 0 in 'weights'"
    )]
    [InlineData("{ \"kind\": \"groupLasso\", \"weights\": [1, 2] }", "", "(a list needs 'groups'), but found a list")]
    [InlineData(
        "{ \"kind\": \"groupLasso\", \"weights\": [1] }",
        "\"groups\": [[\"x\"], [\"y\"]]",
        ":4:51: expected a list of 2 weights, one per group of 'groups', but found 1."
    )]
    [InlineData(
        "{ \"kind\": \"overlappingGroupLasso\", \"weights\": [1, 0] }",
        "\"groups\": [[\"x\"], [\"x\", \"y\"]]",
        ":4:66: expected a positive number in 'weights', but found 0."
    )]
    [InlineData("\"overlappingGroupLasso\"", "", ":4:16: expected 'groups' beside the regularizer")]
    [InlineData(
        "\"smoothGroupLasso\"",
        "\"groups\": [[\"x\"]]",
        ":5:11: expected no 'groups' beside the regularizer 'smoothGroupLasso'"
    )]
    [InlineData(
        "\"groupMcp\"",
        "\"groups\": [[\"x\"], [\"y\", \"x\"]]",
        ":5:25: expected a feature that is in no group yet, but found \"x\" again."
    )]
    public void Read_OfAFault_SaysWhereAndWhatWasExpected(string regularizer, string groups, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Read($"\"regularizer\": {regularizer}", groups)
        );

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OptionsBesideAWord_AreRefusedAndNotTaken()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Read("\"regularizer\": \"elasticNet\"", "\"ratio\": 1")
        );

        Assert.Contains(":5:1: there is no 'ratio' in the model.", error.Message, StringComparison.Ordinal);
    }

    private Regularizer On(string regularizer, string groups = "")
    {
        ModelFile file = Read($"\"regularizer\": {regularizer}", groups);
        return file.Model.For(file.Model.On(file.ReadRecording()).Design).Model.Regularizer;
    }

    private ModelFile Read(string regularizer, string groups = "") =>
        ModelFile.Read(
            _folder.Write(
                "model.json",
                $$"""
                { "data": { "tables": "r.csv", "responses": "n" },
                "features": [{ "covariate": "x", "basis": { "kind": "bspline", "count": 4 } },
                  { "covariate": "y", "basis": { "kind": "fourier", "count": 1 } }, { "name": "units", "covariate": "u*", "basis": "identity", "split": true }],
                {{regularizer}}{{(groups.Length == 0 ? "" : ",\n" + groups)}} }
                """
            )
        );
}
