using System.Text.Json;
using System.Text.RegularExpressions;
using Gyrus.IO.EncodingModels;

namespace Gyrus.IO.Tests.EncodingModels;

/// <summary>
/// The JSON schema of model files and their reader know the same names and words. The reader tells what it knows when it meets a word that it does
/// not; the schema is walked, so that a section or a list of words without a place below is a failure too.
/// </summary>
public sealed class SchemaTests : IDisposable
{
    private const string Stranger = "qqqqqqqq";

    private static readonly JsonElement Schema = JsonDocument
        .Parse(File.ReadAllText(Sources.Path("docs", "guides", "encoding-model.schema.json")))
        .RootElement;

    private const string Count = """, "count": 4""";

    /// <summary>What a kind of basis cannot be without, where it is not a count.</summary>
    private static readonly Dictionary<string, string> Needs = new()
    {
        ["exponentials"] = """, "decayRates": [1, 2]""",
        ["identity"] = "",
        ["category"] = """, "categories": [0, 1]""",
        ["history"] = """, "bins": 3""",
    };

    /// <summary>Model files with a name too many, by the section of the schema: each tells names, and all tell those of the section.</summary>
    private static Dictionary<string, string[]> Sections =>
        new()
        {
            [""] = [Model("""features": [FEATURE], "STRANGER": 1""")],
            ["/data"] = [Model("""features": [FEATURE]""", """, "STRANGER": 1""")],
            ["/data/spikes"] =
            [
                """
                    { "data": { "tables": "r.csv", "time": "t", "spikes": { "file": "r.csv", "STRANGER": 1 } }, "features": [FEATURE] }
                    """,
            ],
            ["/observation"] =
            [
                Model("""features": [FEATURE], "observation": { "family": "poisson", "STRANGER": 1 }"""),
                Model("""features": [FEATURE], "observation": { "family": "categorical", "STRANGER": 1 }"""),
            ],
            ["/regularizer"] =
            [
                .. Words("/regularizer/kind")
                    .Select(kind =>
                        Model(
                            $$"""features": [FEATURE]{{GroupsOf(kind)}}, "regularizer": { "kind": "{{kind}}", "STRANGER": 1 }"""
                        )
                    ),
            ],
            ["/path"] = [Model("""features": [FEATURE], "path": { "STRANGER": 1 }""")],
            ["/folds"] = [Model("""features": [FEATURE], "folds": { "STRANGER": 1 }""")],
            ["/stability"] = [Model("""features": [FEATURE], "stability": { "STRANGER": 1 }""")],
            ["/comparison"] = [Model("""features": [FEATURE], "comparison": { "STRANGER": 1 }""")],
            ["#feature"] = [Model("""features": { "covariate": "x", "basis": "identity", "STRANGER": 1 }""")],
            ["#feature/window"] =
            [
                Model(
                    """features": { "covariate": "x", "basis": "identity", "window": { "bins": 2, "STRANGER": 1 } }"""
                ),
            ],
            ["#basis"] =
            [
                .. Words("#basis/kind")
                    .Select(kind =>
                        Model(
                            $$"""features": { "covariate": "x", "basis": { "kind": "{{kind}}"{{Needs.GetValueOrDefault(kind, Count)}}, "STRANGER": 1 } }"""
                        )
                    ),
            ],
        };

    /// <summary>Model files with a strange word, by the list of words of the schema.</summary>
    private static Dictionary<string, string> Lists =>
        new()
        {
            ["/observation"] = Model("""features": [FEATURE], "observation": "STRANGER" """),
            ["/observation/family"] = Model("""features": [FEATURE], "observation": { "family": "STRANGER" }"""),
            ["/observation/link"] = Model(
                """features": [FEATURE], "observation": { "family": "poisson", "link": "STRANGER" }"""
            ),
            ["/regularizer"] = Model("""features": [FEATURE], "regularizer": "STRANGER" """),
            ["/regularizer/kind"] = Model("""features": [FEATURE], "regularizer": { "kind": "STRANGER" }"""),
            ["/folds/assignment"] = Model("""features": [FEATURE], "folds": { "assignment": "STRANGER" }"""),
            ["/folds/rule"] = Model("""features": [FEATURE], "folds": { "rule": "STRANGER" }"""),
            ["#basis"] = Model("""features": { "covariate": "x", "basis": "STRANGER" }"""),
            ["#basis/kind"] = Model("""features": { "covariate": "x", "basis": { "kind": "STRANGER" } }"""),
            ["#basis/outOfRange"] = Model(
                """features": { "covariate": "x", "basis": { "kind": "identity", "outOfRange": "STRANGER" } }"""
            ),
            ["#basis/causality"] = Model(
                """features": { "covariate": "x", "basis": { "kind": "history", "bins": 2, "causality": "STRANGER" } }"""
            ),
            ["#feature/window/causality"] = Model(
                """features": { "covariate": "x", "basis": "identity", "window": { "bins": 2, "causality": "STRANGER" } }"""
            ),
        };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> SectionNames => [.. Places("properties")];

    public static TheoryData<string> ListNames => [.. Places("enum")];

    public SchemaTests() => _folder.Write("r.csv", "x,n,t\n1,0,0\n2,1,1\n3,2,2\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SectionNames))]
    public void Names_OfASection_AreThoseOfTheReader(string section)
    {
        string[] schema = [.. Walk().Where(p => p.Place == section && p.Kind == "properties").SelectMany(p => p.Words)];

        string[] reader = [.. Sections[section].SelectMany(KnownTo).Distinct()];

        Assert.Equal(schema.Order(StringComparer.Ordinal), reader.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ListNames))]
    public void Words_OfAName_AreThoseOfTheReader(string list)
    {
        string[] reader = KnownTo(Lists[list]);

        Assert.Equal(Words(list).Order(StringComparer.Ordinal), reader.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schema_AllowsNoOtherNames() =>
        Assert.All(
            Objects(Schema, ""),
            o => Assert.False(o.Element.GetProperty("additionalProperties").GetBoolean(), o.Place)
        );

    /// <summary>What the reader says that it knows where it met the stranger.</summary>
    private string[] KnownTo(string model)
    {
        string path = _folder.Write(
            "model.json",
            model
                .Replace("FEATURE", """{ "covariate": "x", "basis": "identity" }""", StringComparison.Ordinal)
                .Replace("STRANGER", Stranger, StringComparison.Ordinal)
        );

        string message = Assert.Throws<InvalidDataException>(() => ModelFile.Read(path)).Message;

        Assert.Contains(Stranger, message, StringComparison.Ordinal);
        Match known = Regex.Match(message, @" Known: (.*)\.$");
        Assert.True(known.Success, message);
        return known.Groups[1].Value.Split(", ");
    }

    private static string Model(string rest, string data = "") =>
        $$"""{ "data": { "tables": "r.csv", "responses": "n"{{data}} }, "{{rest}} }""";

    private static string GroupsOf(string penalty) =>
        penalty == "overlappingGroupLasso" ? """, "groups": [["x"]]""" : "";

    private static string[] Words(string list) =>
        [.. Walk().Where(p => p.Place == list && p.Kind == "enum").SelectMany(p => p.Words).Distinct()];

    private static string[] Places(string kind) =>
        [.. Walk().Where(p => p.Kind == kind).Select(p => p.Place).Distinct()];

    private static IEnumerable<(string Place, string Kind, string[] Words)> Walk() =>
        Objects(Schema, "")
            .Select(o =>
                (
                    o.Place,
                    "properties",
                    (string[])[.. o.Element.GetProperty("properties").EnumerateObject().Select(p => p.Name)]
                )
            )
            .Concat(
                Elements(Schema, "")
                    .Where(e => e.Element.TryGetProperty("enum", out _))
                    .Select(e =>
                        (
                            e.Place,
                            "enum",
                            (string[])[.. e.Element.GetProperty("enum").EnumerateArray().Select(w => w.GetString()!)]
                        )
                    )
            );

    private static IEnumerable<(string Place, JsonElement Element)> Objects(JsonElement element, string place) =>
        Elements(element, place).Where(e => e.Element.TryGetProperty("properties", out _));

    /// <summary>Every schema inside a schema: alternatives and items stay at the place that they are of, definitions begin one.</summary>
    private static IEnumerable<(string Place, JsonElement Element)> Elements(JsonElement element, string place)
    {
        yield return (place, element);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            IEnumerable<(string Place, JsonElement Element)> inside = (member.Name, member.Value.ValueKind) switch
            {
                ("properties", _) => member.Value.EnumerateObject().Select(p => ($"{place}/{p.Name}", p.Value)),
                ("$defs", _) => member.Value.EnumerateObject().Select(p => ($"#{p.Name}", p.Value)),
                ("oneOf", _) => member.Value.EnumerateArray().Select(v => (place, v)),
                ("items" or "additionalProperties", JsonValueKind.Object) => [(place, member.Value)],
                _ => [],
            };
            foreach ((string Place, JsonElement Element) each in inside.SelectMany(i => Elements(i.Element, i.Place)))
            {
                yield return each;
            }
        }
    }
}
