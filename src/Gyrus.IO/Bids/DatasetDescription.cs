using System.Reflection;
using System.Text.Json;

namespace Gyrus.IO.Bids;

/// <summary>The <c>dataset_description.json</c> that makes a folder a BIDS derivative.</summary>
public static class DatasetDescription
{
    /// <summary>Gets the version of Gyrus, without the build's commit.</summary>
    public static string Version { get; } =
        typeof(DatasetDescription)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>Writes the file; one that is there already is kept: the folder may hold other derivatives too.</summary>
    /// <param name="folder">The root of the derivatives.</param>
    /// <param name="name">What the data set is called.</param>
    /// <param name="verb">The verb of gyrus that made it.</param>
    /// <param name="source">The data set that it was made from, or null.</param>
    public static void Write(string folder, string name, string verb, DatasetSource? source = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, "dataset_description.json");
        if (File.Exists(path))
        {
            return;
        }

        AtomicFile.Write(
            path,
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString("Name", name);
                json.WriteString("BIDSVersion", "1.10.0");
                json.WriteString("DatasetType", "derivative");
                json.WriteStartArray("GeneratedBy");
                json.WriteStartObject();
                json.WriteString("Name", "gyrus");
                json.WriteString(nameof(Version), Version);
                json.WriteString("Description", $"gyrus {verb}");
                json.WriteEndObject();
                json.WriteEndArray();
                if (source is not null)
                {
                    json.WriteStartArray("SourceDatasets");
                    json.WriteStartObject();
                    json.WriteString("Name", source.Name);
                    if (source.Doi is not null)
                    {
                        json.WriteString("DOI", source.Doi);
                    }

                    json.WriteEndObject();
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }
        );
    }
}
