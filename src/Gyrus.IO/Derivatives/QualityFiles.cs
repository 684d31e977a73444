using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;

namespace Gyrus.IO.Derivatives;

/// <summary>The quality of a run on disk.</summary>
public static class QualityFiles
{
    /// <summary>
    /// Writes a table with a row per volume (<c>_desc-quality_timeseries.tsv</c>), a map (<c>_stat-tsnr_boldmap.nii.gz</c>) and the numbers
    /// of the whole run (<c>_desc-quality_timeseries.json</c>).
    /// </summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="image">The name of the image: its entities are kept, <c>desc</c> is replaced.</param>
    /// <param name="quality">What was measured.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <returns>The path of the table.</returns>
    public static string Write(string folder, string image, RunQuality quality, Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(quality);
        Directory.CreateDirectory(folder);
        NiftiWriter.Write(
            Path.Combine(folder, NameOf(image, ("stat", "tsnr"), "boldmap", ".nii.gz")),
            quality.Image.TemporalSnr,
            new NiftiWriteOptions { Description = "temporal signal-to-noise ratio" }
        );
        string table = Path.Combine(folder, NameOf(image, ("desc", "quality"), "timeseries", ".tsv"));
        AtomicFile.Write(Path.ChangeExtension(table, ".json"), stream => WriteJson(stream, quality, provenance));
        var columns = new List<(string Name, IReadOnlyList<double> Values)>();
        if (quality.FramewiseDisplacement is { } displacement)
        {
            columns.Add(("framewise_displacement", displacement));
        }

        columns.Add(("dvars", quality.Image.Dvars));
        columns.Add(("std_dvars", quality.Image.StandardisedDvars));
        columns.Add(("global_signal", quality.Image.GlobalSignal));
        TsvWriter.WriteMatrix(
            table,
            Matrix.Create(quality.Image.Dvars.Count, columns.Count, (t, c) => columns[c].Values[t]),
            [.. columns.Select(c => c.Name)]
        );
        return table;
    }

    /// <summary>The table's name that belongs to an image.</summary>
    public static string TableOf(string image) => NameOf(image, ("desc", "quality"), "timeseries", ".tsv");

    private static string NameOf(string image, (string, string?) entity, string suffix, string extension)
    {
        var name = BidsName.Parse(image);
        IEnumerable<(string, string?)> entities = name["sub"] is null
            ? [("sub", BidsName.StemOf(image))]
            : name.Entities.Where(e => e.Key != "desc").Select(e => (e.Key, (string?)e.Value));
        return new BidsName([.. entities, entity], suffix, extension).ToString();
    }

    private static void WriteJson(Stream stream, RunQuality quality, Provenance provenance)
    {
        IReadOnlyList<int> censored = quality.Censored();
        int volumes = quality.Image.Dvars.Count;
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("Volumes", volumes);
        Number("MeanFramewiseDisplacement", quality.MeanFramewiseDisplacementMillimetres ?? double.NaN);
        Number("MeanStandardisedDvars", quality.Image.StandardisedDvars.Skip(1).Average());
        Number("MedianTemporalSnr", quality.Image.MedianTemporalSnr);
        json.WriteNumber("MaskVoxels", quality.Image.MaskVoxels);
        Number("FramewiseDisplacementThreshold", quality.Scrubbing.FramewiseDisplacementMillimetres ?? double.NaN);
        Number("StandardisedDvarsThreshold", quality.Scrubbing.StandardisedDvars ?? double.NaN);
        json.WriteNumber("SegmentVolumes", quality.Scrubbing.SegmentVolumes);
        Number("CensoredPercent", 100.0 * censored.Count / volumes);
        json.WriteStartArray("CensoredVolumes");
        foreach (int volume in censored)
        {
            json.WriteNumberValue(volume);
        }

        json.WriteEndArray();
        Column("framewise_displacement", "Power's framewise displacement", "mm");
        Column(
            "dvars",
            "Root mean square over the brain of the change from the volume before; median of the brain 1000",
            "arbitrary"
        );
        Column("std_dvars", "DVARS by what an autoregressive series of the same robust variance would give", "ratio");
        Column("global_signal", "Mean over the brain", "arbitrary");
        json.WriteStartArray("Warnings");
        foreach (string warning in quality.Image.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WritePropertyName("Provenance");
        JsonSerializer.Serialize(json, provenance, DerivativesJson.Default.Provenance);
        json.WriteEndObject();

        void Number(string name, double value)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumber(name, value);
            }
            else
            {
                json.WriteNull(name);
            }
        }

        void Column(string name, string description, string unit)
        {
            json.WriteStartObject(name);
            json.WriteString("Description", description);
            json.WriteString("Units", unit);
            json.WriteEndObject();
        }
    }
}
