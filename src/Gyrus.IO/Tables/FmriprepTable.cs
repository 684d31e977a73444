using System.Text.Json;
using Gyrus.Signals.Denoising;

namespace Gyrus.IO.Tables;

/// <summary>Reads fMRIPrep's table of confounds with the JSON file that says what its CompCor columns are.</summary>
public static class FmriprepTable
{
    private const string VarianceExplained = "VarianceExplained";

    /// <summary>Reads a table, and the JSON file of the same name beside it where there is one.</summary>
    /// <param name="path">The table (.tsv, perhaps gzipped).</param>
    /// <exception cref="InvalidDataException">Table or JSON file are damaged.</exception>
    /// <exception cref="IOException">The table is absent or cannot be read.</exception>
    public static FmriprepConfounds Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string json = SidecarOf(path);
        return new FmriprepConfounds(path, ConfoundTable.Read(path), File.Exists(json) ? ReadComponents(json) : null);
    }

    /// <summary>The path of the JSON file that belongs to a table, whether it is there or not.</summary>
    public static string SidecarOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.ChangeExtension(plain, ".json");
    }

    /// <summary>Reads what a JSON file says of CompCor columns; other entries are passed over.</summary>
    /// <exception cref="InvalidDataException">It is no JSON object, or an entry has fields of another type.</exception>
    public static IReadOnlyList<CompCorComponent> ReadComponents(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return JsonInput.Object(
            path,
            static root =>
                (CompCorComponent[])
                    [
                        .. root.EnumerateObject()
                            .Where(entry => CompCorComponent.IsName(entry.Name))
                            .Select(entry => ComponentOf(entry.Name, entry.Value)),
                    ]
        );
    }

    /// <summary>Writes what a JSON file says of CompCor columns, as fMRIPrep does.</summary>
    internal static void WriteComponents(string path, IReadOnlyList<CompCorComponent> components) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                foreach (CompCorComponent component in components)
                {
                    json.WriteStartObject(component.Name);
                    json.WriteString("Method", component.Mask is null ? "tCompCor" : "aCompCor");
                    if (component.Mask is { } mask)
                    {
                        json.WriteString("Mask", mask);
                    }

                    json.WriteBoolean("Retained", component.Retained);
                    json.WriteNumber(VarianceExplained, component.VarianceExplained ?? 0);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        );

    private static CompCorComponent ComponentOf(string name, JsonElement entry) =>
        new(
            name,
            entry.TryGetProperty("Mask", out JsonElement mask) ? mask.GetString() : null,
            entry.TryGetProperty(VarianceExplained, out _)
                ? JsonInput.FiniteNumber(entry, VarianceExplained)
                    ?? throw new InvalidOperationException($"{VarianceExplained} of {name} is beyond any double.")
                : null,
            !entry.TryGetProperty("Retained", out JsonElement retained) || retained.GetBoolean()
        );
}
