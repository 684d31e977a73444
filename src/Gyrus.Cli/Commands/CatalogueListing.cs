using System.Text.Json;
using System.Text.Json.Nodes;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Cli.Commands;

/// <summary>The catalogue of estimators, for a person or a program.</summary>
internal static class CatalogueListing
{
    /// <summary>Prints every entry: name, title, what it does, source.</summary>
    public static void Print(TextWriter output, bool json)
    {
        if (json)
        {
            var list = new JsonArray([.. EstimatorCatalogue.All.Select(e => (JsonNode)NodeOf(e))]);
            output.WriteLine(list.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        foreach (CatalogueEntry entry in EstimatorCatalogue.All)
        {
            string[] marks =
            [
                .. entry.Searches ? ["searches"] : (string[])[],
                .. entry.Slow ? ["slow"] : (string[])[],
                .. entry.Create is null ? ["needs the group"] : (string[])[],
                .. entry.Variants.Where(v => v != EstimatorVariant.Right).Select(v => "@" + WordOf(v)),
            ];
            output.WriteLine(
                $"{entry.Name}: {entry.Title}{(marks.Length > 0 ? $" ({string.Join(", ", marks)})" : "")}"
            );
            output.WriteLine($"    {entry.Description}");
            output.WriteLine($"    {entry.Source}");
        }

        output.WriteLine();
        output.WriteLine(
            "Write @printed or @released behind a name for the form of the paper's text or program, and :likelihood, :pseudo or :completion for the criterion of a search: rie-cv@released:completion."
        );
    }

    private static JsonObject NodeOf(CatalogueEntry entry) =>
        new()
        {
            ["name"] = entry.Name,
            ["title"] = entry.Title,
            ["description"] = entry.Description,
            ["source"] = entry.Source,
            ["searches"] = entry.Searches,
            ["slow"] = entry.Slow,
            ["needs_group"] = entry.Create is null,
            ["variants"] = new JsonArray([.. entry.Variants.Select(v => (JsonNode)JsonValue.Create(WordOf(v))!)]),
        };

    private static string WordOf(EstimatorVariant variant) => variant.ToString().ToLowerInvariant();
}
