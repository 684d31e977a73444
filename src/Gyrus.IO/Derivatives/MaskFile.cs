using System.Text.Json;
using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.IO.Nifti;
using Gyrus.Pipelines;

namespace Gyrus.IO.Derivatives;

/// <summary>A mask on disk: an image of 0 and 1, and the JSON sidecar that says how it was made.</summary>
public static class MaskFile
{
    /// <summary>Writes the mask.</summary>
    /// <param name="path">The name, ending in <c>.nii</c> or <c>.nii.gz</c>.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="space">The space of its affine.</param>
    /// <param name="provenance">Where it comes from.</param>
    public static void Write(string path, ComputedMask mask, NiftiSpace space, Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(provenance);
        string stem = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        var options = new NiftiWriteOptions { DataType = NiftiDataType.UInt8, Space = space };
        using NiftiWriter writer = NiftiWriter.Create(path, mask.Mask.Grid, 1, options);
        writer.Append(mask.Mask.Values);
        AtomicFile.Write(
            Path.ChangeExtension(stem, ".json"),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString("Type", "Brain");
                json.WriteNumber("Voxels", mask.Voxels);
                json.WritePropertyName("Provenance");
                JsonSerializer.Serialize(json, provenance, DerivativesJson.Default.Provenance);
                json.WriteEndObject();
            }
        );
        writer.Complete();
    }

    /// <summary>The BIDS name of a mask of images: the entities that they share, and <c>desc-brain_mask.nii.gz</c>.</summary>
    public static string NameOf(IReadOnlyList<string> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        BidsName[] names = [.. images.Select(BidsName.Parse)];
        (string, string?)[] desc = [("desc", "brain")];
        if (names.Length == 1 && names[0]["sub"] is null)
        {
            return BidsName.OfSubject(names[0].Subject, desc, "mask", ".nii.gz").ToString();
        }

        IEnumerable<(string, string?)> shared = names[0]
            .Entities.Where(e => e.Key != "desc" && names.All(n => n[e.Key] == e.Value))
            .Select(e => (e.Key, (string?)e.Value));
        return new BidsName([.. shared, .. desc], "mask", ".nii.gz").ToString();
    }
}
