using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>
/// A digest of everything that an extraction depends on beside the values of the image: options, atlas, mask, the image's grid.
/// </summary>
/// <remarks>
/// <para>
/// Two extractions of one content with one key give the same bits, in one build on one kind of processor. The number of threads
/// is not part of it, because results do not depend on it.
/// </para>
/// <para>
/// The options enter as the text of the record, which prints every public property, so a new option is part of the key from its
/// first day; what has no text of its own (the mask) enters by content. An atlas enters by its regions and by its rows on
/// its own grid, spheres by their points and their radius. Voxels are not remembered: they are as large as the image.
/// </para>
/// </remarks>
public static class ExtractionKey
{
    /// <summary>The key, in lower-case hexadecimal; null for an atlas of which no content is known here.</summary>
    /// <param name="extractor">The options.</param>
    /// <param name="atlas">The regions.</param>
    /// <param name="image">The grid of the image.</param>
    public static string? Of(RegionExtractor extractor, IAtlas atlas, Grid image)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(image);
        if (!IsKnown(atlas))
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, (extractor with { Mask = null, Threads = null }).ToString());
        Add(hash, extractor.Mask is null ? "no mask" : "mask");
        if (extractor.Mask is { } mask)
        {
            Add(hash, mask.Grid);
            Add(hash, mask.Values);
        }

        Add(hash, atlas);
        Add(hash, image);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether all there is of an atlas is written here.</summary>
    internal static bool IsKnown(IAtlas atlas) => atlas is MapsAtlas or LabelsAtlas or SpheresAtlas;

    private static void Add(IncrementalHash hash, IAtlas atlas)
    {
        Add(hash, atlas.GetType().Name);
        if (atlas is SpheresAtlas { RadiusMillimetres: var radius })
        {
            Add(hash, Invariant($"radius {radius:R}"));
        }

        foreach (Region region in atlas.Regions)
        {
            Add(hash, Invariant($"{region.Label}"));
            Add(hash, region.Name);
            Add(hash, region.Network ?? "no network");
            Add(hash, region.Centre is null ? "nowhere" : "somewhere");
            Add(hash, region.Centre is { } at ? [at.X, at.Y, at.Z] : []);
        }

        foreach (string warning in atlas.Warnings)
        {
            Add(hash, atlas.Name.Length == 0 ? warning : warning.Replace(atlas.Name, "", StringComparison.Ordinal));
        }

        if (atlas.Grid is { } own)
        {
            Add(hash, own);
            Add(hash, atlas.On(own));
        }
    }

    private static void Add(IncrementalHash hash, SparseRows rows)
    {
        for (int r = 0; r < rows.Count; r++)
        {
            Add(hash, Invariant($"row of {rows.Voxels(r).Length}"));
            hash.AppendData(MemoryMarshal.AsBytes(rows.Voxels(r)));
            Add(hash, rows.Weights(r));
        }
    }

    private static void Add(IncrementalHash hash, Grid grid)
    {
        Add(hash, Invariant($"grid {grid.I} {grid.J} {grid.K}"));
        Span<double> affine = stackalloc double[12];
        for (int n = 0; n < 12; n++)
        {
            affine[n] = grid.Affine[n / 4, n % 4];
        }

        Add(hash, affine);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<double> values) =>
        hash.AppendData(MemoryMarshal.AsBytes(values));

    /// <summary>A text with its length before it, so that no two lists of texts are one run of bytes.</summary>
    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
