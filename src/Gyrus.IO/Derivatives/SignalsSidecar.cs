using System.Text.Json;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Derivatives;

/// <summary>The JSON beside cleaned signals: what they are and how they were made.</summary>
internal static class SignalsSidecar
{
    public const string RepetitionTime = "RepetitionTime";
    public const string RegionTable = "RegionTable";

    /// <summary>Writes the sidecar of one subject.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="subject">The signals.</param>
    /// <param name="atlas">The name of the atlas, and the table of its regions; without a table the signals are voxels.</param>
    /// <param name="provenance">Where they come from.</param>
    public static void Write(
        Stream stream,
        SubjectSignals subject,
        (string? Name, string? Table) atlas,
        Provenance provenance
    )
    {
        CleanedSignals cleaned = subject.Cleaned;
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString(
            "Description",
            atlas.Table is null
                ? "Cleaned voxels of a mask, one volume per kept volume; 0 outside the mask."
                : "Cleaned time series of the regions of an atlas, one row per kept volume."
        );
        if (cleaned.Signals.RepetitionTimeSeconds is { } seconds)
        {
            json.WriteNumber(RepetitionTime, seconds);
            json.WriteNumber("SamplingFrequency", 1 / seconds);
        }

        if (atlas.Table is { } table)
        {
            json.WriteString("Atlas", atlas.Name);
            json.WriteString(RegionTable, table);
        }

        json.WriteNumber("Samples", cleaned.Signals.Samples);
        json.WriteNumber("DegreesOfFreedomRemaining", cleaned.DegreesOfFreedom.Remaining);
        if (ConnectomeDocument.QualityEntry.Of(cleaned.Signals.Quality) is { } quality)
        {
            json.WritePropertyName(nameof(RegionSignals.Quality));
            JsonSerializer.Serialize(json, quality, DerivativesJson.Default.QualityEntry);
        }

        WriteList(json, "Confounds", subject.Confounds);
        json.WriteStartArray("KeptVolumes");
        foreach (int volume in cleaned.KeptSamples)
        {
            json.WriteNumberValue(volume);
        }

        json.WriteEndArray();
        WriteList(json, "Warnings", subject.Warnings);
        json.WritePropertyName("Provenance");
        JsonSerializer.Serialize(json, provenance, DerivativesJson.Default.Provenance);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
