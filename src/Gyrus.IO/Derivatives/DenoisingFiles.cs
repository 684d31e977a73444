using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals.Denoising;

namespace Gyrus.IO.Derivatives;

/// <summary>What a denoising strategy takes from one table, on disk.</summary>
public static class DenoisingFiles
{
    /// <summary>
    /// Writes the columns (<c>_desc-denoising_timeseries.tsv</c>, unless there is none), one 0 or 1 per volume
    /// (<c>_desc-kept_timeseries.tsv</c>), and before them the JSON files that describe them.
    /// </summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="subject">What the run is called, such as <c>sub-01_task-rest</c>.</param>
    /// <param name="run">What was taken.</param>
    /// <param name="made">The strategy in words, and where the result comes from.</param>
    /// <returns>The paths of the tables.</returns>
    public static IReadOnlyList<string> Write(
        string folder,
        string subject,
        DenoisingConfounds run,
        (string Strategy, Provenance Provenance) made
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(run);
        Directory.CreateDirectory(folder);
        string Named(string desc, string extension) =>
            Path.Combine(folder, BidsName.OfSubject(subject, [("desc", desc)], "timeseries", extension).ToString());

        AtomicFile.Write(Named("denoising", ".json"), stream => WriteJson(stream, run, made));
        var paths = new List<string>();
        if (run.Confounds is { } confounds)
        {
            paths.Add(Named("denoising", ".tsv"));
            TsvWriter.WriteMatrix(paths[^1], confounds.Values, confounds.Names);
        }

        HashSet<int> kept = [.. run.KeptSamples ?? [.. Enumerable.Range(0, run.Volumes)]];
        paths.Add(Named("kept", ".tsv"));
        TsvWriter.WriteMatrix(paths[^1], Matrix.Create(run.Volumes, 1, (t, _) => kept.Contains(t) ? 1 : 0), ["kept"]);
        return paths;
    }

    private static void WriteJson(Stream stream, DenoisingConfounds run, (string Strategy, Provenance Provenance) made)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString(
            "Description",
            "Confounds to regress out, one row per volume; the table desc-kept says which volumes stay."
        );
        json.WriteString("Strategy", made.Strategy);
        json.WriteNumber("Volumes", run.Volumes);
        json.WriteNumber("KeptVolumes", run.KeptSamples?.Count ?? run.Volumes);
        if (run.MeanFramewiseDisplacementMillimetres is { } mm && double.IsFinite(mm))
        {
            json.WriteNumber("MeanFramewiseDisplacement", mm);
        }

        json.WriteStartObject("CensoredVolumes");
        WriteNumbers(json, "NonSteadyState", run.Censored.NonSteadyState);
        WriteNumbers(json, "MotionOutliers", run.Censored.MotionOutliers);
        WriteNumbers(json, "ShortPieces", run.Censored.ShortPieces);
        json.WriteEndObject();
        WriteTexts(json, "Columns", run.Confounds?.Names ?? []);
        WriteTexts(json, "Warnings", [.. run.Warnings]);
        json.WritePropertyName("Provenance");
        JsonSerializer.Serialize(json, made.Provenance, DerivativesJson.Default.Provenance);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
